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

  @Test func noStart() throws {
    let outcome = try treasure("solve", input: "...\n...\n")
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("error: "))
    #expect(outcome.errors.contains("--from"))
    let octile = try treasure("solve", input: "type octile\nheight 1\nwidth 3\nmap\n...\n")
    #expect(octile.status == 2)
    #expect(octile.errors.contains("--from"))
  }

  @Test(arguments: [
    ("", "empty"), ("##\n#?\n", "'?'"), ("X.X\n", "start"), ("\u{0}\u{1}\u{2}\n", ""),
    ("type octile\nheight 2\nwidth 3\nmap\n...\n", ""),
  ])
  func badMaps(text: String, word: String) throws {
    let outcome = try treasure("solve", input: text)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("error: "))
    #expect(outcome.line(0) == "")
    #expect(outcome.errors.contains(word), "\(outcome)")
    #expect(outcome.errors.contains("\n  --> <stdin>:"))
  }
}
