import GridPictures
import Grids
import Hunts
import Routes

/// What each leg's step count would tell, to be written in one form or another.
struct ClueReport {
  var reading: MapReading
  var route: Route
  var clue: Hunts.Clue
}

// MARK: - Text

extension ClueReport {
  /// More positions of a group than these are only counted.
  private static let listLimit = 8

  /// The map with the positions, a sentence, a table of the legs, and one of the groups of the best leg.
  func writeText(on page: Page, to output: inout TextOutput) throws {
    var text = [""] + page.lines(sentence)
    if !clue.positions.isEmpty { text += [""] + Self.table(legTable) }
    if let leg = clue.best.first {
      text += [""]
      text += page.lines(
        "Groups by the steps of leg \(leg.number), as \(reading.coordinates.description):")
      text += Self.table(rows(ofGroupsIn: leg))
    }
    var scene = reading.document.scene
    scene.positions = clue.positions
    try output.write(Picture(scene, on: page.canvas(besides: text)))
    try output.write(lines: text)
  }

  private var sentence: String {
    let count = clue.positions.count
    if count == 0 { return [route].noPositionSentence }
    guard let first = clue.best.first else {
      return count == 1
        ? "There is only one position, and no leg's step count would tell more."
        : "No leg's step count would narrow the \(count) positions."
    }
    let best = clue.best.map { "leg \($0.number) (\($0.text.visible))" }
    let names =
      best.count == 1
      ? best[0] : best.dropLast().joined(separator: ", ") + " or " + best[best.count - 1]
    return "The steps of \(names) would narrow the \(count) positions most: "
      + "by \(Self.text(first.bits)) of \(Self.text(clue.uncertainty)) bits."
  }

  private var legTable: [[String]] {
    [["leg", "", "bits", "groups of positions"]]
      + clue.legs.map { leg in
        let sizes = leg.groups.map(\.positionCount).sorted(by: >)
        let shown = sizes.prefix(12).map(String.init) + (sizes.count > 12 ? ["…"] : [])
        return [
          "\(leg.number)", leg.text.visible, Self.text(leg.bits), shown.joined(separator: " "),
        ]
      }
  }

  private func rows(ofGroupsIn leg: Hunts.Clue.Leg) -> [[String]] {
    var rows: [[String]] = []
    clue.forEachGroup(ofLeg: leg.number) { group, cells in
      rows.append([
        group.stepCount == 1 ? "1 step" : "\(group.stepCount) steps", walks(group.walks),
        (group.share * 100).decimalText(places: 1) + " %",
        cells.count > Self.listLimit
          ? "\(cells.count) positions"
          : cells.map(reading.coordinates.text).joined(separator: " "),
      ])
    }
    return rows
  }

  private func walks(_ count: WalkCount) -> String {
    "\(count)" == "1" ? "1 walk" : "\(count) walks"
  }

  private static func text(_ bits: Double) -> String { bits.decimalText(places: 2) }

  /// Columns below each other; the last one as long as it is.
  private static func table(_ rows: [[String]]) -> [String] {
    let widths = (0..<(rows.first?.count ?? 0)).map { column in
      rows.reduce(0) { max($0, $1[column].unicodeScalars.width) }
    }
    return rows.map { row in
      zip(row, widths).enumerated().map { column, cell in
        let (text, width) = cell
        return column == row.count - 1
          ? text : text + String(repeating: " ", count: width - text.unicodeScalars.width + 2)
      }.joined()
    }
  }
}

// MARK: - JSON

extension ClueReport {
  /// A leg's groups hold their positions. Bits are rounded to a millionth: what lies behind that depends
  /// on the machine's logarithm.
  func writeJSON(to output: inout TextOutput) throws {
    try output.write(
      """
      {
        "schema": "treasure.clue/1",
        "map": {\(JSONText.map(named: reading.name, reading.map))},
        "routes": \(JSONText.strings([route.text])),
        "count": \(clue.positions.count),
        "walks": "\(clue.total)",
        "bits": \(Self.json(clue.uncertainty)),
        "best": [\(clue.best.map { "\($0.number)" }.joined(separator: ", "))],
        "legs": [
      """)
    var separator = "\n"
    for leg in clue.legs {
      try output.write(separator + "    {\"leg\": \(leg.number), \"route\": ")
      try output.write(
        JSONText.string(leg.text) + ", \"bits\": \(Self.json(leg.bits)), \"groups\": [")
      try writeGroups(of: leg, to: &output)
      try output.write("]}")
      separator = ",\n"
    }
    try output.write(clue.legs.isEmpty ? "]\n}\n" : "\n  ]\n}\n")
  }

  private func writeGroups(of leg: Hunts.Clue.Leg, to output: inout TextOutput) throws {
    var separator = "\n"
    try withUnsafeMutablePointer(to: &output) { output in
      try clue.forEachGroup(ofLeg: leg.number) { group, cells in
        try output.pointee.write(
          separator + "      {\"steps\": \(group.stepCount), \"walks\": \"\(group.walks)\", "
            + "\"share\": \(group.share), \"count\": \(group.positionCount), \"positions\": [")
        try output.pointee.write(cells.map(JSONText.cell).joined(separator: ", ") + "]}")
        separator = ",\n"
      }
    }
    if !leg.groups.isEmpty { try output.write("\n    ") }
  }

  private static func json(_ bits: Double) -> String { bits.decimalText(places: 6) }
}
