import Grids

/// A map as plain text, a row after the other: `#` an obstacle, `.` clear, one `X`.
package struct MapText {
  private let size: GridSize
  private let start: Cell

  package init(size: GridSize, start: Cell) {
    precondition(size.contains(start), "\(start) is off the map")
    self.size = size
    self.start = start
  }

  /// Writes the rows as they are made, each with a newline behind it. The start is clear in any case.
  ///
  /// - Parameters:
  ///   - sink: Gets whole rows, as many as fit in 256 KiB and at least one; the bytes are valid during
  ///     the call.
  ///   - obstacles: Asked once for each row, in their order: sets the row's words, in which a bit is an
  ///     obstacle; bits behind the last cell do not matter.
  /// - Complexity: O(*cells*) time besides the rows'; memory for one piece.
  package func write<Failure: Error>(
    to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void,
    obstacles: (_ y: Int, _ words: UnsafeMutablePointer<UInt64>) -> Void
  ) throws(Failure) {
    let rowLength = size.width + 1
    let rowsPerPiece = min(max(1, 256 * 1024 / rowLength), size.height)
    // Words are written whole; the last one of the last row reaches past it.
    let piece = UnsafeMutableRawBufferPointer.allocate(
      byteCount: rowsPerPiece * rowLength + 64, alignment: 64)
    defer { piece.deallocate() }
    let wordsPerRow = (size.width + 63) / 64
    let words = UnsafeMutablePointer<UInt64>.allocate(capacity: wordsPerRow)
    defer { words.deallocate() }

    for firstRow in stride(from: 0, to: size.height, by: rowsPerPiece) {
      let rows = firstRow..<min(firstRow + rowsPerPiece, size.height)
      for y in rows {
        obstacles(y, words)
        let row = piece.baseAddress! + (y - firstRow) * rowLength
        for index in 0..<wordsPerRow {
          writeGlyphs(ofObstacles: words[index], to: row + index * 64)
        }
        row.storeBytes(of: UInt8(ascii: "\n"), toByteOffset: size.width, as: UInt8.self)
        if y == start.y {
          row.storeBytes(of: UInt8(ascii: "X"), toByteOffset: start.x, as: UInt8.self)
        }
      }
      try sink(UnsafeRawBufferPointer(rebasing: piece[..<(rows.count * rowLength)]))
    }
  }

  /// Writes a map that exists already.
  package func write<Failure: Error>(
    clear: CellSet, to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try write(to: sink) { y, words in
      let row = clear.row(y)
      for index in 0..<clear.wordsPerRow { words[index] = ~row[index] }
    }
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
