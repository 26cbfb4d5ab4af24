import Grids

/// Levels of Sokoban as people keep them in text files.
///
/// A level is a run of rows. Its glyphs are `#` wall, `@` player, `$` box, `.` goal, `*` box on a goal, `+` player on
/// a goal, and floor as a space, `-` or `_`. A number stands for so many of the glyph behind it (`3#2-$`), and `|`
/// parts rows of one line. A level's first row begins with a wall or an outer box on a goal, behind floor at most; the
/// others may be any glyphs, so that a level that is open is found to be so, and floor alone if not all of it is spaces.
///
/// Whatever else stands in the file is text: `Title:` and `Author:` behind a level (or right before it) are its own;
/// without a title, the last other line before it names it, a `;` in front left out.
///
/// A level keeps where its rows are written, and no glyphs: a few bytes can stand for a great many.
///
/// - SeeAlso: <http://www.sokobano.de/wiki/index.php?title=Level_format>
package struct SokobanCollection: Sendable {
  package struct Level: Sendable {
    package fileprivate(set) var title: String?
    package fileprivate(set) var author: String?

    /// Of each row the line, from 1, and its part of it.
    fileprivate var rows: [(line: Int, bytes: Range<Int>)] = []
    fileprivate let text: HeldText
  }

  package let levels: [Level]
  package let name: String

  /// No row is longer, and no level higher.
  package static let maximumSide = 512

  /// No text has more levels.
  package static let maximumCount = 1 << 16

  package init(_ text: HeldText) throws(MapError) {
    name = text.name
    var reading = SokobanReading(text)
    for number in 1..<(text.lineCount + 1) { try reading.read(line: number) }
    levels = reading.finish()
    guard levels.first != nil else {
      throw text.lineCount == 0
        ? text.malformed(.empty)
        : text.malformed(
          MapFault(
            message: "no level: the text has no row of a level", line: 1, column: 1,
            help: "a level's rows begin with '#' and consist of '#', '@', '$', '.', '*', '+', "
              + "spaces, '-' and '_'"))
    }
  }
}

extension SokobanCollection.Level {
  /// The line on which it begins, from 1.
  package var line: Int { rows[0].line }

  /// Its rows: `#`, `@`, `$`, `.`, `*`, `+` and spaces.
  package var glyphs: [[UInt8]] {
    rows.map { row in
      text[row.line].runs(in: row.bytes).reduce(into: []) { glyphs, run in
        glyphs += repeatElement(run.glyph, count: run.count)
      }
    }
  }

  /// A fault at a cell; one behind the last of its row is at that one.
  package func fault(
    _ message: String, at cell: Cell, label: String? = nil, help: String? = nil
  ) -> MapError {
    let row = rows[min(cell.y, rows.count - 1)]
    var column = row.bytes.lowerBound
    var rest = cell.x
    for run in text[row.line].runs(in: row.bytes) {
      column = run.offset
      rest -= run.count
      if rest < 0 { break }
    }
    return text.fault(message, line: row.line, column: column + 1, label: label, help: help)
  }
}

// MARK: - Reading

/// A text on its way to levels.
private struct SokobanReading {
  private let text: HeldText
  private var levels: [SokobanCollection.Level] = []
  private var isInLevel = false

  /// What may name the next level.
  private var heading: String?
  private var title: String?
  private var author: String?

  /// Whether the last lines were a title or an author, with nothing but such lines since.
  private var isRightBefore = false

  init(_ text: HeldText) { self.text = text }

  mutating func read(line number: Int) throws(MapError) {
    let line = text[number]
    if line.isRow(inLevel: isInLevel) { return try readRows(number) }
    if isInLevel, line.first(where: { $0 != 0x20 }) == UInt8(ascii: "#") {
      let scalars = Array(String(decoding: line, as: UTF8.self).unicodeScalars)
      let index = scalars.firstIndex { !$0.isASCII || !UInt8($0.value).isGlyph } ?? 0
      throw text.fault(
        "unknown glyph \(scalars[index].quoted) in a row of a level", line: number,
        column: index + 1, label: "no glyph of Sokoban",
        help: "a row consists of '#', '@', '$', '.', '*', '+', spaces, '-' and '_'")
    }
    isInLevel = false
    let words = String(decoding: line, as: UTF8.self).trimmed
    if words.isEmpty {
      keepForLastLevel()
    } else if let value = words.value(of: "title") {
      title = value
      isRightBefore = true
    } else if let value = words.value(of: "author") {
      author = value
      isRightBefore = true
    } else if !words.isField {
      keepForLastLevel()
      heading = String(words.drop { $0 == ";" }).trimmed
    }
  }

  /// A title with no level right behind it belongs to the level before it.
  private mutating func keepForLastLevel() {
    guard isRightBefore else { return }
    if let last = levels.indices.last {
      levels[last].title = title ?? levels[last].title
      levels[last].author = author ?? levels[last].author
    }
    (title, author, isRightBefore) = (nil, nil, false)
  }

  private mutating func readRows(_ number: Int) throws(MapError) {
    if !isInLevel {
      isInLevel = true
      guard levels.count < SokobanCollection.maximumCount else {
        throw text.fault(
          "more than \(SokobanCollection.maximumCount) levels", line: number, column: 1,
          help: "a text has at most that many")
      }
      levels.append(
        .init(
          title: title ?? heading.flatMap { $0.isEmpty ? nil : $0 }, author: author, text: text))
      (title, author, heading, isRightBefore) = (nil, nil, nil, false)
    }
    let line = text[number]
    for row in line.split(separator: UInt8(ascii: "|")) {
      try readRow(number, row.startIndex - line.startIndex..<row.endIndex - line.startIndex)
    }
  }

  private mutating func readRow(_ number: Int, _ bytes: Range<Int>) throws(MapError) {
    var width = 0
    for run in text[number].runs(in: bytes) {
      guard run.count > 0 else {
        throw text.fault(
          "no cells: a number is 0", line: number, column: run.offset + 1,
          help: "3# stands for ###")
      }
      width += run.count
      guard width <= SokobanCollection.maximumSide else {
        throw text.fault(
          "a row of more than \(SokobanCollection.maximumSide) cells", line: number,
          column: run.offset + 1, help: "a level is at most that wide and high")
      }
    }
    guard !text[number].endsWithCount(bytes) else {
      throw text.fault(
        "a number with no glyph behind it", line: number, column: bytes.upperBound,
        help: "3# stands for ###")
    }
    let last = levels.count - 1
    guard levels[last].rows.count < SokobanCollection.maximumSide else {
      throw text.fault(
        "a level of more than \(SokobanCollection.maximumSide) rows", line: number,
        column: bytes.lowerBound + 1, help: "a level is at most that wide and high")
    }
    levels[last].rows.append((number, bytes))
  }

  mutating func finish() -> [SokobanCollection.Level] {
    keepForLastLevel()
    return levels
  }
}

/// So many equal cells.
private struct SokobanRun {
  var glyph: UInt8
  var count: Int
  /// Where the glyph is written, in its line.
  var offset: Int
}

extension UInt8 {
  fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

  fileprivate var isFloor: Bool { self == 0x20 || isDash }

  /// Floor that nobody takes for the space between words.
  fileprivate var isDash: Bool { self == UInt8(ascii: "-") || self == UInt8(ascii: "_") }

  /// Whether it is something on the floor.
  fileprivate var isThing: Bool {
    switch self {
    case UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "."),
      UInt8(ascii: "*"), UInt8(ascii: "+"):
      true
    default: false
    }
  }

  fileprivate var isGlyph: Bool { isThing || isFloor || isDigit || self == UInt8(ascii: "|") }
}

extension ArraySlice<UInt8> {
  /// Whether a line is one of a level.
  fileprivate func isRow(inLevel: Bool) -> Bool {
    guard allSatisfy(\.isGlyph) else { return false }
    let row = prefix { $0 != UInt8(ascii: "|") }
    switch row.first(where: \.isThing) {
    case UInt8(ascii: "#"): return true
    // Boxes on goals may adorn the outside of a level.
    case UInt8(ascii: "*") where row.contains(UInt8(ascii: "#")): return true
    default: break
    }
    return inLevel && !contains(where: \.isDigit) && contains { $0.isThing || $0.isDash }
  }

  /// The runs of a row that is part of this line.
  fileprivate func runs(in bytes: Range<Int>) -> [SokobanRun] {
    var runs: [SokobanRun] = []
    var count: Int?
    for offset in bytes {
      let byte = self[startIndex + offset]
      if byte.isDigit {
        let next = (count ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
        // What is too long stays so, whatever follows.
        count = Swift.min(next, SokobanCollection.maximumSide + 1)
      } else {
        runs.append(
          SokobanRun(glyph: byte.isDash ? 0x20 : byte, count: count ?? 1, offset: offset))
        count = nil
      }
    }
    return runs
  }

  /// Whether a row that is part of this line ends in a number.
  fileprivate func endsWithCount(_ bytes: Range<Int>) -> Bool {
    self[startIndex + bytes.upperBound - 1].isDigit
  }
}

extension String {
  fileprivate var trimmed: String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }

  /// What stands behind `Title:`.
  fileprivate func value(of name: String) -> String? {
    guard prefix(name.count + 1).lowercased() == name + ":" else { return nil }
    return String(dropFirst(name.count + 1)).trimmed
  }

  /// Whether it is a word with a colon and a value, as `Comment:`.
  fileprivate var isField: Bool {
    let name = prefix { $0.isLetter || $0 == "-" }
    return !name.isEmpty && dropFirst(name.count).first == ":"
  }
}
