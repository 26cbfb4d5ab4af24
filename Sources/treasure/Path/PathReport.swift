import GridPictures
import Grids
import Hunts
import Pathfinding
import Routes

/// What a search found, to be written in one form or another.
struct PathReport {
  var reading: MapReading
  var start: Cell
  var goals: [Cell]
  var moves: Moves
  var outcome: PathFinder.Outcome
  var duration: Duration

  /// What is worth knowing beside the results, for standard error.
  ///
  /// - Parameter onEachGoal: Whether each goal was to be reached.
  func remarks(onEachGoal: Bool) -> String {
    if let cell = outcome.nearestReachable {
      return "nearest reachable cell: \(reading.coordinates.text(of: cell))\n"
    }
    guard onEachGoal else { return "" }
    let reached = Set(outcome.paths.map(\.goal))
    return goals.filter { !reached.contains($0) }
      .map { "no path to \(reading.coordinates.text(of: $0))\n" }.joined()
  }
}

// MARK: - Text

extension PathReport {
  /// The map with the paths, and a paragraph for each path.
  func writeText(on page: Page, to output: inout TextOutput) throws {
    let text = paragraphs(on: page).flatMap { [""] + $0 }
    var scene = reading.document.scene
    scene.showCosts(of: reading.document)
    scene.goals = goals
    scene.paths = outcome.paths.map(\.path.cells)
    try output.write(Picture(scene, on: page.canvas(besides: text)))
    try output.write(lines: text)
  }

  /// The first names the convention.
  private func paragraphs(on page: Page) -> [[String]] {
    let coordinates = reading.coordinates
    let from = coordinates.text(of: start)
    guard !outcome.paths.isEmpty else {
      let goal = goals.count == 1 ? coordinates.text(of: goals[0]) : "any of \(goals.count) goals"
      return [page.lines("No path leads from \(from) to \(goal), as \(coordinates.description).")]
    }
    return outcome.paths.enumerated().map { index, found in
      let convention = index == 0 ? ", as \(coordinates.description)" : ""
      let goal = coordinates.text(of: found.goal)
      return page.lines("\(extent(of: found.path)) from \(from) to \(goal)\(convention):")
        + page.lines(Walk(found.path))
    }
  }

  /// "15 steps of length 12 + 3√2 = 16.243"
  private func extent(of path: GridPath) -> String {
    let count = path.cells.count - 1
    let steps = count == 1 ? "1 step" : "\(count) steps"
    switch (reading.document.costs, moves) {
    case (nil, .cardinal): return steps
    case (nil, .octile): return "\(steps) of length \(path.cost.text)"
    case (_?, _): return "\(steps) of cost \(path.cost.text)"
    }
  }
}

extension PathCost {
  /// The exact cost and, where that is no integer, a decimal fraction: `12 + 3√2 = 16.243`.
  var text: String {
    guard diagonal > 0 else { return "\(straight)" }
    let root = diagonal == 1 ? "√2" : "\(diagonal)√2"
    let sum = straight == 0 ? root : "\(straight) + \(root)"
    return "\(sum) = \(length.decimalText(places: 3))"
  }
}

// MARK: - For programs

extension PathReport {
  /// The cells of each path, one a line, the paths parted by blank lines.
  func writeCells(to output: inout TextOutput) throws {
    var separator = ""
    for (_, path) in outcome.paths {
      try output.write(separator)
      for cell in path.cells { try output.write(reading.coordinates.text(of: cell) + "\n") }
      separator = "\n"
    }
  }

  /// Each path as a route, one a line.
  func writeRoutes(to output: inout TextOutput) throws {
    try output.write(lines: outcome.paths.map { Walk($0.path).description })
  }

  /// `length` is that of the steps, √2 for a diagonal one; `cost` counts what the cells cost as well,
  /// and is exactly `straight` + `diagonal`·√2.
  func writeJSON(to output: inout TextOutput) throws {
    let paths = outcome.paths.map { "\n    \(json(of: $0.path, to: $0.goal))" }
    var members = [
      "\"schema\": \"treasure.path/1\"",
      "\"map\": {\(JSONText.map(named: reading.name, reading.map))}",
      "\"moves\": \"\(moves.rawValue)\"",
      "\"algorithm\": \"\(outcome.algorithm.rawValue)\"",
      "\"expanded\": \(outcome.expandedCount)",
      "\"microseconds\": \((duration / .microseconds(1)).decimalText(places: 1))",
      "\"count\": \(paths.count)",
      "\"paths\": [\(paths.joined(separator: ","))\(paths.isEmpty ? "" : "\n  ")]",
    ]
    if let cell = outcome.nearestReachable {
      members.append("\"nearest\": \(JSONText.cell(cell))")
    }
    try output.write(JSONText.document(members))
  }

  private func json(of path: GridPath, to goal: Cell) -> String {
    let steps = path.steps
    let diagonals = steps.count(where: \.isDiagonal)
    let extent = PathCost(straight: steps.count - diagonals, diagonal: diagonals)
    return "{\"to\": \(JSONText.cell(goal)), \"steps\": \(steps.count), "
      + "\"length\": \(extent.json), \"cost\": \(path.cost.json), "
      + "\"straight\": \(path.cost.straight), \"diagonal\": \(path.cost.diagonal), "
      + "\"path\": \(JSONText.string(Walk(path).description)), "
      + "\"cells\": [\(path.cells.map(JSONText.cell).joined(separator: ", "))]}"
  }
}

extension PathCost {
  fileprivate var json: String { diagonal == 0 ? "\(straight)" : "\(length)" }
}
