import GridPictures
import Grids
import Hunts
import Pathfinding
import Puzzles
import Routes

/// How keys are collected, to be written in one form or another.
struct KeyReport {
  enum Outcome {
    case solved(KeySolution)
    /// Keys that can never be collected.
    case outOfReach(KeySet)
    case limit(LimitReached)
  }

  var name: String
  var puzzle: KeyPuzzle
  var outcome: Outcome
  var duration: Duration
  var coordinates: Coordinates

  var solution: KeySolution? {
    if case .solved(let solution) = outcome { solution } else { nil }
  }

  private var map: GridMap {
    GridMap(
      traversable: puzzle.floor, start: puzzle.starts.count == 1 ? puzzle.starts[0] : nil)
  }

  private var keyCount: Int { puzzle.allKeys.keys.count }

  /// What is worth knowing beside the results, for standard error.
  var remarks: String {
    puzzle.shutDoors.map { doors in
      let first = coordinates.text(of: doors.first)
      return doors.count == 1
        ? "no key opens the door \(doors.name) at \(first): it stays shut\n"
        : "no key opens the \(doors.count) doors \(doors.name), the first at \(first): "
          + "they stay shut\n"
    }.joined()
  }
}

// MARK: - Text

extension KeyReport {
  func writeText(on page: Page, to output: inout TextOutput) throws {
    var text = [""] + page.lines(sentence)
    if let solution {
      for errand in solution.errands {
        let robot = puzzle.starts.count == 1 ? "" : "robot \(errand.robot + 1), "
        let head = "\(robot)\(KeyPuzzle.name(ofKey: errand.key)): "
        text += page.lines(head + Walk(errand.path).prose)
      }
      if let screen = page.screen?.rows, text.count > max(4, screen / 2) {
        text = Array(text.prefix(max(4, screen / 2))) + ["and so on; a pipe gets all"]
      }
    }
    var scene = Scene(map: map)
    scene.goals = puzzle.allKeys.keys.compactMap { puzzle.keyCells[$0] }
    scene.paths = puzzle.starts.indices.map { robot in
      let errands = solution?.errands.filter { $0.robot == robot } ?? []
      return [puzzle.starts[robot]] + errands.flatMap { $0.cells.dropFirst() }
    }
    try output.write(Picture(scene, on: page.canvas(besides: text)))
    try output.write(lines: text)
  }

  private var sentence: String {
    switch outcome {
    case .limit: return "Not solved."
    case .outOfReach(let keys):
      let keys = keys.names.count == 1 ? "key \(keys.names[0]) is" : "keys \(keys.names.listed) are"
      return "Not all keys can be collected: the \(keys) out of reach."
    case .solved(let solution):
      guard keyCount > 0 else { return "There is no key to collect." }
      let keys = keyCount == 1 ? "the only key" : "all \(keyCount) keys"
      let steps = solution.stepCount
      return "\(steps) \(steps == 1 ? "step collects" : "steps collect") \(keys); no fewer do."
    }
  }
}

extension KeySolution.Errand {
  var path: GridPath {
    GridPath(cells: cells, cost: PathCost(straight: cells.count - 1, diagonal: 0))
  }
}

extension KeySet {
  fileprivate var names: [String] { keys.map(KeyPuzzle.name(ofKey:)) }
}

extension [String] {
  /// "a", "a and b", "a, b and c".
  var listed: String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + self[count - 1]
  }
}

// MARK: - For programs

extension KeyReport {
  /// What is told as one piece: all of a single robot's way, or one robot's way to one key.
  private var pieces: [GridPath] {
    guard let solution, !solution.errands.isEmpty else { return [] }
    guard puzzle.starts.count == 1 else { return solution.errands.map(\.path) }
    let cells = [puzzle.starts[0]] + solution.errands.flatMap { $0.cells.dropFirst() }
    return [GridPath(cells: cells, cost: PathCost(straight: cells.count - 1, diagonal: 0))]
  }

  /// The cells of each piece, one a line, the pieces parted by blank lines.
  func writeCells(to output: inout TextOutput) throws {
    var separator = ""
    for piece in pieces {
      try output.write(separator)
      for cell in piece.cells { try output.write(coordinates.text(of: cell) + "\n") }
      separator = "\n"
    }
  }

  func writeRoutes(to output: inout TextOutput) throws {
    try output.write(lines: pieces.map { Walk($0).description })
  }

  /// Robots are counted from 1, as `starts` lists them.
  func writeJSON(to output: inout TextOutput) throws {
    var members = [
      "\"schema\": \"treasure.puzzle.keys/1\"",
      "\"map\": {\(JSONText.map(named: name, map))}",
      "\"starts\": [\(puzzle.starts.map(JSONText.cell).joined(separator: ", "))]",
      "\"count\": \(keyCount)",
    ]
    switch outcome {
    case .limit(let limit): members.append("\"limit\": \"\(limit)\"")
    case .outOfReach(let keys): members.append("\"unreachable\": \(JSONText.strings(keys.names))")
    case .solved(let solution):
      let names = solution.errands.map { KeyPuzzle.name(ofKey: $0.key) }
      members += [
        "\"steps\": \(solution.stepCount)",
        "\"order\": \(JSONText.string(names.joined()))",
        "\"states\": \(solution.stateCount)",
        "\"microseconds\": \((duration / .microseconds(1)).decimalText(places: 1))",
        "\"errands\": [\(zip(solution.errands, names).map(json).joined(separator: ","))"
          + (names.isEmpty ? "]" : "\n  ]"),
      ]
    }
    try output.write(JSONText.document(members))
  }

  private func json(of errand: KeySolution.Errand, named name: String) -> String {
    "\n    {\"robot\": \(errand.robot + 1), \"key\": \"\(name)\", "
      + "\"steps\": \(errand.cells.count - 1), "
      + "\"path\": \"\(Walk(errand.path).description)\"}"
  }
}
