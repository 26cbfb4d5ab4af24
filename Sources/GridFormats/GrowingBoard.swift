import Grids

/// The bits of the rows read so far, in words as ``CellSet`` wants them.
struct GrowingBoard {
  let width: Int
  let wordsPerRow: Int

  /// How many rows there is room for.
  private(set) var capacity: Int
  private var storage: WordStorage

  /// The row that stands for those that are marked, which have no words of their own yet.
  private var recurring: RecurringRow?

  /// - Parameter capacity: The rows to expect. Where that turns out exact, no word is ever copied.
  init(width: Int, capacity: Int) {
    self.width = width
    self.capacity = capacity
    wordsPerRow = (width + 63) / 64
    storage = WordStorage(count: wordsPerRow * capacity)
  }

  /// The words of a row, all zero until written; valid until the board grows.
  func row(_ y: Int) -> UnsafeMutablePointer<UInt64> {
    assert(y < capacity)
    return storage.words + y * wordsPerRow
  }

  /// Takes over rows that were marked instead of written.
  mutating func adopt(_ recurring: RecurringRow) {
    assert(recurring.marks.count == capacity && self.recurring == nil)
    self.recurring = recurring
  }

  /// Makes room for at least one row more than `count`, and never for more than `limit`.
  mutating func grow(beyond count: Int, limit: Int) {
    guard count == capacity else { return }
    resize(keeping: count, to: min(max(2 * count, 64), limit))
  }

  /// The first rows as a set.
  mutating func cells(rows count: Int) -> CellSet {
    guard let size = GridSize(width: width, height: count) else {
      preconditionFailure("\(width)x\(count) cells were read in spite of the limits")
    }
    if count != capacity { resize(keeping: count, to: count) }
    return CellSet(size: size, adopting: storage, recurring: recurring)
  }

  /// Copies the words, and gives each row some.
  private mutating func resize(keeping count: Int, to capacity: Int) {
    let resized = WordStorage(count: wordsPerRow * capacity)
    resized.words.update(from: storage.words, count: wordsPerRow * count)
    if let recurring {
      for y in 0..<count where recurring.marks.words[y] != 0 {
        (resized.words + y * wordsPerRow).update(from: recurring.words.words, count: wordsPerRow)
      }
    }
    storage = resized
    recurring = nil
    self.capacity = capacity
  }
}
