import Grids

/// Counting in part of a row, whole words at a time.
extension CellSet {
  /// The number of members of row `y` whose `x` lies in the range, which must not be empty.
  @inline(__always)
  func count(inRow y: Int, _ range: Range<Int>) -> Int {
    let words = row(y)
    let (first, last) = (range.lowerBound >> 6, (range.upperBound - 1) >> 6)
    let head = UInt64.max << UInt64(range.lowerBound & 63)
    let tail = UInt64.max >> UInt64(63 - (range.upperBound - 1) & 63)
    if first == last { return (words[first] & head & tail).nonzeroBitCount }
    var count = (words[first] & head).nonzeroBitCount + (words[last] & tail).nonzeroBitCount
    for index in first + 1..<last { count += words[index].nonzeroBitCount }
    return count
  }

  /// The first member of row `y` whose `x` lies in the range, which must not be empty.
  func first(inRow y: Int, _ range: Range<Int>) -> Cell? {
    let words = row(y)
    var word = words[range.lowerBound >> 6] & ~0 << UInt64(range.lowerBound & 63)
    for index in range.lowerBound >> 6...(range.upperBound - 1) >> 6 {
      if index > range.lowerBound >> 6 { word = words[index] }
      guard word != 0 else { continue }
      let x = index << 6 + word.trailingZeroBitCount
      return x < range.upperBound ? Cell(x: x, y: y) : nil
    }
    return nil
  }
}
