/// Tells whether bytes are one JSON object, by the letter of the standard.
///
/// All of a text is looked through before any of it is read, members that nobody asks for too: what is
/// accepted here means the same to every other reader.
///
/// - SeeAlso: <https://www.rfc-editor.org/rfc/rfc8259>
struct JSONSyntax {
  /// Arrays and objects within each other.
  private static let deepest = 500

  private let bytes: UnsafeRawBufferPointer
  private var index = 0

  /// - Complexity: O(*n*), nothing is allocated.
  ///
  /// - Returns: where the object is, between blanks.
  static func object(in bytes: UnsafeRawBufferPointer) -> Range<Int>? {
    var syntax = JSONSyntax(bytes: bytes)
    syntax.skipBlanks()
    let start = syntax.index
    guard syntax.next == UInt8(ascii: "{"), syntax.value(depth: 0) else { return nil }
    let end = syntax.index
    syntax.skipBlanks()
    return syntax.index == bytes.count ? start..<end : nil
  }

  /// Where the names and values of an object are that is right, and nothing but the object.
  static func forEachMember(
    of object: UnsafeRawBufferPointer, _ body: (_ name: Range<Int>, _ value: Range<Int>) -> Void
  ) {
    var syntax = JSONSyntax(bytes: object)
    _ = syntax.members(depth: 0, body)
  }

  /// Where the elements of an array are that is right, and nothing but the array.
  static func forEachElement(
    of array: UnsafeRawBufferPointer, _ body: (_ value: Range<Int>) -> Void
  ) {
    var syntax = JSONSyntax(bytes: array)
    _ = syntax.elements(depth: 0, body)
  }

  private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  private mutating func value(depth: Int) -> Bool {
    switch next {
    case UInt8(ascii: "{"): depth < Self.deepest && members(depth: depth + 1)
    case UInt8(ascii: "["): depth < Self.deepest && elements(depth: depth + 1)
    case UInt8(ascii: "\""): string()
    case UInt8(ascii: "t"): literal("true")
    case UInt8(ascii: "f"): literal("false")
    case UInt8(ascii: "n"): literal("null")
    default: number()
    }
  }

  private mutating func members(
    depth: Int, _ body: (Range<Int>, Range<Int>) -> Void = { _, _ in }
  ) -> Bool {
    index += 1
    skipBlanks()
    if take("}") { return true }
    while true {
      let nameStart = index
      guard string() else { return false }
      let name = nameStart..<index
      skipBlanks()
      guard take(":") else { return false }
      skipBlanks()
      let start = index
      guard value(depth: depth) else { return false }
      body(name, start..<index)
      skipBlanks()
      if take("}") { return true }
      guard take(",") else { return false }
      skipBlanks()
    }
  }

  private mutating func elements(depth: Int, _ body: (Range<Int>) -> Void = { _ in }) -> Bool {
    index += 1
    skipBlanks()
    if take("]") { return true }
    while true {
      let start = index
      guard value(depth: depth) else { return false }
      body(start..<index)
      skipBlanks()
      if take("]") { return true }
      guard take(",") else { return false }
      skipBlanks()
    }
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while let byte = next {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"):
        guard escape() else { return false }
      case ..<0x20: return false
      default: break
      }
    }
    return false
  }

  private mutating func escape() -> Bool {
    guard let byte = next else { return false }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return true
    case UInt8(ascii: "u"):
      for _ in 0..<4 {
        guard let digit = next, Character(Unicode.Scalar(digit)).isHexDigit else { return false }
        index += 1
      }
      return true
    default:
      return false
    }
  }

  private mutating func literal(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { letters in
      guard bytes.dropFirst(index).starts(with: letters) else { return false }
      index += letters.count
      return true
    }
  }

  private mutating func number() -> Bool {
    _ = take("-")
    if !take("0") {
      guard digits() else { return false }
    }
    if take(".") {
      guard digits() else { return false }
    }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      return digits()
    }
    return true
  }

  private mutating func digits() -> Bool {
    let start = index
    while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { index += 1 }
    return index > start
  }
}
