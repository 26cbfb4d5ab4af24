extension Benchmarks {
  func growth() throws -> (text: String, chart: Chart) {
    var chart = Chart(
      title: "Milliseconds of a whole process, both axes logarithmic",
      series: ["treasure, open", "treasure, 10 % obstacles", "the peer, open"], panels: [])

    var bySize = Table(
      "side", "open, ms", "ns a cell", "÷ `c-solve`", "10 %, ms", "ns a cell", "÷ `c-solve`")
    chart.panels.append(Panel(title: "the map (peer: c-solve)", xLabel: "side, cells"))
    for side in scale.growthSides {
      try measure(side, side: side, cellsInTable: true, in: &bySize, &chart) { path in
        [solve(path, "--count"), try peer("c-solve", path)]
      }
    }

    var byLegs = Table("legs", "open, ms", "÷ `c-solve`", "10 %, ms", "÷ `c-solve`")
    chart.panels.append(Panel(title: "legs (peer: c-solve)", xLabel: "legs of the route"))
    for count in scale.legs {
      let legs = (0..<count).map { ["N", "E", "S", "W"][$0 % 4] }
      let route = legs.map { $0 + "+" }.joined(separator: " ")
      try measure(count, side: scale.middleSide, in: &byLegs, &chart) { path in
        [solve(path, "--count", "--route", route), try peer("c-solve", path, legs.joined())]
      }
    }

    var byNesting = Table("depth", "open, ms", "÷ `flat-bfs`", "10 %, ms", "÷ `flat-bfs`")
    chart.panels.append(Panel(title: "nesting (peer: flat-bfs)", xLabel: "depth of alternations"))
    for depth in scale.nestings {
      let route = (1..<depth).reduce("(N|E|S|W)+") { inner, _ in "(N+ E*|S+ W*|\(inner))+" }
      try measure(depth, side: scale.middleSide, in: &byNesting, &chart) { path in
        [solve(path, "--count", "--route", route), try peer("flat-bfs", path)]
      }
    }

    let middle = "\(scale.middleSide)×\(scale.middleSide)"
    let text = """
      `treasure solve --count`, whole process, from the middle of the map.

      ![Time against the side of the map, the legs of the route and the depth of nesting](growth.svg)

      With the map, default route. On 10 % obstacles the walks end early, and what is left is reading.

      \(bySize)
      With the legs of the route, `N+ E+ S+ W+ N+ …`, on \(middle).

      \(byLegs)
      With the depth of alternations under repeats, on \(middle): `(N|E|S|W)+`, then \
      `(N+ E*|S+ W*|…)+` around the one before. All of them reach what a breadth-first search does.

      \(byNesting)
      """
    return (text, chart)
  }

  /// Adds a row to the table and a point a line to the last panel.
  private func measure(
    _ parameter: Int, side: Int, cellsInTable: Bool = false, in table: inout Table,
    _ chart: inout Chart, commands: (String) throws -> [Command]
  ) throws {
    var cells = ["\(parameter)"]
    let panel = chart.panels.count - 1
    for (line, density) in [0, 0.1].enumerated() {
      let path = try corpus.random(side: side, density: density, start: .middle)
      let series = try compare(try commands(path), rounds: scale.rounds)
      cells.append(series[0].wall.milliseconds.figure)
      if cellsInTable { cells.append(series[0].wall.nanoseconds(per: side * side).figure) }
      cells.append(series[0].ratio(to: series[1]).figure)

      chart.panels[panel].add(x: parameter, y: series[0].wall.milliseconds, line: line)
      if density == 0 {
        chart.panels[panel].add(x: parameter, y: series[1].wall.milliseconds, line: 2)
      }
    }
    table.rows.append(cells)
  }
}
