import Grids

/// A bit a cell, line after line, with zeros around: what scans along lines read 64 at a time.
///
/// Lines are rows of a map or, transposed, its columns. Each is one zero longer than the map's, and a line
/// of zeros lies before the first and behind the last; the zero between two lines is the border of both.
/// So a scan ends at the border by itself, and every neighbour of a cell has a number.
struct ScanBoard: Sendable {
  let lineLength: Int
  let lineCount: Int

  /// The bits, for as long as this board is alive.
  let lines: ScanLines

  /// A word of zeros lies before bit 0, and one behind the last: windows may reach over.
  private let storage: WordStorage

  static func bitCount(lineLength: Int, lineCount: Int) -> Int {
    (lineLength + 1) * (lineCount + 2) + 1
  }

  /// A board of zeros.
  init(lineLength: Int, lineCount: Int) {
    self.lineLength = lineLength
    self.lineCount = lineCount
    let bitCount = Self.bitCount(lineLength: lineLength, lineCount: lineCount)
    storage = WordStorage(count: bitCount / 64 + 3)
    lines = ScanLines(bits: storage.words + 1, stride: lineLength + 1)
  }

  var byteCount: Int { storage.count * 8 }

  func insert(_ bit: Int) { lines.bits[bit >> 6] |= 1 << UInt64(bit & 63) }

  func remove(_ bit: Int) { lines.bits[bit >> 6] &= ~(1 << UInt64(bit & 63)) }

  /// Sets those bits from a bit on that are set in a word.
  func insert(_ word: UInt64, at bit: Int) {
    guard word != 0 else { return }
    lines.bits[bit >> 6] |= word << UInt64(bit & 63)
    lines.bits[bit >> 6 + 1] |= word >> UInt64(64 - bit & 63)
  }
}

/// The bits of a board, and nothing that would have to be counted: what inner loops hold.
///
/// Not checked for concurrent use: a board is written to while it is being made, and never again.
struct ScanLines: @unchecked Sendable {
  /// From bit 0 on, the lowest of a byte first.
  let bits: UnsafeMutablePointer<UInt64>

  /// From a cell to the same place of the next line.
  let stride: Int

  @inline(__always)
  func number(line: Int, _ place: Int) -> Int { (line &+ 1) &* stride &+ place &+ 1 }

  @inline(__always)
  func contains(_ bit: Int) -> Bool {
    bits[bit >> 6] >> UInt64(truncatingIfNeeded: bit & 63) & 1 == 1
  }

  /// The nine bits around a cell: the line before, its own and the next, three each.
  @inline(__always)
  func surroundings(of cell: Int) -> Int {
    threeBits(cell &- stride &- 1) | threeBits(cell &- 1) << 3 | threeBits(cell &+ stride &- 1) << 6
  }

  @inline(__always)
  private func threeBits(_ bit: Int) -> Int {
    let pair = UnsafeRawPointer(bits).loadUnaligned(fromByteOffset: bit >> 3, as: UInt16.self)
    return Int(truncatingIfNeeded: pair >> UInt16(truncatingIfNeeded: bit & 7)) & 7
  }
}

#if _endian(big)
  #error("the bits of a word are read as bytes, the lowest first")
#endif

// MARK: - Columns

extension ScanBoard {
  /// The same cells, rows for columns.
  ///
  /// - Complexity: O(*n*/64·log 64), *n* cells, by blocks of 64 by 64.
  func transposed() -> ScanBoard {
    let columns = ScanBoard(lineLength: lineCount, lineCount: lineLength)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { block in
      for y in Swift.stride(from: 0, to: lineCount, by: 64) {
        for x in Swift.stride(from: 0, to: lineLength, by: 64) {
          for line in 0..<64 {
            block[line] = y + line < lineCount ? word(at: lines.number(line: y + line, x)) : 0
          }
          Self.transpose(block)
          for line in 0..<min(64, lineLength - x) {
            columns.insert(block[line], at: columns.lines.number(line: x + line, y))
          }
        }
      }
    }
    return columns
  }

  /// 64 bits from one on.
  @inline(__always)
  func word(at bit: Int) -> UInt64 {
    lines.bits[bit >> 6] >> UInt64(bit & 63) | lines.bits[bit >> 6 + 1] << UInt64(64 - bit & 63)
  }

  /// Swaps ever smaller quarters.
  ///
  /// - SeeAlso: H. S. Warren, *Hacker's Delight*, 7-3.
  private static func transpose(_ block: UnsafeMutableBufferPointer<UInt64>) {
    var half = 32
    var mask: UInt64 = 0xFFFF_FFFF
    while half != 0 {
      var line = 0
      while line < 64 {
        let swapped = (block[line] >> UInt64(half) ^ block[line + half]) & mask
        block[line] ^= swapped << UInt64(half)
        block[line + half] ^= swapped
        line = (line + half + 1) & ~half
      }
      half >>= 1
      mask ^= mask << UInt64(half)
    }
  }
}
