import Grids

extension CellSet {
  /// The same set with one of its rows kept once for all rows like it, as large files are read.
  package func keepingOnce(row y: Int) -> CellSet {
    let storage = WordStorage(count: wordsPerRow * height)
    let recurring = RecurringRow(wordsPerRow: wordsPerRow, height: height)
    recurring.words.words.update(from: row(y), count: wordsPerRow)
    for other in 0..<height {
      if (0..<wordsPerRow).allSatisfy({ row(other)[$0] == row(y)[$0] }) {
        recurring.marks.words[other] = 1
      } else {
        (storage.words + other * wordsPerRow).update(from: row(other), count: wordsPerRow)
      }
    }
    return CellSet(size: size, adopting: storage, recurring: recurring)
  }
}
