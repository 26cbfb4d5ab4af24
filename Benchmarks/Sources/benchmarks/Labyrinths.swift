extension Benchmarks {
  func labyrinths() throws -> String {
    var maps: [(name: String, path: String)] = []
    for side in scale.labyrinthSides {
      maps.append(("spiral, \(side)²", try corpus.spiral(side: side)))
      maps.append(("maze, \(side)²", try corpus.maze(side: side)))
    }
    for (name, density) in [("open", 0), ("10 % obstacles", 0.1)] {
      let side = scale.middleSide
      let path = try corpus.random(side: side, density: density, start: .middle)
      maps.append(("\(name), \(side)²", path))
    }

    var table = Table(
      "map", "reached", "`treasure`, ms", "`flat-bfs`, ms", "its search, ms", "÷ `flat-bfs`",
      "÷ its search")
    for (name, path) in maps {
      let series = try compare(
        [solve(path, "--count", "--route", ".*"), try peer("flat-bfs", path)], rounds: scale.rounds)
      table.add(
        name, series[0].count.grouped,
        series[0].wall.milliseconds.figure, series[1].wall.milliseconds.figure,
        series[1].ownTime.milliseconds.figure,
        series[0].ratio(to: series[1]).figure, (series[0].wall / series[1].ownTime).figure)
    }
    return """
      `treasure solve --count --route '.*'`: all that can be reached. Corridors are the worst that can \
      happen to a search that moves whole rows: a spiral is a single one, as long as half the map has \
      cells, and in a maze every room turns. Wanted: at most 4 × a breadth-first search with a flat \
      queue. The first ratio is of whole processes, the second of the whole of `treasure` to the peer's \
      search without its reading of the map.

      \(table)
      """
  }
}
