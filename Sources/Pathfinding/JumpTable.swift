import Grids

/// In which directions a search by jump points goes on from a cell, by the direction in which it came and
/// by which of the nine cells around are clear.
///
/// Of the steps from a cell that a path comes to straight, those matter that no path as short avoids: on
/// straight and, where the cell beside is clear but the one behind it is not, to that side, straight and
/// diagonally. A search comes to no cell diagonally but the goal.
///
/// - SeeAlso: D. Harabor and A. Grastien, "The JPS pathfinding system", SoCS 2012, for paths that do not
///   cut corners.
struct JumpTable: Sendable {
  private let directions = ZeroedStorage<UInt8>(count: 4 * 512)

  static let shared = JumpTable()

  private init() {
    for came in Direction.allCases where !came.isDiagonal {
      for code in 0..<512 {
        func isClear(_ dx: Int, _ dy: Int) -> Bool { code >> ((dy + 1) * 3 + dx + 1) & 1 == 1 }
        var set: DirectionSet = [DirectionSet(came)]
        for turn in [2, 6] as [UInt8] {
          let side = Direction(rawValue: (came.rawValue + turn) & 7)!
          let between = Direction(rawValue: (came.rawValue + (turn == 2 ? 1 : 7)) & 7)!
          if isClear(side.dx, side.dy), !isClear(side.dx - came.dx, side.dy - came.dy) {
            set.formUnion([DirectionSet(side), DirectionSet(between)])
          }
        }
        let steps = StepTable.octile[code]
        directions.words[Int(came.rawValue) << 8 | code] = set.rawValue & steps
      }
    }
  }

  /// The directions as the raw value of a ``DirectionSet``.
  ///
  /// - Parameters:
  ///   - came: The raw value of a direction that is not diagonal.
  ///   - code: Nine bits, as ``StepTable`` has them.
  @inline(__always)
  func directions(from came: Int, _ code: Int) -> UInt8 { directions.words[came << 8 | code] }
}
