import Grids

/// The cells that a search looks for, a bit a cell.
struct GoalBoard {
  private let bits: WordStorage

  /// Different goals.
  private(set) var count = 0

  init(cellCount: Int) {
    bits = WordStorage(count: cellCount / 64 + 1)
  }

  mutating func insert(_ cell: Int) {
    guard !contains(cell) else { return }
    bits.words[cell >> 6] |= 1 << UInt64(cell & 63)
    count += 1
  }

  mutating func remove(_ cell: Int) {
    guard contains(cell) else { return }
    bits.words[cell >> 6] &= ~(1 << UInt64(cell & 63))
    count -= 1
  }

  @inline(__always)
  func contains(_ cell: Int) -> Bool { bits.words[cell >> 6] >> UInt64(cell & 63) & 1 == 1 }
}
