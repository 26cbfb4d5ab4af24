import NIOCore

/// Closes the socket that listens only when every connection that it has accepted is in the server's hands.
///
/// A connection is set up on an event loop of its own before it is handed over. Where the listener is closed
/// meanwhile, SwiftNIO drops it, and ends the process, because it was never finished: with every answer
/// that was still to be given. So a listener that is to be closed first accepts no more, and then waits for
/// those on their way, which takes microseconds.
final class ListenerHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = Channel
  typealias InboundOut = Channel
  typealias OutboundIn = Never

  /// Connections that are accepted and not handed over yet.
  private var arriving: Set<ObjectIdentifier> = []
  private var isClosing = false
  private var close: (() -> Void)?

  /// Puts it at both ends of what a listening channel does.
  static func add(to channel: any Channel) async throws {
    try await channel.eventLoop.submit {
      let door = ListenerHandler()
      try channel.pipeline.syncOperations.addHandler(door, position: .first)
      try channel.pipeline.syncOperations.addHandler(Inside(door: door), position: .last)
    }.get()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let connection = unwrapInboundIn(data)
    let id = ObjectIdentifier(connection)
    arriving.insert(id)
    // One whose client has gone already may never come in.
    connection.closeFuture.hop(to: context.eventLoop).assumeIsolated().whenComplete { [self] _ in
      hasArrived(id)
    }
    context.fireChannelRead(data)
  }

  func read(context: ChannelHandlerContext) {
    if !isClosing { context.read() }
  }

  func close(
    context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?
  ) {
    // Who asks twice does not want to wait.
    guard !isClosing, !arriving.isEmpty else { return context.close(mode: mode, promise: promise) }
    isClosing = true
    close = { context.close(mode: mode, promise: promise) }
    // Takes back what is asked of the system already.
    context.channel.setOption(.autoRead, value: false).whenFailure { _ in }
  }

  private func hasArrived(_ id: ObjectIdentifier) {
    arriving.remove(id)
    guard arriving.isEmpty, let close else { return }
    self.close = nil
    close()
  }

  /// Behind all handlers: what comes here was handed over.
  private final class Inside: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Channel

    private let door: ListenerHandler

    init(door: ListenerHandler) { self.door = door }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let id = ObjectIdentifier(unwrapInboundIn(data))
      context.fireChannelRead(data)
      // The handler before this one keeps it when this call has returned.
      context.eventLoop.assumeIsolated().execute { [door] in door.hasArrived(id) }
    }
  }
}
