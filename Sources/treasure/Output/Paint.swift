/// What a colour stands for, as parameters of "select graphic rendition".
///
/// On the grid, black on yellow and white on blue: far apart for every kind of colour vision, and
/// legible on a dark and on a light terminal since each brings its background. Clear cells step back.
enum Style: String {
  case clear = "2"
  case start = "97;44"
  case position = "30;43"

  case error = "1;31"
  case warning = "1;33"
  case gutter = "1;34"
  case emphasis = "1"
}

/// Colours text, or leaves it as it is.
struct Paint {
  let isOn: Bool

  init(_ isOn: Bool) {
    self.isOn = isOn
  }

  static let reset = "\u{1B}[0m"

  static func begin(_ style: Style) -> String {
    "\u{1B}[\(style.rawValue)m"
  }

  func callAsFunction(_ text: String, _ style: Style) -> String {
    isOn && !text.isEmpty ? Self.begin(style) + text + Self.reset : text
  }
}
