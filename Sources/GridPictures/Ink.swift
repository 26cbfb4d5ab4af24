/// The look of a character: numbers of the 256-colour palette, `nil` being the terminal's own.
///
/// Inks without a background are legible on black and on white, at 3:1 at least; the others bring
/// their own, at 4.5:1 at least. Hues are those of Okabe and Ito, which colour-blind readers can tell
/// apart; that nobody has to, is the glyphs' business.
///
/// - SeeAlso: <https://jfly.uni-koeln.de/color/>
struct Ink: Hashable {
  var foreground: UInt8?
  var background: UInt8?
  var isBold = false

  static let plain = Ink()
  /// Obstacles and clear cells, which differ enough by their glyphs: rows change ink less often.
  static let ground = Ink(foreground: 244)
  static let visited = Ink(foreground: 67)
  static let path = Ink(foreground: 166, isBold: true)
  static let position = Ink(foreground: 16, background: 214)
  static let goal = Ink(foreground: 16, background: 175, isBold: true)
  static let treasure = Ink(foreground: 16, background: 227, isBold: true)
  static let start = Ink(foreground: 231, background: 25, isBold: true)

  /// Parameters of SGR, ECMA-48 8.3.117, from a reset on.
  fileprivate var parameters: String {
    var text = "0"
    if isBold { text += ";1" }
    if let foreground { text += ";38;5;\(foreground)" }
    if let background { text += ";48;5;\(background)" }
    return text
  }
}

/// A line as it is written: escape sequences only where the ink changes, and none left open.
struct InkedLine {
  private(set) var text = ""
  private var ink = Ink.plain
  private let isColored: Bool

  init(isColored: Bool) { self.isColored = isColored }

  mutating func write(_ glyph: String, in ink: Ink) {
    if isColored { change(to: ink) }
    text += glyph
  }

  /// The line as a whole; the next one begins.
  mutating func finish() -> String {
    change(to: .plain)
    defer { text.removeAll(keepingCapacity: true) }
    return text
  }

  private mutating func change(to next: Ink) {
    guard next != ink else { return }
    text += next == .plain ? "\u{1B}[0m" : "\u{1B}[\(next.parameters)m"
    ink = next
  }
}
