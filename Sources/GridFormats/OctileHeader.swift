import Grids

/// The lines of a Moving AI map before its rows: `type octile`, `height 512`, `width 512`, `map`.
///
/// Height and width may come in either order; words are parted by spaces or tabs.
struct OctileHeader {
  private var width: Int?
  private var height: Int?

  /// Whether a line, the first of a text, begins a header of whatever type.
  static func begins(with line: TextLine) -> Bool {
    line.bytes.starts(with: "type".utf8)
      && (line.bytes.count == 4 || line.bytes[4] == 0x20 || line.bytes[4] == 0x09)
  }

  /// Reads the line with the type.
  init(first line: TextLine, ledger: inout FaultLedger) throws(ReadingStopped) {
    let words = line.words
    guard words.count == 2, words[1].text == "octile" else {
      throw ledger.stop(.unknownType(words.dropFirst().first, in: line))
    }
  }

  /// Reads another line.
  ///
  /// - Returns: The size, once the header is complete.
  mutating func read(
    _ line: TextLine, ledger: inout FaultLedger
  ) throws(ReadingStopped) -> GridSize? {
    let words = line.words
    switch words.first?.text {
    case "height" where words.count <= 2:
      guard height == nil else { throw ledger.stop(.statedTwice("height", in: line)) }
      height = try side("height", unit: "row", in: line, words: words, ledger: &ledger)
    case "width" where words.count <= 2:
      guard width == nil else { throw ledger.stop(.statedTwice("width", in: line)) }
      width = try side("width", unit: "column", in: line, words: words, ledger: &ledger)
    case "map" where words.count == 1:
      guard let height else { throw ledger.stop(.headerLacks("height", before: line)) }
      guard let width else { throw ledger.stop(.headerLacks("width", before: line)) }
      guard let size = GridSize(width: width, height: height) else {
        throw ledger.stop(
          .statedTooLarge("\(width)x\(height) cells", in: line, word: words[0]))
      }
      return size
    default:
      throw ledger.stop(.unknownHeaderLine(line))
    }
    return nil
  }

  private func side(
    _ name: String, unit: String, in line: TextLine, words: [(text: String, column: Int)],
    ledger: inout FaultLedger
  ) throws(ReadingStopped) -> Int {
    guard words.count == 2 else {
      throw ledger.stop(
        .badHeaderNumber(name, in: line, column: line.measure().scalarCount + 1, length: 1))
    }
    let (text, column) = words[1]
    let digits = text.drop { $0 == "0" }
    guard !digits.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
      throw ledger.stop(
        .badHeaderNumber(name, in: line, column: column, length: text.unicodeScalars.count))
    }
    // A number that no Int holds is too large like any other.
    guard let side = Int(digits), side <= GridSize.maximumSide else {
      let shown = digits.utf8.count > 24 ? digits.prefix(23) + "…" : digits
      throw ledger.stop(.statedTooLarge("\(shown) \(unit)s", in: line, word: words[1]))
    }
    return side
  }
}
