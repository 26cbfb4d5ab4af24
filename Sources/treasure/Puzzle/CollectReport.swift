import GridPictures
import Grids
import Hunts
import Pathfinding
import Puzzles
import Routes

/// A walk through treasures, to be written in one form or another.
struct CollectReport {
  var name: String
  var puzzle: CollectPuzzle
  var returns: Bool
  /// Treasures to which no way leads.
  var missing: [Cell]
  /// `nil` where there are such.
  var dig: Hunts.Dig?
  var coordinates: Coordinates

  /// What is worth knowing beside the results, for standard error.
  var remarks: String {
    missing.map { "no way leads to \(coordinates.text(of: $0))\n" }.joined()
  }
}

// MARK: - Text

extension CollectReport {
  func writeText(on page: Page, to output: inout TextOutput) throws {
    var text = [""] + page.lines(sentence)
    if let dig, dig.stepCount > 0 { text += page.lines(Walk(dig.path)) }
    var scene = Scene(map: puzzle.map)
    scene.goals = puzzle.treasures
    if let dig { scene.paths = [dig.path.cells] }
    try output.write(Picture(scene, on: page.canvas(besides: text)))
    try output.write(lines: text)
  }

  private var sentence: String {
    guard let dig else {
      return missing.count == 1
        ? "One treasure is out of reach." : "\(missing.count) treasures are out of reach."
    }
    guard !puzzle.treasures.isEmpty else { return "There is no treasure to collect." }
    let (length, bound) = (dig.stepCount, dig.lowerBound)
    let count = puzzle.treasures.count
    let treasures = count == 1 ? "the only treasure" : "all \(count) treasures"
    let steps = length == 1 ? "1 step leads" : "\(length) steps lead"
    let walk = "\(steps) to \(treasures)\(returns ? " and back" : "")"
    guard !dig.isShortest else { return walk + "; no fewer do." }
    let share = Double(length - bound) * 100 / Double(length)
    return walk + "; fewer than \(bound) (\(share.decimalText(places: 1)) % less) never do."
  }
}

// MARK: - For programs

extension CollectReport {
  func writeCells(to output: inout TextOutput) throws {
    for cell in dig?.path.cells ?? [] {
      try output.write(coordinates.text(of: cell) + "\n")
    }
  }

  func writeRoute(to output: inout TextOutput) throws {
    if let dig { try output.write(Walk(dig.path).description + "\n") }
  }

  func writeJSON(to output: inout TextOutput) throws {
    var members = [
      "\"schema\": \"treasure.puzzle.collect/1\"",
      "\"map\": {\(JSONText.map(named: name, puzzle.map))}",
      "\"returns\": \(returns)",
      "\"count\": \(puzzle.treasures.count)",
    ]
    if let dig {
      members += [
        "\"steps\": \(dig.stepCount)",
        "\"lowerBound\": \(dig.lowerBound)",
        "\"isShortest\": \(dig.isShortest)",
        "\"path\": \"\(Walk(dig.path).description)\"",
        "\"stops\": \(cells(dig.stops))",
      ]
    } else {
      members.append("\"unreachable\": \(cells(missing))")
    }
    try output.write(JSONText.document(members))
  }

  private func cells(_ cells: [Cell]) -> String {
    "[" + cells.map(JSONText.cell).joined(separator: ", ") + "]"
  }
}
