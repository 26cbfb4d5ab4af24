import Glibc

extension Benchmarks {
  /// What the MANIFEST of the Moving AI maps says that the fastest published program took for a whole
  /// scenario, in milliseconds, without and with preparation: measured once, on a machine like this one.
  private static let warthog = [
    "arena2": (22.5, 12.7), "den520d": (12.4, 8.3), "AR0011SR": (14.8, 7.3),
    "maze512-32-0": (154, 37), "random512-10-0": (1510, 1568), "8room_000": (1122, 1163),
    "Berlin_0_512": (47, 28),
  ]

  func shortestPaths() throws -> (text: String, chart: Chart) {
    let (table, chart) = try growthOfPaths()
    return (
      """
      Octile steps without cutting corners; milliseconds of all searches of a scenario, \
      each with its path, as the cells at which it turns. `jps` has nothing prepared but the map's bits \
      and their transpose; `jps+` has its boards. Every length is checked at the precision printed in the file: a \
      wrong one fails the benchmark. The shortest of \(scale.rounds / 4 + 1) times counts.

      \(try scenarios())
      ### With the map

      Pairs of cells drawn by `treasure scenario`, milliseconds for a path. A maze's corridors are one cell wide; \
      with 40 % obstacles the map is at the point of falling apart, and a search sees most of it. `jps+` \
      is ready after the time in the last column, `jps` after less.

      ![Milliseconds for a path against the side of the map](paths.svg)

      \(table)
      """, chart
    )
  }

  // MARK: - Scenarios

  private func scenarios() throws -> String {
    guard let folder = getenv("MOVINGAI_DATA").map({ String(cString: $0) }) else {
      note("skipped: MOVINGAI_DATA names no directory of scenarios")
      return "(Skipped: `MOVINGAI_DATA` names no directory of scenarios.)\n"
    }
    var times = Table(
      "scenario", "experiments", "`jps`", "`jps+`", "JPS2", "JPS2+", "`jps` ÷ JPS2",
      "`jps+` ÷ the faster")
    var details = Table(
      "scenario", "set-up of `jps+`, ms", "median, µs", "99 %, µs", "worst, µs",
      "bytes a cell, `jps`", "`jps+`")
    var peers = Table("scenario", "`jps`, ms", "peer", "ms", "÷ `jps`")
    for (name, (without, with)) in Self.warthog.sorted(by: { $0.key < $1.key }) {
      let path = "\(folder)/\(name).map.scen"
      let jps = try bench(path, "jps", rounds: scale.rounds / 4 + 1)
      let prepared = try bench(path, "jps+", rounds: scale.rounds / 4 + 1)
      times.add(
        name, jps.experiments, jps.milliseconds.figure,
        prepared.milliseconds.figure, "\(without)", "\(with)",
        (jps.milliseconds / without).figure, (prepared.milliseconds / min(without, with)).figure)
      details.add(
        name, prepared.setUp, prepared.median, prepared.share99, prepared.worst,
        jps.bytesPerCell, prepared.bytesPerCell)
      // The others take minutes.
      if !scale.isQuick, ["arena2", "den520d"].contains(name) {
        let aStar = try bench(path, "astar", rounds: 1).milliseconds
        peers.add(
          name, jps.milliseconds.figure, "`astar`", aStar.figure,
          (aStar / jps.milliseconds).figure)
        try comparePython(name, path, jps.milliseconds, &peers)
      }
    }
    return """
      Warthog's JPS2 (without preparation) and JPS2+ (with) are the fastest published programs that we know; \
      their figures are given from elsewhere, measured once on a machine like this one.

      \(times)
      \(details)
      \(peers.rows.isEmpty ? "(scipy and networkx: skipped.)\n" : "\(peers)")
      """
  }

  private func comparePython(
    _ name: String, _ path: String, _ milliseconds: Double, _ table: inout Table
  ) throws {
    let script = sibling("../../Peers/shortest_paths.py", of: #filePath)
    // Programs run with an empty environment, in which wrappers such as pyenv's do not find their own.
    let command = Command(
      path: getenv("PYTHON").map { String(cString: $0) } ?? "python3",
      arguments: [script, String(path.dropLast(5)), path], output: .discarded)
    let lines: [[Substring]]
    do {
      lines = try output(of: command)
    } catch is CommandFailed {
      return note("skipped: python3 with scipy and networkx is not there")
    }
    for words in lines where words.count == 3 {
      guard words[2] == "0" else {
        throw WrongAnswer(description: "\(words[2]) wrong lengths by \(words[0]): \(command)")
      }
      let time = Double(words[1])!
      table.add(name, milliseconds.figure, "\(words[0])", time.figure, (time / milliseconds).figure)
    }
  }

  // MARK: - Growth

  private func growthOfPaths() throws -> (table: Table, chart: Chart) {
    var chart = Chart(
      title: "Milliseconds for a path, both axes logarithmic",
      series: ["jps", "jps+", "astar"], panels: [])
    var table = Table("map", "side", "`astar`", "`jps`", "`jps+`", "set-up of `jps+`")
    for (name, density) in [("open", 0), ("10 %", 0.1), ("40 %", 0.4), ("maze", nil)] {
      chart.panels.append(Panel(title: name, xLabel: "side, cells"))
      for side in scale.pathSides {
        let map =
          try density.map { try corpus.random(side: side, density: $0, start: .middle) }
          ?? corpus.maze(side: side - 1)
        let count = side > 2048 ? 10 : 40
        let scenario = try corpus.scenario(of: map, count: count)
        let aStar = side > 1024 ? nil : try bench(scenario, "astar", rounds: 1)
        let jps = try bench(scenario, "jps", rounds: 1)
        let prepared = try bench(scenario, "jps+", rounds: 1)
        let all = [jps, prepared, aStar]
        for (line, row) in all.enumerated() {
          guard let row else { continue }
          chart.panels[chart.panels.count - 1].add(
            x: side, y: max(row.milliseconds, 0.01) / Double(count), line: line)
        }
        let cells = [aStar, jps, prepared].map {
          $0.map { ($0.milliseconds / Double(count)).figure } ?? ""
        }
        table.rows.append([name, "\(side)"] + cells + [prepared.setUp])
      }
    }
    return (table, chart)
  }
}

// MARK: - A row of `treasure bench`

private struct BenchRow {
  var experiments: String
  var setUp: String
  var milliseconds: Double
  var median: String
  var share99: String
  var worst: String
  var bytesPerCell: String
}

extension Benchmarks {
  private func bench(_ scenario: String, _ algorithm: String, rounds: Int) throws -> BenchRow {
    let command = Command(
      path: treasure,
      arguments: ["bench", "--algorithm", algorithm, "--rounds", "\(rounds)", scenario],
      output: .discarded)
    let lines = try output(of: command)
    guard lines.count == 2, lines[1].count == 11, lines[1][10] == "0" else {
      throw WrongAnswer(description: "a length is wrong: \(command)")
    }
    let words = lines[1].map(String.init)
    return BenchRow(
      experiments: words[2], setUp: words[3], milliseconds: Double(words[4])!, median: words[5],
      share99: words[6], worst: words[7], bytesPerCell: words[9])
  }

  /// The words of each line that a command prints.
  private func output(of command: Command) throws -> [[Substring]] {
    var bytes: [UInt8] = []
    _ = try command.run { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .map { $0.split(separator: " ") }
  }
}
