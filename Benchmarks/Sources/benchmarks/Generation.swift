import Glibc

extension Benchmarks {
  func generation() throws -> String {
    let side = scale.largeSide
    let fileSize = (side + 1) * side
    var table = Table("obstacles", "`treasure`, ms", "MB/s", "`cat`, ms", "÷ `cat`", "peak, MB")
    for density in [0, 0.1, 0.5, 1] {
      let command = corpus.generateRandom(side: side, density: density, start: .middle)
      let path = try corpus.random(side: side, density: density, start: .middle)
      try requireSameBytes(command, as: path)
      let series = try compare(
        [command, Command(path: "cat", arguments: [path], output: .discarded)], rounds: scale.rounds
      )
      table.add(
        "\((density * 100).fixed(places: 0)) %",
        series[0].wall.milliseconds.figure,
        (Double(fileSize) / 1e6 / (series[0].wall / .seconds(1))).figure,
        series[1].wall.milliseconds.figure, series[0].ratio(to: series[1]).figure,
        series[0].peakMemory.megabytes)
    }
    return """
      `treasure generate random` of \(side)×\(side) cells, \(fileSize.megabytes) MB, to `/dev/null`, beside \
      `cat` of the same map from the page cache.

      \(table)
      """
  }

  /// That a map can be made again from its seed.
  private func requireSameBytes(_ command: Command, as path: String) throws {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw SystemError(path) }
    defer { close(file) }
    var offset = 0
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    _ = try command.run { piece in
      let count = pread(file, &bytes, piece.count, offset)
      guard count == piece.count, memcmp(bytes, piece.baseAddress!, count) == 0 else {
        throw WrongAnswer(description: "other bytes the second time, from \(offset): \(command)")
      }
      offset += count
    }
    guard pread(file, &bytes, 1, offset) == 0 else {
      throw WrongAnswer(description: "fewer bytes the second time, \(offset): \(command)")
    }
  }
}
