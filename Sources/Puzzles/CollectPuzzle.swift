import GridFormats
import Grids
import Pathfinding

/// Several treasures, to be collected on one short walk: as short as `Dig` finds it.
///
/// `$` is a treasure, `X` or `@` the start, `#` an obstacle and `.` clear.
public struct CollectPuzzle: Sendable {
  public let map: GridMap
  public let start: Cell

  /// Row by row.
  public let treasures: [Cell]

  package init(_ text: HeldText) throws(MapError) {
    let grid = try GlyphGrid(
      text, isGlyph: { "#.$X@".utf8.contains($0) }, expected: "'#', '.', '$', 'X' or '@'",
      help: "an obstacle is '#', a treasure '$', the start 'X' or '@', and '.' is clear")
    let starts = grid.cells { "X@".utf8.contains($0) }
    guard let start = starts.first else {
      throw text.malformed(
        MapFault(
          message: "no start: the map has no 'X' and no '@'", line: 1, column: 1,
          help: "mark the start with 'X'"))
    }
    if starts.count > 1 {
      throw grid.fault(
        "more than one start: \(grid.place(start)), and \(grid.place(starts[1]))", at: starts[1],
        label: "another start", help: "a map has one start")
    }
    treasures = grid.cells { $0 == UInt8(ascii: "$") }
    // The start is a place, too.
    guard treasures.count < DistanceTable.maximumCount else {
      throw grid.fault(
        "\(treasures.count) treasures are too many", at: treasures[DistanceTable.maximumCount - 1],
        label: "one treasure too many",
        help: "a map has at most \(DistanceTable.maximumCount - 1) treasures")
    }
    self.start = start
    map = grid.map(start: start)
  }

  /// Treasures to which no way leads, row by row.
  public func unreachableTreasures() -> [Cell] {
    var reached = CellSet(size: map.size)
    reached.insert(start)
    var pending = [start]
    while let cell = pending.popLast() {
      for direction in DirectionSet.cardinal.directions {
        let next = cell.moved(direction)
        guard map.isTraversable(next), !reached.contains(next) else { continue }
        reached.insert(next)
        pending.append(next)
      }
    }
    return treasures.filter { !reached.contains($0) }
  }
}
