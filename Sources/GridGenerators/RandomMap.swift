import Grids

/// A map on which every cell is an obstacle with the same probability, independently.
///
/// It is never held: it is written as it is made, any size in bounded memory. The same size,
/// density, seed and start give the same bytes on every machine:
///
/// 1. The density becomes a threshold of 32 bits, rounded to the nearest 2⁻³². All that follows is
///    integers.
/// 2. The cells of a row are taken 64 at a time, the first in the lowest bit; these groups are
///    numbered over the whole map, row by row.
/// 3. Bit *i* of 64 numbers, from the highest, is word 32·(group + 1) + *i* of ``CounterRandom``. A
///    cell is an obstacle where its number is below the threshold.
/// 4. A start that is not given is drawn from words 0 (x) and 1 (y). It is clear in any case.
public struct RandomMap: Sendable {
  public let size: GridSize
  public let seed: UInt64
  public let start: Cell
  private let obstacles: BernoulliBits

  /// - Parameters:
  ///   - density: The probability, 0...1, that a cell is an obstacle.
  ///   - start: On the map; drawn from the seed where it is `nil`.
  public init(size: GridSize, density: Double, seed: UInt64, start: Cell? = nil) {
    precondition(0...1 ~= density, "a density is 0...1")
    let random = CounterRandom(seed: seed)
    let start =
      start
      ?? Cell(
        x: random.number(below: size.width, from: 0),
        y: random.number(below: size.height, from: 1))
    precondition(size.contains(start), "\(start) is off the map")
    self.size = size
    self.seed = seed
    self.start = start
    obstacles = BernoulliBits(probability: density, random: random)
  }

  /// Writes the map as plain text: `#` an obstacle, `.` clear, one `X`, and a newline after each row.
  ///
  /// - Parameter sink: Gets whole rows, as many as fit in 256 KiB and at least one; the bytes are
  ///   valid during the call.
  /// - Complexity: O(*cells*) time; memory for one piece.
  public func write<Failure: Error>(
    to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let rowLength = size.width + 1
    let rowsPerPiece = min(max(1, 256 * 1024 / rowLength), size.height)
    // Groups are written whole; the last one of the last row reaches past it.
    let piece = UnsafeMutableRawBufferPointer.allocate(
      byteCount: rowsPerPiece * rowLength + 64, alignment: 64)
    defer { piece.deallocate() }

    for firstRow in stride(from: 0, to: size.height, by: rowsPerPiece) {
      let rows = firstRow..<min(firstRow + rowsPerPiece, size.height)
      for y in rows {
        writeRow(y, to: piece.baseAddress! + (y - firstRow) * rowLength)
      }
      try sink(UnsafeRawBufferPointer(rebasing: piece[..<(rows.count * rowLength)]))
    }
  }

  private func writeRow(_ y: Int, to row: UnsafeMutableRawPointer) {
    let groupsPerRow = (size.width + 63) / 64
    for group in 0..<groupsPerRow {
      writeGlyphs(
        ofObstacles: obstacles.word(y * groupsPerRow + group),
        to: row + group * 64)
    }
    row.storeBytes(of: UInt8(ascii: "\n"), toByteOffset: size.width, as: UInt8.self)
    if y == start.y {
      row.storeBytes(of: UInt8(ascii: "X"), toByteOffset: start.x, as: UInt8.self)
    }
  }
}

/// Words in which each bit is set with the same probability, independently.
private struct BernoulliBits: Sendable {
  /// Of 2³².
  private let threshold: UInt64
  private let random: CounterRandom

  init(probability: Double, random: CounterRandom) {
    threshold = UInt64(probability * 0x1p32 + 0.5)
    self.random = random
  }

  /// Compares 64 random numbers with the threshold at once, a bit of each a step, until none is
  /// still equal to it or only zeros are left, below which nothing is: about eight words decide 64.
  func word(_ number: Int) -> UInt64 {
    // A probability of 1 is the threshold's bit 32.
    var below = 0 &- threshold &>> 32
    var undecided = ~below
    var remaining = threshold &<< 32
    var next = UInt64(number + 1) &* 32
    while remaining != 0 && undecided != 0 {
      let bits = random.word(next)
      if remaining &>> 63 == 1 {
        below |= undecided & ~bits
        undecided &= bits
      } else {
        undecided &= ~bits
      }
      remaining &<<= 1
      next += 1
    }
    return below
  }
}

/// Writes 64 glyphs, the first for the lowest bit.
private func writeGlyphs(ofObstacles bits: UInt64, to bytes: UnsafeMutableRawPointer) {
  let ones: UInt64 = 0x0101_0101_0101_0101
  for index in 0..<8 {
    // A byte a bit: eight copies of the byte, of each its own bit, moved to the lowest place.
    let copies = (bits &>> UInt64(index * 8) & 0xFF) &* ones
    let isObstacle = ((copies & 0x8040_2010_0804_0201) &+ ones &* 0x7F) &>> 7 & ones
    let glyphs =
      ones &* UInt64(UInt8(ascii: "."))
      &- isObstacle &* UInt64(UInt8(ascii: ".") - UInt8(ascii: "#"))
    bytes.storeBytes(of: glyphs.littleEndian, toByteOffset: index * 8, as: UInt64.self)
  }
}
