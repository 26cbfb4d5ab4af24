extension Benchmarks {
  /// Orders a second, against the same server with one command a transaction.
  func orderThroughput() throws -> String {
    let configurations = [("256", "group commit"), ("1", "one order a transaction")]
    let seconds = scale.loadSeconds
    var runs: [[LoadRun]] = configurations.map { _ in [] }
    for _ in 0..<scale.loadRounds {
      for (index, configuration) in configurations.enumerated() {
        runs[index].append(try load(batchLimit: configuration.0, seconds: seconds))
      }
    }

    var table = Table(
      "`--batch-limit`", "orders/s", "median, ms", "99 %, ms", "commands a commit")
    for (configuration, runs) in zip(configurations, runs) {
      table.add(
        "\(configuration.0): \(configuration.1)",
        median(runs.map(\.ordersPerSecond)).grouped,
        (Double(median(runs.map(\.median))) / 1e3).figure,
        (Double(median(runs.map(\.slowest))) / 1e3).figure,
        median(runs.map(\.batch)).figure)
    }
    let ratio = median(
      zip(runs[0], runs[1]).map { Double($0.ordersPerSecond) / Double($1.ordersPerSecond) })
    return """
      `POST /orderThreshold` with a token, a key and one line a cart, every order on the disk before it \
      is answered: `wrk` with 128 keep-alive connections and two threads on the same machine, \
      \(seconds) s, \(scale.loadRounds) rounds in turns, a new database each. Every answer must be 201, \
      and `orders audit` must find that the books balance. Wanted: at least 4 × the same server with its \
      batch limit at 1; the ratio is **\(ratio.figure)**.

      \(table)
      """
  }

  private struct LoadRun {
    var ordersPerSecond: Int
    /// Microseconds.
    var median: Int
    /// Microseconds, at the 99th percentile.
    var slowest: Int
    var batch: Double
  }

  private func load(batchLimit: String, seconds: Int) throws -> LoadRun {
    let script = Self.repository + "Benchmarks/orders-load/run"
    let command = Command(path: script, arguments: [orders, batchLimit, "\(seconds)"])
    var output: [UInt8] = []
    let outcome = Result { try command.run { output += $0 } }
    let text = String(decoding: output, as: UTF8.self)
    let words = text.split(whereSeparator: \.isWhitespace)
    guard case .success = outcome, words.count == 4, let rate = Int(words[0]),
      let median = Int(words[1]), let slowest = Int(words[2]), let batch = Double(words[3])
    else { throw WrongAnswer(description: "\(text)\(command)") }
    return LoadRun(ordersPerSecond: rate, median: median, slowest: slowest, batch: batch)
  }
}
