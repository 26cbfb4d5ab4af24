import Grids
import Routes

extension Solution {
  /// One document, a position a line.
  func writeJSON(to output: inout TextOutput) throws {
    try output.write(
      """
      {
        "schema": "treasure.solve/1",
        "map": {\(JSONText.map(named: name, map))},
        "routes": \(JSONText.strings(routes.map(\.text))),
        "count": \(positions.count),
        "positions": [
      """)
    var separator = "\n    "
    for cell in positions {
      try output.write(separator)
      try output.write(json(of: cell))
      separator = ",\n    "
    }
    try output.write(positions.isEmpty ? "]\n}\n" : "\n  ]\n}\n")
  }

  private func json(of cell: Cell) -> String {
    var json = "{\"x\": \(cell.x), \"y\": \(cell.y)"
    if let walks, let walk = walks.walk(to: cell) {
      json += ", \"path\": \(JSONText.string(walk.description))"
    }
    if let counts {
      json += ", \"walks\": \"\(counts.count(at: cell))\", \"share\": \(counts.share(at: cell))"
    }
    return json + "}"
  }
}
