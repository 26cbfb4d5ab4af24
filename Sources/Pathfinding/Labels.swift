import Grids

/// What searches know of each cell: eight bytes that hold the cost of reaching it, the search that said
/// so, and whether that is final.
///
///     bits 63...16  the cost's key, modulo 2^48
///     bits 15...1   the search, 1...32767; 0 for none
///     bit  0        1 while the cell is open, 0 once the cost is final
///
/// A search has its number from the label of its start, to which costs are added; labels of other numbers
/// are those of cells not reached yet. So nothing is cleared between searches, save once in 32767. And as
/// the key is on top, labels of one search are in the order of their costs, by the sign of the difference.
struct Labels {
  private var storage: ZeroedStorage<UInt64>
  private var search: UInt64 = 0

  private static let searchMask: UInt64 = 0xFFFE
  private static let openBit: UInt64 = 1

  static let byteCountPerCell = 8

  init(cellCount: Int) {
    storage = ZeroedStorage(count: cellCount)
  }

  /// Forgets all labels.
  ///
  /// - Complexity: O(1), but for one search in 32767, which takes new pages for all cells.
  mutating func beginSearch() {
    search += 2
    if search > Self.searchMask {
      storage = ZeroedStorage(count: storage.count)
      search = 2
    }
  }

  /// The label of a start.
  var origin: UInt64 { search | Self.openBit }

  /// A key where labels have it.
  @inline(__always)
  static func shifted(_ key: UInt64) -> UInt64 { key << (64 - CostKey.bitCount) }

  /// The cost's key alone, as ``shifted(_:)`` has it.
  @inline(__always)
  static func key(_ label: UInt64) -> UInt64 { label & ~(searchMask | openBit) }

  @inline(__always)
  subscript(cell: Int) -> UInt64 {
    get { storage.words[cell] }
    nonmutating set { storage.words[cell] = newValue }
  }

  /// The label of what a step leads to, from a cell whose cost is final.
  @inline(__always)
  static func label(after label: UInt64, stepKey: UInt64) -> UInt64 {
    (label | openBit) &+ shifted(stepKey)
  }

  /// Takes a label that is better than the cell's.
  ///
  /// A final label is never replaced: its cost is the least, and at the same cost the new one, which is
  /// open, is greater by the lowest bit.
  @inline(__always)
  func improve(_ cell: Int, to label: UInt64) -> Bool {
    let old = storage.words[cell]
    if (old ^ label) & Self.searchMask == 0, !CostKey.isLess(label, old) { return false }
    storage.words[cell] = label
    return true
  }

  /// Makes an open label final.
  ///
  /// - Returns: The label, or `nil` where it is final already.
  @inline(__always)
  func settle(_ cell: Int) -> UInt64? {
    let label = storage.words[cell]
    guard label & Self.openBit != 0 else { return nil }
    storage.words[cell] = label & ~Self.openBit
    return label & ~Self.openBit
  }

  @inline(__always)
  func isReached(_ cell: Int) -> Bool {
    (storage.words[cell] ^ search) & Self.searchMask == 0
  }

  func isSettled(_ cell: Int) -> Bool {
    isReached(cell) && storage.words[cell] & Self.openBit == 0
  }
}
