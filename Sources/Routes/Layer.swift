import Grids

/// The cells at which walks can be in one state: rows of words, over a range of columns.
///
/// What N+ reaches from one cell lies in one column of words, so that it is kept in as many words as
/// the map has rows. Each row remembers where its first and its last reached cell lie; rows and words
/// outside are zero, and pages of them were never touched.
final class Layer {
  /// The words of each row that are kept.
  let columns: Range<Int>

  /// No other row has a reached cell.
  private(set) var rows: Range<Int> = 0..<0

  let storage: WordStorage

  /// For each row where its extent begins, and where it ends.
  private let lowerBounds: ZeroedStorage<UInt16>
  private let upperBounds: ZeroedStorage<UInt16>

  init(columns: Range<Int>, height: Int) {
    self.columns = columns
    storage = WordStorage(count: columns.count * height)
    lowerBounds = ZeroedStorage(count: height)
    upperBounds = ZeroedStorage(count: height)
  }

  /// What a layer of all columns takes once every row is reached.
  static func byteCount(of size: GridSize) -> Int {
    ((size.width + 63) / 64 * MemoryLayout<UInt64>.size + 2 * MemoryLayout<UInt16>.size)
      * size.height
  }

  /// The words of a row, indexed by the columns of the map; only those of `columns` exist.
  func words(ofRow y: Int) -> UnsafeMutablePointer<UInt64> {
    storage.words + (y * columns.count - columns.lowerBound)
  }

  /// The row as a source of steps: empty beyond the edges of the map.
  func row(_ y: Int) -> Row {
    guard rows.contains(y) else { return .empty }
    return Row(
      words: UnsafePointer(words(ofRow: y)),
      extent: Int(lowerBounds.words[y])..<Int(upperBounds.words[y]))
  }

  /// Notes which words of a row have been written.
  func setExtent(_ extent: Range<Int>, ofRow y: Int) {
    guard !extent.isEmpty else { return }
    lowerBounds.words[y] = UInt16(extent.lowerBound)
    upperBounds.words[y] = UInt16(extent.upperBound)
    rows = rows.isEmpty ? y..<y + 1 : min(rows.lowerBound, y)..<max(rows.upperBound, y + 1)
  }
}

extension Layer {
  /// Notes the extents of all rows that have some of these words, for a layer of all columns that
  /// was written word by word.
  func noteExtents(ofWords range: ClosedRange<Int>) {
    let width = columns.count
    for y in range.lowerBound / width...range.upperBound / width {
      let row = words(ofRow: y)
      guard let first = columns.first(where: { row[$0] != 0 }),
        let last = columns.last(where: { row[$0] != 0 })
      else { continue }
      setExtent(first..<last + 1, ofRow: y)
    }
  }
}

/// A row of a layer, or one that is on its way through a sweep. Words outside the extent are zero.
struct Row {
  var words: UnsafePointer<UInt64>
  var extent: Range<Int>

  var isEmpty: Bool { extent.isEmpty }

  /// The number of cells.
  var count: Int { countOnes(words + extent.lowerBound, count: extent.count) }

  func contains(x: Int) -> Bool {
    extent.contains(x >> 6) && words[x >> 6] >> UInt64(x & 63) & 1 == 1
  }

  /// Nothing may be read through it.
  static var empty: Row { Row(words: UnsafePointer(bitPattern: 8)!, extent: 0..<0) }
}

/// The smallest range with all members of both; an empty one has no place.
func hull(_ a: Range<Int>, _ b: Range<Int>) -> Range<Int> {
  if a.isEmpty { return b }
  if b.isEmpty { return a }
  return min(a.lowerBound, b.lowerBound)..<max(a.upperBound, b.upperBound)
}
