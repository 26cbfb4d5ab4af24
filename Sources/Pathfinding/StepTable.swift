import Grids

/// Which steps lead from a cell, for each way in which the nine cells around it can be clear.
///
/// The nine bits are those of the row above, of the cell's own row and of the row below, from west to
/// east; the steps are a ``DirectionSet``. A look-up in 512 bytes stands for all rules about corners.
struct StepTable: Sendable {
  private let steps = ZeroedStorage<UInt8>(count: 512)

  static let cardinal = StepTable(.cardinal)
  static let octile = StepTable(.octile)

  static func table(for moves: Moves) -> StepTable {
    switch moves {
    case .cardinal: cardinal
    case .octile: octile
    }
  }

  private init(_ moves: Moves) {
    for code in 0..<512 {
      func isClear(_ dx: Int, _ dy: Int) -> Bool { code >> ((dy + 1) * 3 + dx + 1) & 1 == 1 }
      for direction in Direction.allCases {
        let (dx, dy) = (direction.dx, direction.dy)
        guard isClear(dx, dy) else { continue }
        if direction.isDiagonal {
          guard moves == .octile, isClear(dx, 0), isClear(0, dy) else { continue }
        }
        steps.words[code] |= DirectionSet(direction).rawValue
      }
    }
  }

  /// - Parameter code: Nine bits.
  @inline(__always)
  subscript(code: Int) -> UInt8 {
    assert(0..<512 ~= code)
    return steps.words[code]
  }
}
