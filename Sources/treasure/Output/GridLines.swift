import Grids

/// What the grid is drawn with, whatever the map's own format.
private enum Glyph {
  static let obstacle = UInt8(ascii: "#")
  static let clear = UInt8(ascii: ".")
  static let start = UInt8(ascii: "X")
  static let position = UInt8(ascii: "$")
}

extension TextOutput {
  /// The map with its positions marked, a line a row.
  mutating func writeGrid(
    _ map: GridMap, marking positions: CellSet, _ paint: Paint
  ) throws(OutputError) {
    for y in 0..<map.size.height {
      if paint.isOn {
        try writeColouredRow(y, of: map, marking: positions)
      } else {
        try writeRow(y, of: map, marking: positions)
      }
    }
  }

  /// Eight cells at a time: their bits are spread to a byte each, and multiplied by the difference
  /// between two glyphs.
  private mutating func writeRow(
    _ y: Int, of map: GridMap, marking positions: CellSet
  ) throws(OutputError) {
    let clear = map.traversable.row(y)
    let marked = positions.row(y)
    let startColumn = map.start.flatMap { $0.y == y ? $0.x : nil }
    for index in 0..<positions.wordsPerRow {
      let place = try reserve(UInt64.bitWidth + 1)
      var clearBits = clear[index]
      var markedBits = marked[index]
      for offset in stride(from: 0, to: UInt64.bitWidth, by: 8) {
        var glyphs = 0x0101_0101_0101_0101 &* UInt64(Glyph.obstacle)
        glyphs ^= spread(clearBits) &* UInt64(Glyph.obstacle ^ Glyph.clear)
        glyphs ^= spread(markedBits) &* UInt64(Glyph.clear ^ Glyph.position)
        place.storeBytes(of: glyphs.littleEndian, toByteOffset: offset, as: UInt64.self)
        clearBits >>= 8
        markedBits >>= 8
      }
      let firstColumn = index * UInt64.bitWidth
      if let startColumn, startColumn / UInt64.bitWidth == index {
        place.storeBytes(of: Glyph.start, toByteOffset: startColumn - firstColumn, as: UInt8.self)
      }
      var count = UInt64.bitWidth
      if index == positions.wordsPerRow - 1 {
        count = positions.width - firstColumn
        place.storeBytes(of: UInt8(ascii: "\n"), toByteOffset: count, as: UInt8.self)
        count += 1
      }
      advance(to: place + count)
    }
  }

  /// Colour is switched where it changes, not at each cell.
  private mutating func writeColouredRow(
    _ y: Int, of map: GridMap, marking positions: CellSet
  ) throws(OutputError) {
    var style: Style?
    for x in 0..<map.size.width {
      let (glyph, next) = appearance(of: Cell(x: x, y: y), on: map, marking: positions)
      if next != style {
        try write((style == nil ? "" : Paint.reset) + (next.map(Paint.begin) ?? ""))
        style = next
      }
      let place = try reserve(1)
      place.storeBytes(of: glyph, as: UInt8.self)
      advance(to: place + 1)
    }
    try write(style == nil ? "\n" : Paint.reset + "\n")
  }
}

private func appearance(
  of cell: Cell, on map: GridMap, marking positions: CellSet
) -> (glyph: UInt8, style: Style?) {
  if cell == map.start { return (Glyph.start, .start) }
  if positions.contains(cell) { return (Glyph.position, .position) }
  return map.isTraversable(cell) ? (Glyph.clear, .clear) : (Glyph.obstacle, nil)
}

/// Bit i of the lowest eight, as 0 or 1 in byte i.
private func spread(_ bits: UInt64) -> UInt64 {
  // Each byte keeps its own bit; a carry into bit 7 then tells whether it is zero.
  let own = (bits & 0xFF) &* 0x0101_0101_0101_0101 & 0x8040_2010_0804_0201
  return (own &+ 0x7F7F_7F7F_7F7F_7F7F) >> 7 & 0x0101_0101_0101_0101
}
