/// A value in a text of JSON, read where somebody asks for it.
///
/// The whole text has been looked through before there is one of these, so that nothing here meets a
/// fault of syntax: a value is the bytes that it is written with, and all of them belong to it. It is of
/// use only as long as those bytes are.
struct JSONValue {
  private let bytes: UnsafeRawBufferPointer

  /// The object that a text is, by the letter of the standard, in UTF-8.
  ///
  /// - Returns: `nil` where it is anything else.
  /// - Complexity: O(*n*), nothing is allocated.
  init?(object text: UnsafeRawBufferPointer) {
    guard let extent = JSONSyntax.object(in: text) else { return nil }
    let isUnicode = text.withMemoryRebound(to: UInt8.self) {
      (try? UTF8Span(validating: $0.span)) != nil
    }
    guard isUnicode else { return nil }
    bytes = UnsafeRawBufferPointer(rebasing: text[extent])
  }

  private init(_ bytes: UnsafeRawBufferPointer.SubSequence) {
    self.bytes = UnsafeRawBufferPointer(rebasing: bytes)
  }

  var isNull: Bool { bytes.first == UInt8(ascii: "n") }

  // MARK: Parts

  /// The members of an object, in their order; `nil` where it is none.
  var members: [(name: JSONValue, value: JSONValue)]? {
    guard bytes.first == UInt8(ascii: "{") else { return nil }
    var members: [(name: JSONValue, value: JSONValue)] = []
    JSONSyntax.forEachMember(of: bytes) { name, value in
      members.append((JSONValue(bytes[name]), JSONValue(bytes[value])))
    }
    return members
  }

  /// The elements of an array; `nil` where it is none.
  var elements: [JSONValue]? {
    guard bytes.first == UInt8(ascii: "[") else { return nil }
    var elements: [JSONValue] = []
    JSONSyntax.forEachElement(of: bytes) { elements.append(JSONValue(bytes[$0])) }
    return elements
  }

  // MARK: Texts

  /// `nil` where it is no text, or has half of a surrogate pair, which means nothing.
  var text: String? {
    guard let inner else { return nil }
    guard inner.contains(UInt8(ascii: "\\")) else { return String(decoding: inner, as: UTF8.self) }
    return Self.unescaped(inner)
  }

  /// Whether it is this text.
  func isText(_ other: String) -> Bool {
    guard let inner else { return false }
    if inner.contains(UInt8(ascii: "\\")) { return Self.unescaped(inner) == other }
    return inner.elementsEqual(other.utf8)
  }

  /// What stands between the quotation marks.
  private var inner: UnsafeRawBufferPointer.SubSequence? {
    bytes.first == UInt8(ascii: "\"") ? bytes.dropFirst().dropLast() : nil
  }

  private static func unescaped(_ inner: UnsafeRawBufferPointer.SubSequence) -> String? {
    var text: [UInt8] = []
    text.reserveCapacity(inner.count)
    var rest = inner
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      switch rest.removeFirst() {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        guard let scalar = scalar(&rest) else { return nil }
        text.append(contentsOf: UTF8.encode(scalar)!)
      case let other: text.append(other)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// What `\u` begins, or the two of a pair.
  private static func scalar(
    _ rest: inout UnsafeRawBufferPointer.SubSequence
  ) -> Unicode.Scalar? {
    let first = unit(&rest)
    guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
    guard rest.starts(with: "\\u".utf8) else { return nil }
    rest.removeFirst(2)
    let second = unit(&rest)
    guard UTF16.isTrailSurrogate(second) else { return nil }
    return Unicode.Scalar(0x10000 + (UInt32(first - 0xD800) << 10 | UInt32(second - 0xDC00)))
  }

  private static func unit(_ rest: inout UnsafeRawBufferPointer.SubSequence) -> UInt16 {
    let digits = rest.prefix(4)
    rest.removeFirst(4)
    return digits.reduce(0) { $0 << 4 | UInt16(Character(Unicode.Scalar($1)).hexDigitValue!) }
  }

  // MARK: Numbers

  /// `nil` where it is no number, not a whole one, or beyond 64 bits. `1e2` and `100.0` are whole; what
  /// is whole is judged by the digits, with nothing rounded.
  var integer: Int64? {
    var digits = bytes[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits.removeFirst() }
    guard digits.first.map(Self.isDigit) == true else { return nil }

    let whole = digits.prefix(while: Self.isDigit)
    var rest = digits[whole.endIndex...]
    var fraction = rest.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix(while: Self.isDigit)
      rest = rest[fraction.endIndex...]
    }
    // How many of the digits stand before the point, once the exponent has moved it.
    let count = whole.count + Self.exponent(rest)

    // Below zero, where there is one number more.
    var value: Int64 = 0
    func append(_ digit: UInt8) -> Bool {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, more) = tens.subtractingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
      value = sum
      return !overflow && !more
    }
    for (place, digit) in [whole, fraction].joined().enumerated() {
      guard place < count ? append(digit) : digit == UInt8(ascii: "0") else { return nil }
    }
    var missing = count - whole.count - fraction.count
    while missing > 0, value != 0 {
      guard append(UInt8(ascii: "0")) else { return nil }
      missing -= 1
    }
    if isNegative { return value }
    let (positive, overflow) = Int64(0).subtractingReportingOverflow(value)
    return overflow ? nil : positive
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  /// Beyond ±10⁹ all are alike: no text is long enough to make up for it.
  private static func exponent(_ text: UnsafeRawBufferPointer.SubSequence) -> Int {
    var digits = text.dropFirst()
    let isNegative = digits.first == UInt8(ascii: "-")
    if digits.first.map(isDigit) == false { digits.removeFirst() }
    let size = digits.reduce(0) { min($0 * 10 + Int($1 - UInt8(ascii: "0")), 1_000_000_000) }
    return isNegative ? -size : size
  }
}
