/// One line of a map's text: its bytes without a byte-order mark and without its end.
///
/// The bytes belong to a buffer of the reader and are valid while the line is being read.
struct TextLine {
  let bytes: UnsafeRawBufferPointer

  /// From 1.
  let number: Int
}

/// Why bytes are no text.
struct TextFlaw: Equatable {
  /// Where the flaw begins.
  let index: Int

  /// The scalars before it.
  let scalarCount: Int

  let byte: UInt8
}

// MARK: - Scalars

extension TextLine {
  /// Decodes the scalar that begins at an index, by table 3-7 of the Unicode standard.
  ///
  /// - Returns: `nil` where the bytes are not UTF-8.
  @inline(__always)
  func scalar(at index: Int) -> (value: UInt32, length: Int)? {
    let lead = bytes[index]
    if lead < 0x80 { return (UInt32(lead), 1) }
    return longScalar(at: index, lead: lead)
  }

  private func longScalar(at index: Int, lead: UInt8) -> (value: UInt32, length: Int)? {
    switch lead {
    case 0xC2...0xDF:
      guard let a = continuation(at: index + 1) else { return nil }
      return (UInt32(lead & 0x1F) << 6 | a, 2)
    case 0xE0...0xEF:
      guard let a = continuation(at: index + 1), let b = continuation(at: index + 2) else {
        return nil
      }
      let value = UInt32(lead & 0x0F) << 12 | a << 6 | b
      return value >= 0x800 && !(0xD800...0xDFFF ~= value) ? (value, 3) : nil
    case 0xF0...0xF4:
      guard let a = continuation(at: index + 1), let b = continuation(at: index + 2),
        let c = continuation(at: index + 3)
      else { return nil }
      let value = UInt32(lead & 0x07) << 18 | a << 12 | b << 6 | c
      return 0x10000...0x10FFFF ~= value ? (value, 4) : nil
    default:
      return nil
    }
  }

  /// The six bits of a byte behind the first of a scalar.
  @inline(__always)
  private func continuation(at index: Int) -> UInt32? {
    guard index < bytes.count, bytes[index] & 0xC0 == 0x80 else { return nil }
    return UInt32(bytes[index] & 0x3F)
  }

  /// Counts the scalars, up to the first byte that is no text.
  func measure() -> (scalarCount: Int, flaw: TextFlaw?) {
    var index = 0
    var count = 0
    while index < bytes.count {
      guard bytes[index] != 0, let scalar = scalar(at: index) else {
        return (count, TextFlaw(index: index, scalarCount: count, byte: bytes[index]))
      }
      index += scalar.length
      count += 1
    }
    return (count, nil)
  }

  /// Counts the scalars, each byte that is no text as one.
  func measuredLossily() -> Int {
    var index = 0
    var count = 0
    while index < bytes.count {
      index += scalar(at: index)?.length ?? 1
      count += 1
    }
    return count
  }
}

extension TextLine {
  /// Whether the second scalar is a space, as in a row whose cells are parted by one.
  var isSecondScalarSpace: Bool {
    guard !bytes.isEmpty else { return false }
    let length = scalar(at: 0)?.length ?? 1
    return length < bytes.count && bytes[length] == 0x20
  }
}

// MARK: - Excerpts

extension TextLine {
  /// The longest excerpt, in scalars: with the line number before it, it fits on a terminal.
  static let excerptLimit = 72

  struct Excerpt {
    var text: String
    /// The column of the first scalar, from 1.
    var column: Int
    var scalarCount: Int
    /// Whether the line goes on behind the excerpt.
    var isClippedBehind: Bool
  }

  /// The part of the line around a column, on which every scalar takes a place and none moves the
  /// cursor or colours the terminal.
  func excerpt(around column: Int) -> Excerpt {
    let skipped = isLongerThanExcerpt ? max(0, column - 1 - Self.excerptLimit / 2) : 0
    var text = String.UnicodeScalarView()
    var position = leadingASCIICount(upTo: skipped)
    var index = position
    while index < bytes.count, text.count < Self.excerptLimit {
      let (value, length) = scalar(at: index) ?? (0xFFFD, 1)
      if position >= skipped { text.append(Self.picture(of: value)) }
      position += 1
      index += length
    }
    return Excerpt(
      text: String(text), column: min(skipped, position) + 1, scalarCount: text.count,
      isClippedBehind: index < bytes.count)
  }

  private var isLongerThanExcerpt: Bool {
    // No scalar is longer than four bytes.
    bytes.count > 4 * Self.excerptLimit
      || bytes.count > Self.excerptLimit && measuredLossily() > Self.excerptLimit
  }

  /// How many scalars at the start are a byte each, at most `limit`; maybe a few more are.
  ///
  /// Skips eight at a time: a long row can have thousands of faults, each with its excerpt.
  private func leadingASCIICount(upTo limit: Int) -> Int {
    var count = 0
    while count + 8 <= min(limit, bytes.count),
      bytes.loadUnaligned(fromByteOffset: count, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      count += 8
    }
    return count
  }

  /// The scalar itself, or a picture of one that a terminal would obey.
  private static func picture(of value: UInt32) -> Unicode.Scalar {
    switch value {
    case 0..<0x20: Unicode.Scalar(0x2400 + value)!
    case 0x7F: "\u{2421}"
    case 0x80..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: Unicode.Scalar(value)!
    }
  }

  /// The start of the line, for a message.
  var beginning: String {
    var head = excerpt(around: 1).text
    if head.unicodeScalars.count > 20 { head = String(head.unicodeScalars.prefix(19)) + "…" }
    return head
  }
}

// MARK: - Words

extension TextLine {
  /// What stands between spaces and tabs, with the column of each word.
  ///
  /// - Precondition: The line is text.
  var words: [(text: String, column: Int)] {
    var words: [(text: String, column: Int)] = []
    var index = 0
    var column = 1
    var isInside = false
    while index < bytes.count, let (value, length) = scalar(at: index) {
      if value == 0x20 || value == 0x09 {
        isInside = false
      } else {
        if !isInside { words.append(("", column)) }
        words[words.count - 1].text.unicodeScalars.append(Unicode.Scalar(value)!)
        isInside = true
      }
      index += length
      column += 1
    }
    return words
  }
}
