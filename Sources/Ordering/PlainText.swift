extension Limits {
  /// Whether a text is one that people can read: of this many Unicode scalars, not all of them blank, and
  /// without line separators, control characters and turns of direction, which would end up on labels
  /// and in logs.
  public static func isPlain(_ text: String, _ length: ClosedRange<Int>) -> Bool {
    var isBlank = true
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      if 0x21...0x7E ~= scalar.value {
        isBlank = false
        continue
      }
      if scalar == " " { continue }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: return false
      // Joiners are needed to write some languages; what turns the direction of others is not.
      case .format where scalar.properties.isBidiControl: return false
      case .format: continue
      default: isBlank = isBlank && scalar.properties.isWhitespace
      }
    }
    return length.contains(count) && !isBlank
  }
}
