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

  /// Of the other end of the connection: of a proxy, where there is one.
  var remoteAddress: String { channel.remoteAddress?.ipAddress ?? "" }

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
