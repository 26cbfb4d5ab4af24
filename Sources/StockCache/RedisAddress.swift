/// Where a Redis server is, and what it wants to know: `redis://user:password@host:6379/0`.
///
/// Everything but the host may be left out; user and password may be percent-encoded. What describes it
/// never has them.
public struct RedisAddress: Equatable, Sendable {
  public var host: String
  public var port: Int
  public let user: String?
  public let password: String?
  public let database: Int

  public enum Fault: Error, Equatable {
    case notAnAddress
    /// `rediss://`
    case needsTLS
  }

  /// - Complexity: O(*n*) in the length of the text.
  public init(_ text: String) throws(Fault) {
    if text.hasPrefix("rediss://") { throw .needsTLS }
    guard text.hasPrefix("redis://") else { throw .notAnAddress }
    var rest = text.dropFirst("redis://".count)

    var database: Int? = 0
    if let slash = rest.lastIndex(of: "/"), !rest[slash...].contains("@") {
      let path = rest[slash...].dropFirst()
      if !path.isEmpty { database = Self.number(path, in: 0...65_535) }
      rest = rest[..<slash]
    }
    var (user, password): (String?, String?) = (nil, nil)
    if let at = rest.lastIndex(of: "@") {
      let parts = rest[..<at].split(
        separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let first = Self.decoded(parts[0]),
        let second = Self.decoded(parts[1]), !second.isEmpty
      else { throw .notAnAddress }
      (user, password) = (first.isEmpty ? nil : first, second)
      rest = rest[rest.index(after: at)...]
    }
    var port: Int? = 6379
    // The colons of an address of IPv6 stand in brackets.
    if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("]") {
      port = Self.number(rest[colon...].dropFirst(), in: 1...65_535)
      rest = rest[..<colon]
    }
    if rest.first == "[", rest.last == "]" { rest = rest.dropFirst().dropLast() }
    let isHost = !rest.isEmpty && rest.utf8.allSatisfy(Self.isPartOfHost)
    guard let database, let port, isHost else { throw .notAnAddress }
    (self.host, self.port, self.database) = (String(rest), port, database)
    (self.user, self.password) = (user, password)
  }

  private static func isPartOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "%"):
      true
    default: false
    }
  }

  private static func number(_ text: Substring, in range: ClosedRange<Int>) -> Int? {
    guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
      let number = Int(text), range ~= number
    else { return nil }
    return number
  }

  /// With `%40` and the like read; `nil` where that is not UTF-8 or not hexadecimal.
  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

/// Without the user and the password.
extension RedisAddress: CustomStringConvertible, CustomReflectable {
  public var description: String {
    let host = host.contains(":") ? "[\(host)]" : host
    return "redis://\(host):\(port)/\(database)"
  }

  public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
