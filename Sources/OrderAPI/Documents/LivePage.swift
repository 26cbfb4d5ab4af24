import CDocuments

/// The page that shows the sale. It has a style and a script of its own on the server, and asks no other address
/// for anything.
struct LivePage {
  /// UTF-8.
  let html: [UInt8]

  static let style = Documents.bytes(cd_live_css)
  static let script = Documents.bytes(cd_live_js)

  static let contentSecurityPolicy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
    "img-src data:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].joined(separator: "; ")

  /// - Parameter visitor: whose token the page buys with; `nil` where it only shows.
  init(visitor: Token?) {
    // A token is letters, digits and a low line.
    let mark = visitor.map { "<meta name=\"visitor-token\" content=\"\($0.text)\">" }
    html = Array(Documents.text(cd_live_html).replacing("{{visitor}}", with: mark ?? "").utf8)
  }
}
