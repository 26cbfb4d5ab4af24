import Foundation
import Testing

/// The look of errors: place, excerpt, caret and help.
struct DiagnosticTests {
  @Test func raggedMap() throws {
    try withTemporaryFolder { folder in
      try folder.write("########\n#......#\n#.###..\n########\n", to: "ragged.txt")
      #expect(
        try treasure("solve", "ragged.txt", in: folder)
          == Outcome(
            status: 2, output: "",
            errors: """
              error: row 3 is 7 cells wide, the first is 8
                --> ragged.txt:3:8
                 |
               3 | #.###..
                 |        ^ one more cell expected here
                 = help: every row of a map must have the same width

              """))
    }
  }

  @Test func standardInputHasAName() throws {
    let outcome = try treasure("solve", input: "####\n#X.#\n###\n")
    #expect(outcome.errors.contains("\n  --> <stdin>:3:4\n"))
  }

  @Test func gutterGrowsWithTheLineNumber() throws {
    let rows = Array(repeating: "....\n", count: 11).joined() + "...\n"
    let outcome = try treasure("solve", "--from", "0,0", input: rows)
    #expect(
      outcome.errors
        == """
        error: row 12 is 3 cells wide, the first is 4
          --> <stdin>:12:4
            |
         12 | ...
            |    ^ one more cell expected here
            = help: every row of a map must have the same width

        """.replacingOccurrences(of: "  --> <stdin>:12", with: "   --> <stdin>:12"))
  }

  @Test func routeIsAFileOfItsOwn() throws {
    let outcome = try treasure("solve", "--route", "N+ NES S+", input: assessment)
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.hasPrefix(
        """
        error: unknown direction 'NES'
          --> <route>:1:4
           |
         1 | N+ NES S+
           |    ^^^
        """))
    #expect(outcome.errors.contains("N E S"))
  }

  /// One caret stands behind the end of a route that ends too early.
  @Test func caretAtTheEnd() throws {
    let outcome = try treasure("solve", "--route", "(N", input: assessment)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("\n 1 | (N\n   | "))
  }

  /// A wide glyph takes two columns, and a tab is shown as a picture.
  @Test(arguments: [
    ("宝 Q", "宝 Q", 1, "^^"), ("N\tQ", "N␉Q", 3, "^"),
  ])
  func caretsStandBelow(route: String, shown: String, column: Int, carets: String) throws {
    let outcome = try treasure("solve", "--route", route, input: assessment)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("\n  --> <route>:1:\(column)\n"))
    let gutter = String(repeating: " ", count: column)
    #expect(outcome.errors.contains("\n 1 | \(shown)\n   |\(gutter)\(carets)"), "\(outcome)")
  }

  @Test func longRoutesAreClipped() throws {
    let route = String(repeating: "N ", count: 200) + "Q" + String(repeating: " N", count: 200)
    let outcome = try treasure("solve", "--route", route, input: assessment)
    #expect(outcome.errors.contains("\n  --> <route>:1:401\n"))
    #expect(outcome.lines.allSatisfy { $0.count < 130 })
    let lines = outcome.errors.split(separator: "\n")
    let excerpt = try #require(lines.first { $0.hasPrefix(" 1 | …") })
    let carets = try #require(lines.first { $0.contains("^") })
    let place = try #require(carets.firstIndex(of: "^"))
    let offset = carets.distance(from: carets.startIndex, to: place)
    #expect(excerpt.dropFirst(offset).first == "Q")
  }

  @Test func badLegend() throws {
    let outcome = try treasure("solve", "--legend", "wal=%", input: assessment)
    #expect(
      outcome
        == Outcome(
          status: 2, output: "",
          errors: "error: unknown role 'wal'; expected wall, clear, start or goal\n"))
  }

  /// Each kind of bad map has its own message.
  @Test(arguments: [
    (
      "",
      """
      error: the map is empty
        --> <stdin>:1:1
         = help: a map has at least one row
      """
    ),
    (
      "##\n#?\n",
      """
      error: unknown glyph '?'; expected '#', '.' or 'X'
        --> <stdin>:2:2
         |
       2 | #?
         |  ^ no glyph of a map in the format 'plain'
         = help: --format names another format, and --legend gives glyphs a meaning: \
      --legend 'wall=█ clear=· start=@'
      """
    ),
    (
      "X.X\n",
      """
      error: more than one start: line 1 column 1, and line 1 column 3
        --> <stdin>:1:3
         |
       1 | X.X
         |   ^ another start
         = help: a map has one start; where --from gives it, those on the map are clear cells
      """
    ),
    (
      "..\n..\n",
      """
      error: no start: the map has no 'X'
        --> <stdin>:1:1
         = help: mark the start with 'X', or give it with --from
      """
    ),
    (
      "type octile\nheight 1\nwidth 3\nmap\n...\n",
      """
      error: no start: the format 'octile' has none
        --> <stdin>:1:1
         = help: give it with --from
      """
    ),
    (
      "X.\t.\n",
      """
      error: unknown glyph U+0009; expected '#', '.' or 'X'
        --> <stdin>:1:3
         |
       1 | X.␉.
         |   ^ no glyph of a map in the format 'plain'
         = help: --format names another format, and --legend gives glyphs a meaning: \
      --legend 'wall=█ clear=· start=@'
      """
    ),
    (
      "X.\u{0}\n",
      """
      error: not text: line 1 has a NUL byte
        --> <stdin>:1:3
         = help: a map is UTF-8 text
      """
    ),
    (
      "type octile\nheight 2\nwidth 3\nmap\n...\n",
      """
      error: the header says 2 rows, the map has 1
        --> <stdin>:6:1
         = help: the map must have as many rows as its header says
      """
    ),
    (
      "type octile\nheight 1\nwidth 9999999\nmap\n...\n",
      """
      error: the map is too large: its header says 9999999 columns
        --> <stdin>:3:7
         |
       3 | width 9999999
         |       ^^^^^^^
         = help: a map has at most 1048576 columns, 1048576 rows and 4294967296 cells
      """
    ),
  ])
  func badMaps(text: String, message: String) throws {
    #expect(
      try treasure("solve", input: text)
        == Outcome(status: 2, output: "", errors: message + "\n"))
  }

  @Test func wideGlyphsBeforeTheCaret() throws {
    let outcome = try treasure("solve", "--legend", "wall=宝", input: "宝宝?\n")
    #expect(outcome.errors.contains("\n  --> <stdin>:1:3\n   |\n 1 | 宝宝?\n   |     ^ "))
  }
}
