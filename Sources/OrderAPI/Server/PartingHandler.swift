import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends the connections of a server that stops, so that a client knows what was done and what was not.
///
/// What has come is answered, and the last answer says `Connection: close`. Whatever comes after that is
/// dropped before anybody sees it. Where nothing is asked, a moment passes before the end: a request that had
/// reached this machine when the server was told to stop is in the socket, and is read in that time.
///
/// At first the sending half alone is closed, and what still comes is read until the client closes the other
/// one: a socket that is closed with something unread resets the connection, and a reset may destroy an answer
/// that is on its way.
///
/// - SeeAlso: RFC 9112, section 9.6.
final class PartingHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// How long a connection stays open on which nothing is asked.
  static let moment: TimeAmount = .milliseconds(100)
  /// How long a client may take to close its half.
  static let patience: TimeAmount = .seconds(1)

  private let draining: Draining
  /// Requests whose head has come and whose answer has not ended.
  private var unansweredCount = 0
  private var hasParted = false
  private var timer: Scheduled<Void>?

  init(draining: Draining) { self.draining = draining }

  /// A connection may be accepted while others are told already.
  func handlerAdded(context: ChannelHandlerContext) {
    if draining.hasBegun { partSoon(context) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is ChannelShouldQuiesceEvent:
      // Ends here: Hummingbird would close the connection, with whatever is in the socket.
      draining.begin()
      partSoon(context)
    case ChannelEvent.outputClosed where hasParted:
      schedule(Self.patience, context) { context.close(promise: nil) }
      context.fireUserInboundEventTriggered(event)
    default:
      context.fireUserInboundEventTriggered(event)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if hasParted { return }
    if case .head = unwrapInboundIn(data) { unansweredCount += 1 }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head) where draining.hasBegun && unansweredCount <= 1:
      hasParted = true
      head.headerFields[.connection] = "close"
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .end:
      unansweredCount -= 1
      guard hasParted else {
        context.write(data, promise: promise)
        // Its head may have been on its way before the server was told.
        if draining.hasBegun { partSoon(context) }
        return
      }
      let written = promise ?? context.eventLoop.makePromise()
      written.futureResult.assumeIsolated().whenComplete { _ in
        context.close(mode: .output, promise: nil)
      }
      context.writeAndFlush(data, promise: written)
    default:
      context.write(data, promise: promise)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  private func partSoon(_ context: ChannelHandlerContext) {
    guard !hasParted, unansweredCount == 0 else { return }
    schedule(Self.moment, context) { [self] in
      guard !hasParted, unansweredCount == 0 else { return }
      hasParted = true
      context.close(mode: .output, promise: nil)
    }
  }

  private func schedule(
    _ delay: TimeAmount, _ context: ChannelHandlerContext, _ body: @escaping () -> Void
  ) {
    timer?.cancel()
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: delay, body)
  }
}
