/// A text that is held as a whole, to be looked at line by line: a puzzle's, which is never large.
package struct HeldText: Sendable {
  /// No text has more bytes.
  package static let byteLimit = 16 << 20

  /// What errors and JSON call it: the path or `<stdin>`.
  package let name: String

  private let bytes: [UInt8]

  /// The lines without a byte-order mark and without their ends.
  private let lines: [Range<Int>]

  /// - Parameter path: `nil` or "-" for standard input.
  package init(path: String?) throws(MapError) {
    let path = path == "-" ? nil : path
    let name = path ?? "<stdin>"
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try InputFile(path: path).contents(limit: Self.byteLimit + 1)
    } catch {
      throw .unreadable(path: name, reason: error.reason)
    }
    try self.init(bytes, name: name)
  }

  /// A text that is at hand.
  package init(_ text: String, name: String) throws(MapError) {
    try self.init(Array(text.utf8), name: name)
  }

  package init(_ bytes: [UInt8], name: String) throws(MapError) {
    self.name = name
    self.bytes = bytes
    var lines: [Range<Int>] = []
    var begin = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while begin < bytes.count {
      let end = bytes[begin...].firstIndex(of: 0x0A) ?? bytes.count
      let hasCarriageReturn = end > begin && bytes[end - 1] == 0x0D
      lines.append(begin..<(hasCarriageReturn ? end - 1 : end))
      begin = end + 1
    }
    self.lines = lines
    try check()
  }

  /// Whether it is text at all, and not too much of it.
  private func check() throws(MapError) {
    guard bytes.count <= Self.byteLimit else {
      throw malformed(
        MapFault(
          message: "the text is too large", line: 1, column: 1,
          help: "a puzzle's text has at most \(Self.byteLimit) bytes"))
    }
    for number in 1..<(lines.count + 1) {
      guard let flaw = withLine(number, { $0.measure().flaw }) else { continue }
      throw malformed(withLine(number) { .notText(flaw, in: $0) })
    }
  }

  package var lineCount: Int { lines.count }

  /// The bytes of a line.
  ///
  /// - Parameter number: From 1.
  package subscript(number: Int) -> ArraySlice<UInt8> { bytes[lines[number - 1]] }

  /// A fault of this text.
  package func malformed(_ fault: MapFault) -> MapError {
    .malformed(source: name, faults: [fault], omitted: 0)
  }

  /// A fault at a place in this text, which is shown with its line.
  package func fault(
    _ message: String, line: Int, column: Int, length: Int = 1, label: String? = nil,
    help: String? = nil
  ) -> MapError {
    malformed(
      withLine(line) {
        MapFault(message, in: $0, column: column, length: length, label: label, help: help)
      })
  }

  func withLine<Answer>(_ number: Int, _ body: (TextLine) -> Answer) -> Answer {
    bytes.withUnsafeBytes { bytes in
      body(
        TextLine(bytes: UnsafeRawBufferPointer(rebasing: bytes[lines[number - 1]]), number: number))
    }
  }
}
