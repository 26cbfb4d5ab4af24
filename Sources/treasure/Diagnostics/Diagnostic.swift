/// What went wrong, where, and what would help; reads like a good compiler's.
///
///     error: row 3 is 7 cells wide, the first is 8
///       --> maps/ragged.txt:3:8
///        |
///      3 | #.###..
///        |        ^ one more cell expected here
///        = help: every row of a map must have the same width
struct Diagnostic: Error {
  enum Severity: String {
    case error, warning
  }

  var severity: Severity
  var message: String
  var snippet: Snippet?
  var help: String?

  init(
    _ severity: Severity = .error, _ message: String, at snippet: Snippet? = nil,
    help: String? = nil
  ) {
    self.severity = severity
    self.message = message
    self.snippet = snippet
    self.help = help
  }

  init(_ message: String, at snippet: Snippet? = nil, help: String? = nil) {
    self.init(.error, message, at: snippet, help: help)
  }
}

/// A place in a text, and its line.
struct Snippet {
  var file: String
  /// Line and column count from 1, columns in Unicode scalars.
  var line: Int
  var column: Int
  /// How many scalars are underlined.
  var length: Int
  var excerpt: Excerpt?
  var label: String?

  struct Excerpt {
    var text: String
    /// The column of the first scalar: more than 1 where a long line was clipped.
    var column: Int
  }
}

extension Diagnostic {
  /// All lines, each with its line feed.
  func text(_ paint: Paint) -> String {
    let style: Style = severity == .error ? .error : .warning
    var text = paint(severity.rawValue, style) + paint(": " + message.visible, .emphasis) + "\n"
    var gutter = " "
    if let snippet {
      gutter = String(repeating: " ", count: String(snippet.line).utf8.count + 1)
      text +=
        gutter + paint("-->", .gutter)
        + " \(snippet.file.visible):\(snippet.line):\(snippet.column)\n"
      if let excerpt = snippet.excerpt {
        text += snippet.text(of: excerpt, gutter: gutter, paint, style)
      }
    }
    if let help {
      text +=
        gutter + paint(" =", .gutter) + " " + paint("help", .emphasis) + ": "
        + help.visible + "\n"
    }
    return text
  }
}

extension Snippet {
  fileprivate func text(of excerpt: Excerpt, gutter: String, _ paint: Paint, _ style: Style)
    -> String
  {
    let scalars = excerpt.text.unicodeScalars
    let before = scalars.prefix(column - excerpt.column)
    let under = scalars.dropFirst(column - excerpt.column).prefix(length)
    let clip = excerpt.column > 1 ? "…" : ""

    let indent = clip.unicodeScalars.width + before.width
    let carets = String(repeating: "^", count: max(under.width, 1))
    let bar = gutter + paint(" |", .gutter)
    return bar + "\n"
      + paint(" \(line) |", .gutter) + " " + clip + excerpt.text.visible + "\n"
      + bar + String(repeating: " ", count: indent + 1)
      + paint(carets + (label.map { " " + $0.visible } ?? ""), style) + "\n"
  }
}
