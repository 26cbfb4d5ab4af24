/// One row of a board that stands for many: open country has the same row again and again.
///
/// Where it recurs, the board's own words are zero and were never written, so that the pages they would
/// take need not exist.
package final class RecurringRow: Sendable {
  package let words: WordStorage

  /// For each row of the board 1 if it is this one, else 0.
  package let marks: ZeroedStorage<UInt8>

  /// How many rows are this one.
  var count: Int { (0..<marks.count).count(where: { marks.words[$0] != 0 }) }

  /// - Parameter height: The rows of the board, of which none is marked yet.
  package init(wordsPerRow: Int, height: Int) {
    words = WordStorage(count: wordsPerRow)
    marks = ZeroedStorage(count: height)
  }
}

/// Where the rows of a set are, which somebody else keeps alive and does not write to.
///
/// Of pointers alone, so that no reference is counted from row to row.
package struct CellRows {
  package let height: Int
  private let words: UnsafePointer<UInt64>
  private let wordsPerRow: Int
  private let recurring: UnsafePointer<UInt64>

  /// `nil` where each row has words of its own.
  private let marks: UnsafePointer<UInt8>?

  init(_ storage: WordStorage, wordsPerRow: Int, height: Int, _ recurring: RecurringRow?) {
    self.height = height
    self.wordsPerRow = wordsPerRow
    words = UnsafePointer(storage.words)
    self.recurring = recurring.map { UnsafePointer($0.words.words) } ?? words
    marks = recurring.map { UnsafePointer($0.marks.words) }
  }

  package subscript(y: Int) -> UnsafePointer<UInt64> {
    assert(0..<height ~= y)
    if let marks, marks[y] != 0 { return recurring }
    return words + y * wordsPerRow
  }
}
