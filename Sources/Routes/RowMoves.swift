import Grids

/// The moves of a whole row of cells, 64 to a word. Bit 0 is the westernmost cell of a word.
///
/// Each takes `sources`, the cells that are left, and `open`, the cells that may be entered, writes
/// the cells that are reached to `result` and returns which words it wrote. The words of all three
/// are indexed alike, `limits` are those that exist; `sources` is zero outside its extent, and
/// `result` is zero before.

typealias RowWords = UnsafeMutablePointer<UInt64>
typealias OpenRow = UnsafePointer<UInt64>

@inline(__always)
private func eightWords(_ words: UnsafePointer<UInt64>, _ index: Int) -> SIMD8<UInt64> {
  UnsafeRawPointer(words + index).loadUnaligned(as: SIMD8<UInt64>.self)
}

@inline(__always)
private func setEightWords(_ value: SIMD8<UInt64>, _ words: RowWords, _ index: Int) {
  UnsafeMutableRawPointer(words + index).storeBytes(of: value, as: SIMD8<UInt64>.self)
}

/// One step or more to the east: an occluded fill by carry propagation.
///
/// Adding the sources to the open cells sends a carry from each source through the clear cells
/// behind it; what has received a carry is reached.
func fillEast(
  _ sources: Row, through open: OpenRow, limits: Range<Int>, into result: RowWords
) -> Range<Int> {
  var index = sources.extent.lowerBound
  var carry: UInt64 = 0
  while index < limits.upperBound {
    // Behind the last source only a carry goes on, and it fills whole words where all is clear.
    if index >= sources.extent.upperBound {
      guard carry == 1 else { break }
      index = copyClearWords(open, from: index, to: limits.upperBound, into: result)
      guard index < limits.upperBound else { break }
    }
    let clear = open[index]
    let source = sources.words[index]
    let (partial, overflow) = clear.addingReportingOverflow(source)
    let (sum, carried) = partial.addingReportingOverflow(carry)
    result[index] = (sum ^ clear ^ source) & clear
    carry = overflow || carried ? 1 : 0
    index += 1
  }
  return sources.extent.lowerBound..<index
}

/// Copies words as long as all their cells are clear.
///
/// - Returns: The first word that was not copied.
@inline(__always)
private func copyClearWords(
  _ open: OpenRow, from start: Int, to end: Int, into result: RowWords
) -> Int {
  var index = start
  while index + 8 <= end {
    let words = eightWords(open, index)
    guard (words.lowHalf & words.highHalf) == SIMD4(repeating: ~0) else { break }
    setEightWords(words, result, index)
    index += 8
  }
  while index < end, open[index] == ~0 {
    result[index] = ~0
    index += 1
  }
  return index
}

/// One step or more to the west: within a word by doubling (Kogge and Stone, 1973), between words
/// by a carry into the top bit.
func fillWest(
  _ sources: Row, through open: OpenRow, limits: Range<Int>, into result: RowWords
) -> Range<Int> {
  var index = sources.extent.upperBound - 1
  var carry: UInt64 = 0
  while index >= limits.lowerBound {
    if index < sources.extent.lowerBound {
      guard carry == 1 else { break }
      while index >= limits.lowerBound, open[index] == ~0 {
        result[index] = ~0
        index -= 1
      }
      guard index >= limits.lowerBound else { break }
    }
    let clear = open[index]
    let source = sources.words[index]
    let entered = source >> 1 | carry << 63
    let reached =
      clear == ~0
      // Nothing stops the easternmost: every cell from it on is reached.
      ? ~0 >> UInt64(entered.leadingZeroBitCount) : spreadWest(entered, through: clear)
    result[index] = reached
    carry = (reached | source) & 1
    index -= 1
  }
  return index + 1..<sources.extent.upperBound
}

/// The cells of a word with all clear ones in an unbroken line to the west of them.
@inline(__always)
func spreadWest(_ cells: UInt64, through clear: UInt64) -> UInt64 {
  var reached = cells & clear
  var path = clear
  reached |= path & (reached >> 1)
  path &= path >> 1
  reached |= path & (reached >> 2)
  path &= path >> 2
  reached |= path & (reached >> 4)
  path &= path >> 4
  reached |= path & (reached >> 8)
  path &= path >> 8
  reached |= path & (reached >> 16)
  path &= path >> 16
  reached |= path & (reached >> 32)
  return reached
}

/// The cells of a word with all clear ones in an unbroken line to the east of them.
@inline(__always)
func spreadEast(_ cells: UInt64, through clear: UInt64) -> UInt64 {
  let reached = cells & clear
  let sum = clear &+ reached
  return (clear & ~sum) | reached
}

/// One step up or down.
///
/// - Parameters:
///   - sources: The cells that are left.
///   - behind: More of them.
func stepStraight(
  _ sources: Row, _ behind: Row, into open: OpenRow, _ result: RowWords
) -> Range<Int> {
  if behind.isEmpty { return stepStraight(sources, sources, sources.extent, open, result) }
  if sources.isEmpty { return stepStraight(behind, behind, behind.extent, open, result) }
  return stepStraight(sources, behind, hull(sources.extent, behind.extent), open, result)
}

private func stepStraight(
  _ a: Row, _ b: Row, _ extent: Range<Int>, _ open: OpenRow, _ result: RowWords
) -> Range<Int> {
  var index = extent.lowerBound
  while index + 8 <= extent.upperBound {
    let left = eightWords(a.words, index) | eightWords(b.words, index)
    setEightWords(eightWords(open, index) & left, result, index)
    index += 8
  }
  while index < extent.upperBound {
    result[index] = open[index] & (a.words[index] | b.words[index])
    index += 1
  }
  return extent
}

/// One step to a row above or below and to the side.
///
/// - Parameters:
///   - sources: The cells that are left.
///   - behind: More of them.
func stepDiagonally(
  _ sources: Row, _ behind: Row, _ dx: Int, from origin: OpenRow, to target: OpenRow,
  limits: Range<Int>, into result: RowWords
) -> Range<Int> {
  let extent = widened(hull(sources.extent, behind.extent), by: dx, within: limits)
  for index in extent {
    var moved: UInt64 = 0
    if !sources.isEmpty { moved |= shifted(sources.words, index, dx, limits) }
    if !behind.isEmpty { moved |= shifted(behind.words, index, dx, limits) }
    result[index] = moved & entrances(from: origin, to: target, dx: dx, index, limits: limits)
  }
  return extent
}

/// One step east or west.
func stepSideways(
  _ sources: Row, dx: Int, through open: OpenRow, limits: Range<Int>, into result: RowWords
) -> Range<Int> {
  let extent = widened(sources.extent, by: dx, within: limits)
  for index in extent {
    result[index] = open[index] & shifted(sources.words, index, dx, limits)
  }
  return extent
}

/// The word of a row whose cells have been moved by `dx`, one of -1, 0 and 1.
@inline(__always)
func shifted(
  _ words: UnsafePointer<UInt64>, _ index: Int, _ dx: Int, _ limits: Range<Int>
) -> UInt64 {
  switch dx {
  case 1:
    let before = index > limits.lowerBound ? words[index - 1] : 0
    return words[index] << 1 | before >> 63
  case -1:
    let after = index + 1 < limits.upperBound ? words[index + 1] : 0
    return words[index] >> 1 | after << 63
  default:
    return words[index]
  }
}

/// The words that cells of an extent can be in after one move.
func widened(_ extent: Range<Int>, by dx: Int, within limits: Range<Int>) -> Range<Int> {
  guard !extent.isEmpty else { return extent }
  return max(
    extent.lowerBound - (dx < 0 ? 1 : 0), limits.lowerBound)..<min(
      extent.upperBound + (dx > 0 ? 1 : 0), limits.upperBound)
}

/// The cells of a row that a move into it may enter: the clear ones, and for a diagonal one those
/// with both cells beside the step clear.
///
/// - Parameters:
///   - origin: The open cells of the row that the move comes from.
///   - target: The open cells of the row that it enters.
@inline(__always)
func entrances(
  from origin: OpenRow, to target: OpenRow, dx: Int, _ index: Int, limits: Range<Int>
) -> UInt64 {
  guard dx != 0 else { return target[index] }
  return target[index] & origin[index] & shifted(target, index, dx, limits)
}

/// `counts` steps sideways. Neighbouring sources move as one, since the runs of cells that each can
/// end at overlap.
func runSideways(
  _ sources: Row, dx: Int, counts: ClosedRange<Int>, through open: OpenRow, limits: Range<Int>,
  into result: RowWords
) -> Range<Int> {
  guard !sources.isEmpty else { return 0..<0 }
  let start = sources.extent.lowerBound * 64
  let end = sources.extent.upperBound * 64
  var written = 0..<0
  // Walls and targets move east with the sources, so that each word is looked at once.
  var wall = dx > 0 ? start - 1 : limits.lowerBound * 64 - 1
  var searched = limits.lowerBound * 64
  var filled = searched
  var cursor = start
  while let first = firstBit(true, in: sources.words, from: cursor, to: end) {
    let last = (firstBit(false, in: sources.words, from: first, to: end) ?? end) - 1
    cursor = last + 1
    var target: (lower: Int, upper: Int)
    if dx > 0 {
      if wall <= last {
        let edge = limits.upperBound * 64
        wall = firstBit(false, in: open, from: last + 1, to: edge) ?? edge
      }
      target = (first + counts.lowerBound, min(last + counts.upperBound + 1, wall))
    } else {
      wall = lastBit(false, in: open, from: searched, to: first) ?? wall
      searched = first
      target = (max(first - counts.upperBound, wall + 1), last - counts.lowerBound + 1)
    }
    target.lower = max(target.lower, filled)
    guard target.lower < target.upper else { continue }
    setBits(target.lower..<target.upper, in: result)
    filled = target.upper
    written = hull(written, target.lower >> 6..<(target.upper + 63) >> 6)
  }
  return written
}

/// The first bit of a value in a range of bits.
private func firstBit(
  _ value: Bool, in words: UnsafePointer<UInt64>, from start: Int, to end: Int
) -> Int? {
  guard start < end else { return nil }
  let flip: UInt64 = value ? 0 : ~0
  var index = start >> 6
  var word = (words[index] ^ flip) & (~0 << UInt64(start & 63))
  while word == 0 {
    index += 1
    guard index << 6 < end else { return nil }
    word = words[index] ^ flip
  }
  let bit = index << 6 + word.trailingZeroBitCount
  return bit < end ? bit : nil
}

/// The last bit of a value in a range of bits.
private func lastBit(
  _ value: Bool, in words: UnsafePointer<UInt64>, from start: Int, to end: Int
) -> Int? {
  guard start < end else { return nil }
  let flip: UInt64 = value ? 0 : ~0
  var index = (end - 1) >> 6
  var word = (words[index] ^ flip) & (~0 >> UInt64(63 - (end - 1) & 63))
  while word == 0 {
    index -= 1
    guard index << 6 + 63 >= start else { return nil }
    word = words[index] ^ flip
  }
  let bit = index << 6 + 63 - word.leadingZeroBitCount
  return bit >= start ? bit : nil
}

private func setBits(_ range: Range<Int>, in words: RowWords) {
  let first = range.lowerBound >> 6
  let last = (range.upperBound - 1) >> 6
  let head = UInt64.max << UInt64(range.lowerBound & 63)
  let tail = UInt64.max >> UInt64(63 - (range.upperBound - 1) & 63)
  guard first < last else {
    words[first] |= head & tail
    return
  }
  words[first] |= head
  for index in first + 1..<last { words[index] = ~0 }
  words[last] |= tail
}
