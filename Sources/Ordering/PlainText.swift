extension Limits {
  /// Whether a text is one that people can read: of this many Unicode scalars, not all of them blank, and
  /// without control characters, which would end up on labels and in logs.
  public static func isPlain(_ text: String, _ length: ClosedRange<Int>) -> Bool {
    var isBlank = true
    var count = 0
    for scalar in text.unicodeScalars {
      if scalar.properties.generalCategory == .control { return false }
      if isBlank, !scalar.properties.isWhitespace { isBlank = false }
      count += 1
    }
    return length.contains(count) && !isBlank
  }
}
