import Grids

/// Rows of glyphs, all of the same length: a puzzle before anything is known of its rules.
///
/// Blank lines may stand behind the last row, and lines may end in CRLF, as in any map.
package struct GlyphGrid: Sendable {
  package let size: GridSize

  /// An ASCII glyph a cell, row by row.
  package let glyphs: [UInt8]

  package let text: HeldText

  /// - Parameters:
  ///   - isGlyph: Whether a byte is one of the puzzle's glyphs, all of which are ASCII.
  ///   - expected: What messages say these are: "'#', '.' or '@'".
  ///   - help: What a message says of all of them.
  package init(
    _ text: HeldText, isGlyph: (UInt8) -> Bool, expected: String, help: String
  ) throws(MapError) {
    self.text = text
    var height = text.lineCount
    while height > 0, text[height].isEmpty { height -= 1 }
    guard height > 0 else { throw text.malformed(.empty) }
    var width = 0
    var glyphs: [UInt8] = []
    for number in 1...height {
      let line = text[number]
      guard !line.isEmpty else { throw text.malformed(.blankLine(number, isFirst: number == 1)) }
      if !line.allSatisfy(isGlyph) {
        let scalars = Array(String(decoding: line, as: UTF8.self).unicodeScalars)
        let index = scalars.firstIndex { !$0.isASCII || !isGlyph(UInt8($0.value)) } ?? 0
        throw text.fault(
          "unknown glyph \(scalars[index].quoted); expected \(expected)", line: number,
          column: index + 1, label: "no glyph of this puzzle", help: help)
      }
      if number == 1 { width = line.count }
      guard line.count == width else {
        throw text.malformed(
          text.withLine(number) {
            .ragged(
              $0, row: number, cells: line.count, width: width, stated: false,
              column: min(line.count, width) + 1, length: max(1, line.count - width))
          })
      }
      glyphs += line
    }
    guard let size = GridSize(width: width, height: height) else {
      throw text.malformed(
        text.withLine(1) {
          width > GridSize.maximumSide
            ? .tooWide($0, column: GridSize.maximumSide + 1)
            : .tooManyRows($0, limit: GridSize.maximumSide, width: width)
        })
    }
    self.size = size
    self.glyphs = glyphs
  }

  package subscript(cell: Cell) -> UInt8 { glyphs[cell.y * size.width + cell.x] }

  /// The cells with a glyph, row by row.
  package func cells(where isWanted: (UInt8) -> Bool) -> [Cell] {
    glyphs.indices.filter { isWanted(glyphs[$0]) }
      .map { Cell(x: $0 % size.width, y: $0 / size.width) }
  }

  /// The map of all cells that are no obstacles.
  package func map(start: Cell?) -> GridMap {
    var clear = CellSet(size: size)
    for cell in cells(where: { $0 != UInt8(ascii: "#") }) { clear.insert(cell) }
    return GridMap(traversable: clear, start: start)
  }

  /// A fault at a cell.
  package func fault(
    _ message: String, at cell: Cell, label: String? = nil, help: String? = nil
  ) -> MapError {
    text.fault(message, line: cell.y + 1, column: cell.x + 1, label: label, help: help)
  }

  /// How messages say where a cell is.
  package func place(_ cell: Cell) -> String { "line \(cell.y + 1) column \(cell.x + 1)" }
}
