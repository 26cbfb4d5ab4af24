extension Benchmarks {
  func largeMaps() throws -> String {
    let side = scale.largeSide
    let cells = side * side
    let maps = [
      ("open, from the middle", try corpus.random(side: side, density: 0, start: .middle)),
      (
        "10 % obstacles, from the middle",
        try corpus.random(side: side, density: 0.1, start: .middle)
      ),
      ("open, from the lower left", try corpus.random(side: side, density: 0, start: .lowerLeft)),
    ]
    var times = Table(
      "map", "positions", "`treasure`, ms", "`wc -l`, ms", "`c-solve`, ms", "÷ `wc -l`",
      "÷ `c-solve`")
    var memory = Table("map", "peak, MB", "bound, MB")
    // A state a leg of the default route.
    let fileSize = (side + 1) * side
    let bound = fileSize + cells * (2 + 2 * 3) / 8
    for (name, path) in maps {
      let series = try compare(
        [
          solve(path, "--count"),
          Command(path: "wc", arguments: ["-l", path], output: .number(side)),
          try peer("c-solve", path),
        ], rounds: scale.rounds)
      times.add(
        name, series[0].count.grouped,
        series[0].wall.milliseconds.figure, series[1].wall.milliseconds.figure,
        series[2].wall.milliseconds.figure,
        series[0].ratio(to: series[1]).figure, series[0].ratio(to: series[2]).figure)
      memory.add(name, series[0].peakMemory.megabytes, bound.megabytes)
    }
    return """
      `treasure solve --count` on text maps of \(side)×\(side) cells, \(fileSize.megabytes) MB each. \
      Wanted: at most 1 × `wc -l`.

      \(times)
      Peak memory as the kernel counts it, against the file and (2 + 2 × states) bits a cell.

      \(memory)
      """
  }

  /// `treasure solve` of a map.
  func solve(_ map: String, _ options: String..., output: Command.Output = .count) -> Command {
    Command(path: treasure, arguments: ["solve"] + options + [map], output: output)
  }

  /// One of the C programs of this package.
  func peer(_ name: String, _ arguments: String...) throws -> Command {
    Command(path: try programDirectory() + name, arguments: arguments)
  }
}
