import CDocuments
import Crypto
import Foundation

/// What the API says about itself: an OpenAPI document, and a page that shows it to people.
///
/// The document is written by hand, and tests hold it against the router and against real answers. The
/// page is one file with everything in it: it asks no other address for anything, and works where it was
/// saved to a disk.
public enum Documents {
  /// `openapi.json`, OpenAPI 3.1.
  public static let openAPI = bytes(cd_openapi_json)

  /// The page, as UTF-8 HTML. Send ``contentSecurityPolicy`` with it.
  public static let page = Array(
    text(cd_docs_html)
      .replacing("{{style}}", with: style)
      // A `</script>` in a description would end the document early.
      .replacing("{{document}}", with: text(cd_openapi_json).replacing("</", with: "<\\/"))
      .replacing("{{script}}", with: script)
      .utf8)

  /// Lets the page run its own script and style, known by their hashes, and nothing else.
  public static let contentSecurityPolicy = [
    "default-src 'none'", "script-src '\(hash(script))'", "style-src '\(hash(style))'",
    "img-src data:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].joined(separator: "; ")

  private static let style = text(cd_docs_css)
  private static let script = text(cd_docs_js)

  /// - SeeAlso: <https://www.w3.org/TR/CSP3/#grammardef-hash-source>
  private static func hash(_ text: String) -> String {
    "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
  }

  static func bytes(_ document: cd_document) -> [UInt8] {
    Array(UnsafeBufferPointer(start: document.bytes, count: document.count))
  }

  static func text(_ document: cd_document) -> String {
    String(decoding: bytes(document), as: UTF8.self)
  }
}
