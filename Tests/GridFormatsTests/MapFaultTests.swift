import Grids
import Testing

@testable import GridFormats

/// Every kind of fault with its words and its place.
@Suite struct MapFaultTests {
  private static let limits = "a map has at most 1048576 columns, 1048576 rows and 4294967296 cells"
  private static let header =
    "a header is the lines 'type octile', 'height' and 'width' with a number, and 'map'"
  private static let legendHelp =
    "--format names another format, and --legend gives glyphs a meaning: "
    + "--legend 'wall=█ clear=· start=@'"

  private func expect(
    _ text: String, format: MapFormat? = nil, legend: Legend = Legend(),
    start: StartRule = .optional, _ faults: MapFault...,
    location: SourceLocation = #_sourceLocation
  ) {
    #expect(
      read(text, format: format, legend: legend, start: start) == .faults(faults, omitted: 0),
      sourceLocation: location)
  }

  @Test(arguments: ["", "\n", "\r\n\r\n", "\u{FEFF}", "\u{FEFF}\n"])
  func empty(_ text: String) {
    expect(
      text,
      MapFault(
        message: "the map is empty", line: 1, column: 1, help: "a map has at least one row"))
  }

  @Test func blankLines() {
    let help = "blank lines may stand only behind the last row"
    expect(
      "\n#.\n",
      MapFault(
        message: "the map begins with a blank line", line: 1, column: 1, excerpt: "", help: help))
    expect(
      "#.\n\n\n.X\n",
      MapFault(
        message: "line 2 is blank, but more rows follow", line: 2, column: 1, excerpt: "",
        help: help))
  }

  @Test func raggedRows() {
    let help = "every row of a map must have the same width"
    expect(
      "########\n#......#\n#.###..\n",
      MapFault(
        message: "row 3 is 7 cells wide, the first is 8", line: 3, column: 8, excerpt: "#.###..",
        label: "one more cell expected here", help: help))
    expect(
      "...\n.\n",
      MapFault(
        message: "row 2 is 1 cell wide, the first is 3", line: 2, column: 2, excerpt: ".",
        label: "2 more cells expected here", help: help))
    expect(
      "..\n...\n.....\n",
      MapFault(
        message: "row 2 is 3 cells wide, the first is 2", line: 2, column: 3, excerpt: "...",
        label: "one cell too many", help: help),
      MapFault(
        message: "row 3 is 5 cells wide, the first is 2", line: 3, column: 3, length: 3,
        excerpt: ".....", label: "3 cells too many", help: help))
    expect(
      ". . .\n. .\n. . . . .\n",
      MapFault(
        message: "row 2 is 2 cells wide, the first is 3", line: 2, column: 5, excerpt: ". .",
        label: "one more cell expected here", help: help),
      MapFault(
        message: "row 3 is 5 cells wide, the first is 3", line: 3, column: 7, length: 3,
        excerpt: ". . . . .", label: "2 cells too many", help: help))
  }

  /// Once passed for the one space that may end a spaced row, and the row's cells were lost.
  @Test func glyphWhereASpaceMayEndTheRow() {
    expect(
      "# Xp\n",
      MapFault(
        message: "'p' stands where a space parts two cells", line: 1, column: 4, excerpt: "# Xp",
        label: "a space expected here",
        help: "the first row has a space between its cells, so every row must"))
  }

  @Test func missingSpaces() {
    expect(
      "# .\n#..\n",
      MapFault(
        message: "'.' stands where a space parts two cells", line: 2, column: 2, excerpt: "#..",
        label: "a space expected here",
        help: "the first row has a space between its cells, so every row must"))
  }

  @Test func unknownGlyphs() throws {
    let label = "no glyph of a map in the format 'plain'"
    expect(
      "\u{FEFF}#xx\n..\t\n",
      MapFault(
        message: "unknown glyph 'x'; expected '#', '.' or 'X'", line: 1, column: 2, length: 2,
        excerpt: "#xx", label: label, help: Self.legendHelp),
      MapFault(
        message: "unknown glyph U+0009; expected '#', '.' or 'X'", line: 2, column: 3,
        excerpt: "..␉", label: label, help: Self.legendHelp))
    expect(
      "█é.\n", legend: try Legend("wall=█"),
      MapFault(
        message: "unknown glyph 'é'; expected '#', '.', 'X' or '█'", line: 1, column: 2,
        excerpt: "█é.", label: label, help: Self.legendHelp))
    expect(
      "xyx\n",
      MapFault(
        message: "unknown glyph 'x'; expected '#', '.' or 'X'", line: 1, column: 1,
        excerpt: "xyx", label: label, help: Self.legendHelp),
      MapFault(
        message: "unknown glyph 'y'; expected '#', '.' or 'X'", line: 1, column: 2,
        excerpt: "xyx", label: label, help: Self.legendHelp),
      MapFault(
        message: "unknown glyph 'x'; expected '#', '.' or 'X'", line: 1, column: 3,
        excerpt: "xyx", label: label, help: Self.legendHelp))
  }

  @Test(arguments: [
    (MapFormat.maze, "'#', '.', ' ', 'S' or 'E'"), (.digits, "'0' to '9' or '#'"),
  ])
  func unknownGlyphsNameTheLegend(_ format: MapFormat, expected: String) {
    #expect(
      read("x\n", format: format).faults.map(\.message) == [
        "unknown glyph 'x'; expected \(expected)"
      ])
  }

  @Test func unknownGlyphsOfOctile() {
    #expect(
      read("type octile\nheight 1\nwidth 1\nmap\n#\n").faults.map(\.message) == [
        "unknown glyph '#'; expected '.', 'G', 'S', '@', 'O', 'T' or 'W'"
      ])
  }

  @Test func starts() {
    expect(
      "#.\n", start: .required,
      MapFault(
        message: "no start: the map has no 'X'", line: 1, column: 1,
        help: "mark the start with 'X', or give it with --from"))
    expect(
      "#.\n", format: .maze, start: .required,
      MapFault(
        message: "no start: the map has no 'S'", line: 1, column: 1,
        help: "mark the start with 'S', or give it with --from"))
    let help = "a map has one start; where --from gives it, those on the map are clear cells"
    expect(
      "#X.\n..X\nX..\n",
      MapFault(
        message: "more than one start: line 1 column 2, and line 2 column 3", line: 2, column: 3,
        excerpt: "..X", label: "another start", help: help),
      MapFault(
        message: "more than one start: line 1 column 2, and line 3 column 1", line: 3, column: 1,
        excerpt: "X..", label: "another start", help: help))
  }

  /// A legend may take the start's glyph away; then no message may ask for it.
  @Test func legendThatLeavesNoGlyphForTheStart() throws {
    expect(
      "X.\n..\n", legend: try Legend("clear=X"), start: .required,
      MapFault(
        message:
          "no start: the legend gives 'X' another meaning, and no glyph is left for the start",
        line: 1, column: 1,
        help: "give the start a glyph with start= in --legend, or say where it is with --from"))
    expect(
      "X.\n..\n", legend: try Legend("clear=X start=@"), start: .required,
      MapFault(
        message: "no start: the map has no '@'", line: 1, column: 1,
        help: "mark the start with '@', or give it with --from"))
    #expect(read("X.\n", legend: try Legend("clear=X"), start: .optional).document != nil)
    #expect(read("X.\n", legend: try Legend("clear=X"), start: .ignored).document != nil)
    let maze = read("S.\n", format: .maze, legend: try Legend("wall=S"), start: .required)
    #expect(maze.faults.count == 1)
  }

  @Test func notText() {
    let help = "a map is UTF-8 text"
    let cases: [([UInt8], MapFault)] = [
      (
        [0x2E, 0x0A, 0x2E, 0],
        MapFault(message: "not text: line 2 has a NUL byte", line: 2, column: 2, help: help)
      ),
      (
        [0xFF, 0xFE, 0x23, 0x00],
        MapFault(
          message: "not text: line 1 has a byte 0xFF that is not UTF-8", line: 1, column: 1,
          help: help)
      ),
      (
        [0x2E, 0xC2, 0xB7, 0xE2, 0x96],
        MapFault(
          message: "not text: line 1 has a byte 0xE2 that is not UTF-8", line: 1, column: 3,
          help: help)
      ),
    ]
    for (bytes, fault) in cases {
      #expect(read(bytes: bytes) == .faults([fault], omitted: 0))
    }
    let malformed: [[UInt8]] = [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC2, 0x2E],
    ]
    for bytes in malformed {
      let message = read(bytes: [0x23] + bytes).faults.first?.message ?? ""
      #expect(message.hasPrefix("not text: line 1 has a byte"), "\(bytes)")
    }
  }

  /// A line that is not text hides nothing but itself.
  @Test func goesOnBehindALineThatIsNotText() {
    func lines(_ bytes: [UInt8], start: StartRule = .optional) -> [Int] {
      read(bytes: bytes, start: start).faults.map(\.line)
    }
    let dot = Array("..\n".utf8)
    let bad: [UInt8] = [0x2E, 0xFF, 0x0A]
    #expect(lines(Array("X..\n.".utf8) + [0xFF] + Array(".\n..\n.x.\n".utf8)) == [2, 3, 4])
    // The first row, whose width is guessed.
    #expect(lines(bad + dot + Array("...\n".utf8) + bad) == [1, 3, 4])
    #expect(lines([0x2E, 0x20, 0xFF, 0x0A] + Array(". .\n. x\n".utf8)) == [1, 3])
    // The start may be in it.
    #expect(lines(dot + [0x58, 0, 0x0A] + dot, start: .required) == [2])
    #expect(
      lines(Array("type octile\nheight 3\nwidth 2\nmap\n".utf8) + bad + dot) == [5, 7])
  }

  /// Noise without end is given up like any other map that is too large.
  @Test func endlessLinesThatAreNotText() throws {
    let piece = Array(repeatElement([0xFF, 0x0A] as [UInt8], count: 1 << 16).joined())
    var reader = MapReader(format: nil, legend: Legend(), start: .optional, faultLimit: 9)
    var pieces = 0
    #expect(throws: ReadingStopped.self) {
      while pieces < 100 {
        pieces += 1
        try piece.withUnsafeBytes { try reader.read($0) }
      }
    }
    #expect(pieces == 17)
    #expect(reader.ledger.omitted == GridSize.maximumSide + 1 - 9)
  }

  @Test func tooLarge() throws {
    let wide = [UInt8](repeating: 0x2E, count: GridSize.maximumSide + 1)
    let fault = try #require(read(bytes: wide).faults.first)
    #expect(fault.message == "the map is too large: a row of more than 1048576 cells")
    #expect(fault.line == 1)
    #expect(fault.column == 1_048_577)
    #expect(fault.excerpt == String(repeating: ".", count: 37))
    #expect(fault.excerptColumn == 1_048_541)
    #expect(fault.help == Self.limits)

    let row: [UInt8] = [0x2E, 0x0A]
    let rows = Array(repeatElement(row, count: GridSize.maximumSide).joined())
    #expect(read(bytes: rows).document?.map.size.height == GridSize.maximumSide)
    #expect(
      read(bytes: rows + [0x2E]).faults == [
        MapFault(
          message: "the map is too large: more than 1048576 rows", line: 1_048_577, column: 1,
          excerpt: ".", help: Self.limits)
      ])
    let blank = [0x2E] + [UInt8](repeating: 0x0A, count: GridSize.maximumSide + 2)
    #expect(
      read(bytes: blank).faults.map(\.message) == ["the map is too large: more than 1048576 rows"])
  }

  /// Wide maps are limited by their cells, not their rows.
  @Test func tooManyCells() throws {
    let row = [UInt8](repeating: 0x2E, count: GridSize.maximumSide) + [0x0A]
    var reader = MapReader(format: nil, legend: Legend(), start: .optional, faultLimit: 1)
    try row.withUnsafeBytes { try reader.read($0) }
    #expect(reader.body?.rowLimit == 4096)
    let fault = "..".utf8.withContiguousStorageIfAvailable {
      MapFault.tooManyRows(
        TextLine(bytes: UnsafeRawBufferPointer($0), number: 4097), limit: 4096, width: 1_048_576)
    }
    #expect(
      fault
        == MapFault(
          message: "the map is too large: more than 4096 rows of 1048576 cells", line: 4097,
          column: 1, excerpt: "..", help: Self.limits))
  }

  /// A line without an end is given up once no row can be as long, however it arrives.
  @Test func endlessLine() throws {
    let piece = [UInt8](repeating: 0x2E, count: 1 << 18)
    for (glyph, message) in [
      (0x2E, "the map is too large: a row of more than 1048576 cells"),
      (0, "not text: line 1 has a NUL byte"),
    ] as [(UInt8, String)] {
      var reader = MapReader(format: nil, legend: Legend(), start: .optional, faultLimit: 1)
      let bytes = piece.map { _ in glyph }
      var pieces = 0
      #expect(throws: ReadingStopped.self) {
        while pieces < 100 {
          pieces += 1
          try bytes.withUnsafeBytes { try reader.read($0) }
        }
      }
      #expect(pieces == 21)
      #expect(reader.ledger.faults.map(\.message) == [message])
    }
  }

  @Test func excerptsAreClipped() throws {
    let row = String(repeating: ".", count: 100) + "xxxxx" + String(repeating: ".", count: 100)
    let fault = try #require(read(row).faults.first)
    #expect(fault.column == 101)
    #expect(fault.length == 5)
    #expect(fault.excerptColumn == 65)
    #expect(
      fault.excerpt
        == String(repeating: ".", count: 36) + "xxxxx" + String(repeating: ".", count: 31))
    let long = try #require(read(String(repeating: "x", count: 300)).faults.first)
    #expect(long.length == TextLine.excerptLimit)
    #expect(long.excerpt?.count == TextLine.excerptLimit)
  }

  /// Wherever the window is, and whatever stands before it.
  @Test func excerptsOfLongRows() {
    for before in [0, 1, 30, 35, 36, 37, 44, 63, 64, 65, 200] {
      for glyph in [".", "é", "█"] {
        let head = String(repeating: ".", count: before / 2)
        let row = head + glyph + String(repeating: ".", count: before) + "x"
        let text = row + String(repeating: "#", count: 80)
        let column = row.unicodeScalars.count
        let first = max(1, column - 36)
        let fault = read(text, legend: try! Legend("clear=é█")).faults.first
        #expect(fault?.column == column)
        #expect(fault?.excerptColumn == first)
        #expect(fault?.excerpt == String(text.dropFirst(first - 1).prefix(72)))
      }
    }
  }

  @Test func excerptsCannotCommandATerminal() {
    let fault = read("\u{1B}[31m\u{7F}\u{9B}\u{202E}").faults.first
    #expect(fault?.excerpt == "␛[31m␡\u{FFFD}\u{FFFD}")
    #expect(fault?.message == "unknown glyph U+001B; expected '#', '.' or 'X'")
  }

  @Test func headersThatContradictTheFormat() {
    expect(
      "type octile\nheight 1\nwidth 1\nmap\n.\n", format: .plain,
      MapFault(
        message: "the map has a header, but the format 'plain' has none", line: 1, column: 1,
        length: 11, excerpt: "type octile", label: "the header of the format 'octile'",
        help: "leave out --format, or say --format octile"))
    expect(
      "..\n", format: .octile,
      MapFault(
        message: "the map has no header, but the format 'octile' needs one", line: 1, column: 1,
        excerpt: "..", label: "'type octile' expected here", help: Self.header))
  }
}
