import Puzzles

/// A level and its solution, to be written in one form or another.
struct SokobanReport {
  enum Outcome {
    case solved(SokobanSolution)
    case unsolvable
    case limit(LimitReached)
  }

  var number: Int
  var board: SokobanBoard
  var outcome: Outcome
  var duration: Duration

  var solution: SokobanSolution? {
    if case .solved(let solution) = outcome { solution } else { nil }
  }
}

// MARK: - Text

extension SokobanReport {
  /// - Parameter columns: Where lines are broken; `nil` for nowhere.
  func writeText(columns: Int?, _ paint: Paint, to output: inout TextOutput) throws {
    try output.write(heading + "\n")
    for row in SokobanReplay(board).rows {
      try output.write(row.map { Self.painted($0, paint) }.joined() + "\n")
    }
    switch outcome {
    case .unsolvable: try output.write("There is no solution.\n")
    case .limit: try output.write("Not solved.\n")
    case .solved(let solution):
      let (pushes, moves) = (solution.pushCount, solution.moveCount)
      try output.write(
        "\(pushes) \(pushes == 1 ? "push" : "pushes") in \(moves) \(moves == 1 ? "move" : "moves"):\n"
      )
      var rest = solution.moves[...]
      repeat {
        let line = rest.prefix(columns ?? .max)
        rest = rest.dropFirst(line.count)
        try output.write(line + "\n")
      } while !rest.isEmpty
    }
  }

  /// "Level 3, Corners, by N. N."
  private var heading: String {
    var words = ["Level \(number)"]
    if let title = board.title { words.append(title.visible) }
    if let author = board.author { words.append("by \(author.visible)") }
    return words.joined(separator: ", ")
  }

  private static func painted(_ glyph: Character, _ paint: Paint) -> String {
    switch glyph {
    case "@", "+": paint(String(glyph), .start)
    case "$", "*": paint(String(glyph), .position)
    case ".": paint(String(glyph), .emphasis)
    default: String(glyph)
    }
  }
}

// MARK: - JSON

extension SokobanReport {
  /// - Parameter summaries: Of the levels, as ``summary`` has them.
  static func writeJSON(
    of summaries: [String], solvedCount: Int, in name: String, to output: inout TextOutput
  ) throws {
    try output.write(
      JSONText.document([
        "\"schema\": \"treasure.puzzle.sokoban/1\"",
        "\"path\": \(JSONText.string(name))",
        "\"count\": \(solvedCount)",
        "\"levels\": [\(summaries.map { "\n    " + $0 }.joined(separator: ","))\n  ]",
      ]))
  }

  /// The level and its solution as a JSON object.
  var summary: String {
    var members = ["\"level\": \(number)", "\"line\": \(board.line)"]
    if let title = board.title { members.append("\"title\": \(JSONText.string(title))") }
    if let author = board.author { members.append("\"author\": \(JSONText.string(author))") }
    members += [
      "\"width\": \(board.size.width)", "\"height\": \(board.size.height)",
      "\"boxes\": \(board.boxes.count)",
    ]
    switch outcome {
    case .unsolvable: members.append("\"solvable\": false")
    case .limit(let limit): members.append("\"limit\": \"\(limit)\"")
    case .solved(let solution):
      members += [
        "\"pushes\": \(solution.pushCount)", "\"moves\": \(solution.moveCount)",
        "\"states\": \(solution.stateCount)",
        "\"microseconds\": \((duration / .microseconds(1)).decimalText(places: 1))",
        "\"solution\": \"\(solution.moves)\"",
      ]
    }
    return "{\(members.joined(separator: ", "))}"
  }
}
