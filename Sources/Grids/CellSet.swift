import CGridKernels

/// A set of cells of one grid, a bit a cell.
///
/// Bit `x % 64` of word `x / 64` of row `y` tells whether (x,y) is a member. Rows are padded to whole
/// words, and the padding is always zero, so that whole words can be compared, counted and shifted.
public struct CellSet: Sendable {
  public let size: GridSize
  package let wordsPerRow: Int
  private var storage: WordStorage

  /// The row that many are, in a set that was read from a file and is written to no more: whatever
  /// changes a set gives each row words of its own.
  private var recurring: RecurringRow?

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
    let stored = countOnes(storage.words, count: storage.count)
    guard let recurring else { return stored }
    return stored + countOnes(recurring.words.words, count: wordsPerRow) * recurring.count
  }

  public var isEmpty: Bool {
    let rows = self.rows
    return (0..<height).allSatisfy { y in (0..<wordsPerRow).allSatisfy { rows[y][$0] == 0 } }
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
    for y in 0..<height {
      let words = storage.words + y * wordsPerRow
      let others = other.row(y)
      for index in 0..<wordsPerRow { words[index] = operation(words[index], others[index]) }
    }
  }

  private mutating func makeUnique() {
    guard recurring != nil || !isKnownUniquelyReferenced(&storage) else { return }
    let copy = WordStorage(count: storage.count)
    for y in 0..<height {
      (copy.words + y * wordsPerRow).update(from: row(y), count: wordsPerRow)
    }
    storage = copy
    recurring = nil
  }
}

// MARK: - Words

extension CellSet {
  /// The words of a row, valid while this set is alive and not written to.
  package func row(_ y: Int) -> UnsafePointer<UInt64> { rows[y] }

  /// The words of all rows, valid while this set is alive and not written to.
  package var rows: CellRows {
    CellRows(storage, wordsPerRow: wordsPerRow, height: height, recurring)
  }

  /// The same set with all its words, row after row; valid while the new set is alive and not written to.
  package func withContiguousWords() -> (set: CellSet, words: UnsafePointer<UInt64>) {
    var set = self
    if recurring != nil { set.makeUnique() }
    return (set, UnsafePointer(set.storage.words))
  }

  /// The words of a row, for writing, and behind them those of the rows below; the padding must stay zero.
  package mutating func mutableRow(_ y: Int) -> UnsafeMutablePointer<UInt64> {
    assert(0..<height ~= y)
    makeUnique()
    return storage.words + y * wordsPerRow
  }

  /// The bits of the last word of a row that are cells.
  package var lastWordMask: UInt64 {
    width & 63 == 0 ? ~0 : (1 << UInt64(width & 63)) - 1
  }

  /// A set whose words exist already, those of the rows that are marked in `recurring` once.
  package init(size: GridSize, adopting storage: WordStorage, recurring: RecurringRow? = nil) {
    self.size = size
    wordsPerRow = (size.width + 63) / 64
    precondition(storage.count == wordsPerRow * size.height)
    precondition(recurring.map { $0.marks.count == size.height } ?? true)
    self.storage = storage
    self.recurring = recurring
  }
}

// MARK: - Cells

extension CellSet: Sequence {
  /// The members, row by row, left to right.
  public struct Iterator: IteratorProtocol {
    private let set: CellSet
    private var y = 0
    private var column = 0
    private var word: UInt64

    fileprivate init(_ set: CellSet) {
      self.set = set
      word = set.row(0)[0]
    }

    public mutating func next() -> Cell? {
      while word == 0 {
        if column + 1 < set.wordsPerRow {
          column += 1
        } else if y + 1 < set.height {
          (y, column) = (y + 1, 0)
        } else {
          return nil
        }
        word = set.row(y)[column]
      }
      let bit = word.trailingZeroBitCount
      word &= word - 1
      return Cell(x: column * 64 + bit, y: y)
    }
  }

  public func makeIterator() -> Iterator { Iterator(self) }
}

extension CellSet: Equatable {
  public static func == (a: CellSet, b: CellSet) -> Bool {
    guard a.size == b.size else { return false }
    let (rows, others) = (a.rows, b.rows)
    return (0..<a.height).allSatisfy { y in
      (0..<a.wordsPerRow).allSatisfy { rows[y][$0] == others[y][$0] }
    }
  }
}

extension CellSet {
  /// The member with a number, in row order from 0.
  ///
  /// - Complexity: O(*w*), *w* words of the grid.
  package func member(_ number: Int) -> Cell {
    let rows = self.rows
    var rest = number
    for y in 0..<height {
      let words = rows[y]
      for index in 0..<wordsPerRow {
        var word = words[index]
        guard rest >= word.nonzeroBitCount else {
          for _ in 0..<rest { word &= word - 1 }
          return Cell(x: index << 6 + word.trailingZeroBitCount, y: y)
        }
        rest -= word.nonzeroBitCount
      }
    }
    preconditionFailure("there are not \(number + 1) members")
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
