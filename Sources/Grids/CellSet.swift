import CGridKernels

/// A set of cells of one grid, a bit a cell.
///
/// Bit `x % 64` of word `x / 64` of row `y` tells whether (x,y) is a member. Rows are padded to whole
/// words, and the padding is always zero, so that whole words can be compared, counted and shifted.
public struct CellSet: Sendable {
  public let size: GridSize
  package let wordsPerRow: Int
  private var storage: WordStorage

  /// The empty set.
  ///
  /// - Complexity: O(1) memory until cells are inserted, for large grids.
  public init(size: GridSize) {
    self.size = size
    wordsPerRow = (size.width + 63) / 64
    storage = WordStorage(count: wordsPerRow * size.height)
  }

  public var width: Int { size.width }
  public var height: Int { size.height }

  /// The number of members.
  ///
  /// - Complexity: O(*w*), *w* words of the grid.
  public var count: Int {
    countOnes(storage.words, count: storage.count)
  }

  public var isEmpty: Bool {
    for index in 0..<storage.count where storage.words[index] != 0 { return false }
    return true
  }

  /// Whether the cell is a member; a cell off the grid is none.
  public func contains(_ cell: Cell) -> Bool {
    size.contains(cell) && row(cell.y)[cell.x >> 6] >> UInt64(cell.x & 63) & 1 == 1
  }

  public mutating func insert(_ cell: Cell) {
    precondition(size.contains(cell), "\(cell) is off the grid")
    mutableRow(cell.y)[cell.x >> 6] |= 1 << UInt64(cell.x & 63)
  }

  public mutating func remove(_ cell: Cell) {
    guard size.contains(cell) else { return }
    mutableRow(cell.y)[cell.x >> 6] &= ~(1 << UInt64(cell.x & 63))
  }

  public mutating func formUnion(_ other: CellSet) {
    combine(with: other) { $0 | $1 }
  }

  public mutating func formIntersection(_ other: CellSet) {
    combine(with: other) { $0 & $1 }
  }

  private mutating func combine(with other: CellSet, _ operation: (UInt64, UInt64) -> UInt64) {
    precondition(size == other.size, "sets of different grids")
    makeUnique()
    for index in 0..<storage.count {
      storage.words[index] = operation(storage.words[index], other.storage.words[index])
    }
  }

  private mutating func makeUnique() {
    guard !isKnownUniquelyReferenced(&storage) else { return }
    let copy = WordStorage(count: storage.count)
    copy.words.update(from: storage.words, count: storage.count)
    storage = copy
  }
}

// MARK: - Words

extension CellSet {
  /// The words of a row, valid while this set is alive and not written to.
  package func row(_ y: Int) -> UnsafePointer<UInt64> {
    assert(0..<height ~= y)
    return UnsafePointer(storage.words + y * wordsPerRow)
  }

  /// All words, row after row, valid while this set is alive and not written to.
  package var words: UnsafePointer<UInt64> { UnsafePointer(storage.words) }

  /// The words of a row, for writing; the padding must stay zero.
  package mutating func mutableRow(_ y: Int) -> UnsafeMutablePointer<UInt64> {
    assert(0..<height ~= y)
    makeUnique()
    return storage.words + y * wordsPerRow
  }

  /// The bits of the last word of a row that are cells.
  package var lastWordMask: UInt64 {
    width & 63 == 0 ? ~0 : (1 << UInt64(width & 63)) - 1
  }

  /// A set whose words exist already.
  package init(size: GridSize, adopting storage: WordStorage) {
    self.size = size
    wordsPerRow = (size.width + 63) / 64
    precondition(storage.count == wordsPerRow * size.height)
    self.storage = storage
  }
}

// MARK: - Cells

extension CellSet: Sequence {
  /// The members, row by row, left to right.
  public struct Iterator: IteratorProtocol {
    private let set: CellSet
    private var index = 0
    private var word: UInt64

    fileprivate init(_ set: CellSet) {
      self.set = set
      word = set.storage.words[0]
    }

    public mutating func next() -> Cell? {
      while word == 0 {
        index += 1
        guard index < set.storage.count else {
          index -= 1
          return nil
        }
        word = set.storage.words[index]
      }
      let bit = word.trailingZeroBitCount
      word &= word - 1
      return Cell(
        x: index % set.wordsPerRow * 64 + bit,
        y: index / set.wordsPerRow)
    }
  }

  public func makeIterator() -> Iterator { Iterator(self) }
}

extension CellSet: Equatable {
  public static func == (a: CellSet, b: CellSet) -> Bool {
    guard a.size == b.size else { return false }
    for index in 0..<a.storage.count where a.storage.words[index] != b.storage.words[index] {
      return false
    }
    return true
  }
}

/// The number of bits set in some words.
package func countOnes(_ words: UnsafePointer<UInt64>, count: Int) -> Int {
  Int(gk_count_ones(KernelLevel.best, words, count))
}

/// The instructions that this processor has, asked once.
package enum KernelLevel {
  package static let best = gk_best_level()
}
