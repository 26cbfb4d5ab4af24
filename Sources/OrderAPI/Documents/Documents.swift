/// Stands in until the real ones are here.
enum Documents {
  static let openAPI: [UInt8] = Array("{}".utf8)
  static let page: [UInt8] = Array("<!doctype html><title>orders</title>".utf8)
  static let contentSecurityPolicy = "default-src 'none'"
}
