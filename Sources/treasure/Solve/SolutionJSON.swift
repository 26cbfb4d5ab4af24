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
    var separator = "\n    {\"x\": "
    for cell in positions {
      try output.write(separator)
      try output.write(cell.x)
      try output.write(", \"y\": ")
      try output.write(cell.y)
      if let walk = walks?.walk(to: cell) {
        try output.write(", \"path\": \(JSONText.string(walk.description))")
      }
      if let counts {
        try output.write(
          ", \"walks\": \"\(counts.count(at: cell))\", \"share\": \(counts.share(at: cell))")
      }
      separator = "},\n    {\"x\": "
    }
    try output.write(positions.isEmpty ? "]\n}\n" : "}\n  ]\n}\n")
  }
}
