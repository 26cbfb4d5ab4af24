import Testing

@testable import GridFormats

@Suite struct OctileHeaderTests {
  private static let shape =
    "a header is the lines 'type octile', 'height' and 'width' with a number, and 'map'"
  private static let limits = "a map has at most 1048576 columns, 1048576 rows and 4294967296 cells"
  private static let rowsHelp = "the map must have as many rows as its header says"

  private func expect(
    _ text: String, _ faults: MapFault..., location: SourceLocation = #_sourceLocation
  ) {
    #expect(read(text) == .faults(faults, omitted: 0), sourceLocation: location)
  }

  @Test func types() {
    let help = "the first line of a header is 'type octile'"
    expect(
      "type tile\n",
      MapFault(
        message: "unknown type of map; expected 'octile'", line: 1, column: 6, length: 4,
        excerpt: "type tile", help: help))
    expect(
      "type\n",
      MapFault(
        message: "the header names no type", line: 1, column: 5, excerpt: "type",
        label: "'octile' expected here", help: help))
  }

  @Test func unknownLines() {
    expect(
      "type octile\nheigth 5\nwidth 3\nmap\n...\n",
      MapFault(
        message: "'heigth 5' in the header; expected 'height', 'width' or 'map'", line: 2,
        column: 1, length: 8, excerpt: "heigth 5", help: Self.shape))
    expect(
      "type octile\n\nheight 1\nwidth 3\nmap\n...\n",
      MapFault(
        message: "a blank line in the header; expected 'height', 'width' or 'map'", line: 2,
        column: 1, excerpt: "", help: Self.shape))
  }

  @Test(arguments: ["0", "-3", "x", "5.5", "+1", "１"])
  func numbers(_ number: String) {
    expect(
      "type octile\nheight \(number)\nwidth 3\nmap\n...\n",
      MapFault(
        message: "the height in the header is not a whole number from 1", line: 2, column: 8,
        length: number.unicodeScalars.count, excerpt: "height \(number)",
        label: "a number expected here", help: "write 'height 512'"))
  }

  @Test func missingNumber() {
    expect(
      "type octile\nwidth\nheight 1\nmap\n...\n",
      MapFault(
        message: "the width in the header is not a whole number from 1", line: 2, column: 6,
        excerpt: "width", label: "a number expected here", help: "write 'width 512'"))
  }

  @Test func twice() {
    expect(
      "type octile\nwidth 3\nwidth 3\nheight 1\nmap\n...\n",
      MapFault(
        message: "the header states the width twice", line: 3, column: 1, length: 7,
        excerpt: "width 3", help: "leave one of the two out"))
  }

  @Test func lacking() {
    expect(
      "type octile\nheight 3\nmap\n",
      MapFault(
        message: "the header ends without a width", line: 3, column: 1, length: 3, excerpt: "map",
        label: "'width' and a number expected before this", help: Self.shape))
    expect(
      "type octile\nheight 3\n",
      MapFault(
        message: "the text ends within the header", line: 3, column: 1,
        label: "'map' and the rows expected here", help: Self.shape))
  }

  @Test func tooLarge() {
    expect(
      "type octile\nheight 1000000000\nwidth 3\nmap\n...\n",
      MapFault(
        message: "the map is too large: its header says 1000000000 rows", line: 2, column: 8,
        length: 10, excerpt: "height 1000000000", help: Self.limits))
    expect(
      "type octile\nwidth 99999999999999999999\nheight 1\nmap\n...\n",
      MapFault(
        message: "the map is too large: its header says 99999999999999999999 columns", line: 2,
        column: 7, length: 20, excerpt: "width 99999999999999999999", help: Self.limits))
    expect(
      "type octile\nheight 1048576\nwidth 1048576\nmap\n",
      MapFault(
        message: "the map is too large: its header says 1048576x1048576 cells", line: 4, column: 1,
        length: 3, excerpt: "map", help: Self.limits))
  }

  /// A fault in a header hides neither its other faults nor those of the rows.
  @Test(arguments: [
    ("height x\nwidth y\nmap\n...\n.#.\n", [2, 3, 6]), ("heigth 1\nwidth y\nmap\n...\n", [2, 3]),
    ("height 1\nheight 1\nmap\n...\n..\n", [3, 4, 6]), ("map\n...\n..\n", [2, 2, 4]),
    ("height x\nwidth y\n", [2, 3, 4]), ("height 0\nwidth 3\nmap\n", [2]),
    ("\u{0}\nwidth y\nmap\n...\n..\n", [2, 3, 6]),
    ("height 1048576\nwidth 1048576\nmap\n...\n..\n", [4, 6]),
  ])
  func goesOnBehindAFault(_ rest: String, lines: [Int]) {
    #expect(read("type octile\n" + rest).faults.map(\.line) == lines)
  }

  /// Where a header does not end, the rows are not taken for its lines without end.
  @Test func headersWithoutAnEnd() {
    let rows = String(repeating: "...\n", count: 100)
    #expect(
      read("type octile\nheight 100\nwidth 3\nmpa\n" + rows).faults.map(\.message) == [
        "'mpa' in the header; expected 'height', 'width' or 'map'"
      ])
    #expect(read("type octile\n" + rows).faults.map(\.line) == [2, 3, 4, 5])
    let heights = String(repeating: "height 3\n", count: 100)
    #expect(read("type octile\n" + heights).faults.map(\.line) == [3, 4, 5])
  }

  @Test func rowsThatDisagree() {
    let start = "type octile\nheight 2\nwidth 3\nmap\n"
    expect(
      start,
      MapFault(
        message: "the header says 2 rows, the map has 0", line: 5, column: 1,
        label: "2 more rows expected here", help: Self.rowsHelp))
    expect(
      start + "...\n\n",
      MapFault(
        message: "the header says 2 rows, the map has 1", line: 6, column: 1,
        label: "one more row expected here", help: Self.rowsHelp))
    expect(
      start + "...\n...\n\n@@@\n",
      MapFault(
        message: "the header says 2 rows, but more follow", line: 8, column: 1, length: 3,
        excerpt: "@@@", label: "one row too many", help: Self.rowsHelp))
    expect(
      start + "....\n...\n",
      MapFault(
        message: "row 1 is 4 cells wide, the header says 3", line: 5, column: 4, excerpt: "....",
        label: "one cell too many", help: "every row must be as wide as the header says"))
  }
}
