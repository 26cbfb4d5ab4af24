import Hummingbird
import Logging

/// What a request is called in the log and to the client, so that both can speak of the same.
enum RequestName {
  /// Hummingbird's, which puts a name of its own there.
  private static let logKey = "hb.request.id"

  /// The client's name for it, which the log takes over, or one that is made here.
  static func take(_ headers: HTTPFields, _ logger: inout Logger) -> String {
    if let name = sent(headers) {
      logger[metadataKey: logKey] = .string(name)
      return name
    }
    // A log that keeps nothing has no name either.
    return logger[metadataKey: logKey]?.description ?? RequestID().description
  }

  /// The client's own `X-Request-Id` where it is sane. Anything else could forge lines of the log.
  private static func sent(_ headers: HTTPFields) -> String? {
    guard let name = headers[.requestID], 1...128 ~= name.utf8.count,
      name.utf8.allSatisfy(isSane)
    else { return nil }
    return name
  }

  private static func isSane(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "="),
      UInt8(ascii: "+"), UInt8(ascii: "@"):
      true
    default:
      false
    }
  }
}
