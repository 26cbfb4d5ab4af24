import Grids

/// The lines of a Moving AI map before its rows: `type octile`, `height 512`, `width 512`, `map`.
///
/// Height and width may come in either order; words are parted by spaces or tabs.
struct OctileHeader {
  /// Where its last line stands, if none is too many: with faults behind it, nothing makes sense.
  private static let lineLimit = 4

  /// What a line says of a side.
  private enum Side {
    case missing, faulty
    case stated(Int)

    var isMissing: Bool {
      if case .missing = self { true } else { false }
    }

    var value: Int? {
      if case .stated(let value) = self { value } else { nil }
    }
  }

  private var width = Side.missing
  private var height = Side.missing

  /// Whether a line was not understood. It may have been meant for a side.
  private var hasUnknownLine = false

  /// Whether all of its lines have been read.
  private(set) var isComplete = false

  /// The size that a complete header states, `nil` where it is at fault.
  private(set) var size: GridSize?

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
  mutating func read(_ line: TextLine, ledger: inout FaultLedger) throws(ReadingStopped) {
    if let flaw = line.measure().flaw {
      hasUnknownLine = true
      return try note(.notText(flaw, in: line), ledger: &ledger)
    }
    let words = line.words
    switch words.first?.text {
    case "height" where words.count <= 2:
      try read(\.height, "height", unit: "row", line, words, ledger: &ledger)
    case "width" where words.count <= 2:
      try read(\.width, "width", unit: "column", line, words, ledger: &ledger)
    case "map" where words.count == 1:
      isComplete = true
      try finish(line, ledger: &ledger)
    default:
      // Where 'map' must stand, what follows is rows, not lines of a header.
      if !height.isMissing, !width.isMissing { throw ledger.stop(.unknownHeaderLine(line)) }
      hasUnknownLine = true
      try note(.unknownHeaderLine(line), ledger: &ledger)
    }
  }

  private mutating func read(
    _ side: WritableKeyPath<Self, Side>, _ name: String, unit: String, _ line: TextLine,
    _ words: [(text: String, column: Int)], ledger: inout FaultLedger
  ) throws(ReadingStopped) {
    guard self[keyPath: side].isMissing else {
      return try note(.statedTwice(name, in: line), ledger: &ledger)
    }
    switch Self.side(name, unit: unit, in: line, words: words) {
    case .success(let value):
      self[keyPath: side] = .stated(value)
    case .failure(let fault):
      self[keyPath: side] = .faulty
      try note(fault, ledger: &ledger)
    }
  }

  /// Reads the line that ends the header.
  private mutating func finish(
    _ line: TextLine, ledger: inout FaultLedger
  ) throws(ReadingStopped) {
    if !hasUnknownLine {
      if height.isMissing { try note(.headerLacks("height", before: line), ledger: &ledger) }
      if width.isMissing { try note(.headerLacks("width", before: line), ledger: &ledger) }
    }
    guard let width = width.value, let height = height.value else { return }
    size = GridSize(width: width, height: height)
    if size == nil {
      let word = line.words[0]
      try note(.statedTooLarge("\(width)x\(height) cells", in: line, word: word), ledger: &ledger)
    }
  }

  /// Notes a fault, and goes on unless the header has too many lines for one.
  private func note(_ fault: MapFault, ledger: inout FaultLedger) throws(ReadingStopped) {
    if fault.line > Self.lineLimit { throw ledger.stop(fault) }
    try ledger.note(fault)
  }

  private static func side(
    _ name: String, unit: String, in line: TextLine, words: [(text: String, column: Int)]
  ) -> Result<Int, MapFault> {
    guard words.count == 2 else {
      return .failure(
        .badHeaderNumber(name, in: line, column: line.measure().scalarCount + 1, length: 1))
    }
    let (text, column) = words[1]
    let digits = text.drop { $0 == "0" }
    guard !digits.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
      return .failure(
        .badHeaderNumber(name, in: line, column: column, length: text.unicodeScalars.count))
    }
    // A number that no Int holds is too large like any other.
    guard let side = Int(digits), side <= GridSize.maximumSide else {
      let shown = digits.utf8.count > 24 ? digits.prefix(23) + "…" : digits
      return .failure(.statedTooLarge("\(shown) \(unit)s", in: line, word: words[1]))
    }
    return .success(side)
  }
}
