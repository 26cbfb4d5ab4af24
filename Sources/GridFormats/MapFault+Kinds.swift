import Grids

// Every fault that a map's text can have, with all of its words.

// MARK: - The text as a whole

extension MapFault {
  static let empty = MapFault(
    message: "the map is empty", line: 1, column: 1, help: "a map has at least one row")

  static func notText(_ flaw: TextFlaw, in line: TextLine) -> MapFault {
    let byte = "0x" + hexadecimal(UInt32(flaw.byte), digits: 2)
    return MapFault(
      message: flaw.byte == 0
        ? "not text: line \(line.number) has a NUL byte"
        : "not text: line \(line.number) has a byte \(byte) that is not UTF-8",
      line: line.number, column: flaw.scalarCount + 1, help: "a map is UTF-8 text")
  }

  private static let limits =
    "a map has at most \(GridSize.maximumSide) columns, \(GridSize.maximumSide) rows and "
    + "\(GridSize.maximumCellCount) cells"

  static func tooWide(_ line: TextLine, column: Int) -> MapFault {
    MapFault(
      "the map is too large: a row of more than \(GridSize.maximumSide) cells", in: line,
      column: column, help: limits)
  }

  static func tooManyRows(_ line: TextLine, limit: Int, width: Int) -> MapFault {
    MapFault(
      limit == GridSize.maximumSide
        ? "the map is too large: more than \(limit) rows"
        : "the map is too large: more than \(limit) rows of \(counted(width, "cell"))",
      in: line, column: 1, help: limits)
  }

  static func statedTooLarge(_ stated: String, in line: TextLine, word: (text: String, column: Int))
    -> MapFault
  {
    MapFault(
      "the map is too large: its header says \(stated)", in: line, column: word.column,
      length: word.text.unicodeScalars.count, help: limits)
  }
}

// MARK: - Rows

extension MapFault {
  static func blankLine(_ number: Int, isFirst: Bool) -> MapFault {
    MapFault(
      message: isFirst
        ? "the map begins with a blank line" : "line \(number) is blank, but more rows follow",
      line: number, column: 1, excerpt: "",
      help: "blank lines may stand only behind the last row")
  }

  static func unknownGlyph(
    _ scalar: Unicode.Scalar, in line: TextLine, column: Int, length: Int, table: GlyphTable,
    format: MapFormat
  ) -> MapFault {
    MapFault(
      "unknown glyph \(scalar.quoted); expected \(table.expected)", in: line, column: column,
      length: length, label: "no glyph of a map in the format '\(format.rawValue)'",
      help: "--format names another format, and --legend gives glyphs a meaning: "
        + "--legend 'wall=█ clear=· start=@'")
  }

  static func missingSpace(_ scalar: Unicode.Scalar, in line: TextLine, column: Int) -> MapFault {
    MapFault(
      "\(scalar.quoted) stands where a space parts two cells", in: line, column: column,
      label: "a space expected here",
      help: "the first row has a space between its cells, so every row must")
  }

  /// - Parameters:
  ///   - stated: Whether the width comes from a header.
  ///   - column: Where the first cell is missing or too many.
  static func ragged(
    _ line: TextLine, row: Int, cells: Int, width: Int, stated: Bool, column: Int, length: Int
  ) -> MapFault {
    MapFault(
      "row \(row) is \(counted(cells, "cell")) wide, the \(stated ? "header says" : "first is") "
        + "\(width)",
      in: line, column: column, length: length,
      label: cells < width
        ? "\(more(width - cells, "cell")) expected here"
        : "\(cells - width == 1 ? "one cell" : "\(cells - width) cells") too many",
      help: stated
        ? "every row must be as wide as the header says"
        : "every row of a map must have the same width")
  }
}

// MARK: - The start

extension MapFault {
  static func noStart(_ glyph: Unicode.Scalar) -> MapFault {
    MapFault(
      message: "no start: the map has no \(glyph.quoted)", line: 1, column: 1,
      help: "mark the start with \(glyph.quoted), or give it with --from")
  }

  /// - Parameter replaced: The format's own glyph for the start.
  static func noStartGlyph(replaced: Unicode.Scalar) -> MapFault {
    MapFault(
      message: "no start: the legend gives \(replaced.quoted) another meaning, "
        + "and no glyph is left for the start",
      line: 1, column: 1,
      help: "give the start a glyph with start= in --legend, or say where it is with --from")
  }

  static func secondStart(
    in line: TextLine, column: Int, first: (line: Int, column: Int)
  ) -> MapFault {
    MapFault(
      "more than one start: line \(first.line) column \(first.column), and line \(line.number) "
        + "column \(column)",
      in: line, column: column, label: "another start",
      help: "a map has one start; where --from gives it, those on the map are clear cells")
  }
}

// MARK: - Headers

extension MapFault {
  static func headerContradicts(_ format: MapFormat, in line: TextLine) -> MapFault {
    MapFault(
      "the map has a header, but the format '\(format.rawValue)' has none", in: line, column: 1,
      length: line.measure().scalarCount, label: "the header of the format 'octile'",
      help: "leave out --format, or say --format octile")
  }

  static func noHeader(_ line: TextLine) -> MapFault {
    MapFault(
      "the map has no header, but the format 'octile' needs one", in: line, column: 1,
      label: "'type octile' expected here",
      help: "a header is the lines 'type octile', 'height' and 'width' with a number, and 'map'")
  }

  static func unknownType(_ word: (text: String, column: Int)?, in line: TextLine) -> MapFault {
    guard let word else {
      return MapFault(
        "the header names no type", in: line, column: line.measure().scalarCount + 1,
        label: "'octile' expected here", help: "the first line of a header is 'type octile'")
    }
    return MapFault(
      "unknown type of map; expected 'octile'", in: line, column: word.column,
      length: word.text.unicodeScalars.count, help: "the first line of a header is 'type octile'")
  }

  static func unknownHeaderLine(_ line: TextLine) -> MapFault {
    let found = line.bytes.isEmpty ? "a blank line" : "'\(line.beginning)'"
    return MapFault(
      "\(found) in the header; expected 'height', 'width' or 'map'", in: line, column: 1,
      length: max(1, line.measure().scalarCount),
      help: "a header is the lines 'type octile', 'height' and 'width' with a number, and 'map'")
  }

  static func badHeaderNumber(_ name: String, in line: TextLine, column: Int, length: Int)
    -> MapFault
  {
    MapFault(
      "the \(name) in the header is not a whole number from 1", in: line, column: column,
      length: length, label: "a number expected here", help: "write '\(name) 512'")
  }

  static func statedTwice(_ name: String, in line: TextLine) -> MapFault {
    MapFault(
      "the header states the \(name) twice", in: line, column: 1,
      length: line.measure().scalarCount, help: "leave one of the two out")
  }

  static func headerLacks(_ name: String, before line: TextLine) -> MapFault {
    MapFault(
      "the header ends without a \(name)", in: line, column: 1,
      length: line.measure().scalarCount, label: "'\(name)' and a number expected before this",
      help: "a header is the lines 'type octile', 'height' and 'width' with a number, and 'map'")
  }

  static func headerEnds(atLine number: Int) -> MapFault {
    MapFault(
      message: "the text ends within the header", line: number, column: 1,
      label: "'map' and the rows expected here",
      help: "a header is the lines 'type octile', 'height' and 'width' with a number, and 'map'")
  }

  static func tooFewRows(_ count: Int, stated: Int, atLine number: Int) -> MapFault {
    MapFault(
      message: "the header says \(counted(stated, "row")), the map has \(count)", line: number,
      column: 1, label: "\(more(stated - count, "row")) expected here",
      help: "the map must have as many rows as its header says")
  }

  static func tooManyRows(_ line: TextLine, stated: Int) -> MapFault {
    MapFault(
      "the header says \(counted(stated, "row")), but more follow", in: line, column: 1,
      length: max(1, line.measure().scalarCount), label: "one row too many",
      help: "the map must have as many rows as its header says")
  }
}
