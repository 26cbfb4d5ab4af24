import GridPictures
import Grids
import Hunts
import Routes

/// A walk through all positions, to be written in one form or another.
struct DigReport {
  var reading: MapReading
  var start: Cell
  var routes: [Route]
  var returns: Bool
  /// `nil` where there is no position.
  var dig: Hunts.Dig?
}

// MARK: - Text

extension DigReport {
  /// The map with the walk, and the walk in words.
  func writeText(on page: Page, to output: inout TextOutput) throws {
    var scene = reading.document.scene
    var text = [""]
    if let dig {
      scene.paths = [dig.path.cells]
      scene.goals = dig.stops
      text += page.lines(sentence(of: dig)) + page.lines(Walk(dig.path))
    } else {
      text += page.lines(routes.noPositionSentence)
    }
    try output.write(Picture(scene, on: page.canvas(besides: text)))
    try output.write(lines: text)
  }

  private func sentence(of dig: Hunts.Dig) -> String {
    let coordinates = reading.coordinates
    let places = dig.stops.count == 1 ? "the only position" : "all \(dig.stops.count) positions"
    let ends = returns ? " and back" : ""
    return
      "\(dig.stepCount) step\(dig.stepCount == 1 ? "" : "s") from \(coordinates.text(of: start)) "
      + "to \(places)\(ends), as \(coordinates.description); \(quality(of: dig)):"
  }

  private func quality(of dig: Hunts.Dig) -> String {
    guard !dig.isShortest else { return "no walk is shorter" }
    let excess = dig.stepCount - dig.lowerBound
    let share = Double(excess) / Double(dig.lowerBound) * 100
    return "no walk has fewer than \(dig.lowerBound), so that a shortest one is shorter by "
      + "\(excess) at most (\(share.decimalText(places: 1)) %)"
  }
}

// MARK: - For programs

extension DigReport {
  /// The cells of the walk, one a line.
  func writeCells(to output: inout TextOutput) throws {
    for cell in dig?.path.cells ?? [] {
      try output.write(reading.coordinates.text(of: cell) + "\n")
    }
  }

  func writeRoute(to output: inout TextOutput) throws {
    if let dig { try output.write(Walk(dig.path).description + "\n") }
  }

  func writeJSON(to output: inout TextOutput) throws {
    var members = [
      "\"schema\": \"treasure.dig/1\"",
      "\"map\": {\(JSONText.map(named: reading.name, reading.map))}",
      "\"routes\": \(JSONText.strings(routes.map(\.text)))",
      "\"returns\": \(returns)",
      "\"count\": \(dig?.stops.count ?? 0)",
    ]
    if let dig {
      members += [
        "\"steps\": \(dig.stepCount)",
        "\"lowerBound\": \(dig.lowerBound)",
        "\"isShortest\": \(dig.isShortest)",
        "\"path\": \(JSONText.string(Walk(dig.path).description))",
        "\"stops\": [\(dig.stops.map(JSONText.cell).joined(separator: ", "))]",
        "\"cells\": [\(dig.path.cells.map(JSONText.cell).joined(separator: ", "))]",
      ]
    }
    try output.write(JSONText.document(members))
  }
}
