// How messages write glyphs, lists and counts.

extension Unicode.Scalar {
  /// The scalar between quotes, or as `U+0009` where a reader would see nothing or something else.
  var quoted: String {
    isVisible || self == " " ? "'\(self)'" : "U+" + hexadecimal(value, digits: 4)
  }

  /// Whether the scalar shows by itself on one line of a terminal.
  var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator, .nonspacingMark, .enclosingMark, .spacingMark:
      false
    default:
      true
    }
  }
}

extension [String] {
  /// "a", "a or b", "a, b or c".
  func listed(before conjunction: String) -> String {
    guard let last, count > 1 else { return self.last ?? "" }
    return dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
  }
}

/// "1 cell", "2 cells".
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// "one more cell", "2 more cells".
func more(_ count: Int, _ noun: String) -> String {
  count == 1 ? "one more \(noun)" : "\(count) more \(noun)s"
}

/// Upper-case hexadecimal digits, at least so many.
func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
