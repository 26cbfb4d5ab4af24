import Glibc
import Hummingbird
import NIOCore

/// What goes with a request: where it came from, and its log.
struct RequestScope: RequestContext {
  let channel: any Channel
  var coreContext: CoreRequestContextStorage

  init(source: ApplicationRequestContextSource) {
    channel = source.channel
    coreContext = CoreRequestContextStorage(source: source)
  }

  /// Of the other end of the connection: of a proxy, where there is one. Of an IPv6 address it is the
  /// network, as long as a provider gives each customer one: who has 2^64 addresses is one client.
  var remoteAddress: String {
    switch channel.remoteAddress {
    case .v6(let address): Self.network(address.address.sin6_addr)
    case let address: address?.ipAddress ?? ""
    }
  }

  private static func network(_ address: in6_addr) -> String {
    withUnsafeBytes(of: address) { bytes in
      // What came over IPv4 is told apart by the whole of it.
      let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF
      return bytes.prefix(isMapped ? 16 : 8).map { String($0, radix: 16) }.joined(separator: ":")
    }
  }

  /// The number in the path.
  ///
  /// - Throws: ``Problem/notFound`` for anything but a positive integer without leading zeros: one thing
  ///   has one path.
  var pathID: Int64 {
    get throws(Problem) {
      guard let id = parameters.get("id").flatMap(CanonicalInteger.read) else { throw .notFound }
      return id
    }
  }
}
