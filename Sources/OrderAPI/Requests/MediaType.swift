import HTTPTypes

/// How bodies are declared.
enum MediaType {
  /// Whether a body is to be read as JSON: declared as such, or not declared at all. `curl -d` declares
  /// a form by itself, whatever it sends.
  static func isReadAsJSON(_ headers: HTTPFields) -> Bool {
    if let encoding = headers[.contentEncoding], encoding.lowercased() != "identity" {
      return false
    }
    guard let declared = headers[.contentType] else { return true }
    if declared == "application/json" { return true }
    let type = declared.prefix { $0 != ";" }.trimming(while: { $0 == " " || $0 == "\t" })
      .lowercased()
    switch type {
    case "", "application/json", "application/x-www-form-urlencoded": return true
    default: return type.hasSuffix("+json")
    }
  }
}
