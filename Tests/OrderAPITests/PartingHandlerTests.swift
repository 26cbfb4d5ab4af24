import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import OrderAPI

/// The end of a connection, step by step, with a clock that the test sets.
@Suite struct PartingHandlerTests {
  /// Stands for the socket: notes which halves are closed, and closes none.
  private final class Socket: ChannelOutboundHandler {
    typealias OutboundIn = HTTPResponsePart
    private(set) var closed: [CloseMode] = []

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
      closed.append(mode)
      promise?.succeed()
      if mode == .output { context.fireUserInboundEventTriggered(ChannelEvent.outputClosed) }
    }
  }

  private struct Connection {
    let draining = Draining()
    let socket = Socket()
    let channel: EmbeddedChannel

    init(isStopping: Bool = false) throws {
      if isStopping { draining.begin() }
      channel = EmbeddedChannel(handlers: [socket, PartingHandler(draining: draining)])
      try channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 1)).wait()
    }

    func stop() { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }

    func ask() throws {
      let head = HTTPRequest(method: .get, scheme: "http", authority: "shop", path: "/")
      try channel.writeInbound(HTTPRequestPart.head(head))
      try channel.writeInbound(HTTPRequestPart.end(nil))
    }

    /// How many requests have come through.
    func heard() throws -> Int {
      var count = 0
      while let part = try channel.readInbound(as: HTTPRequestPart.self) {
        if case .head = part { count += 1 }
      }
      return count
    }

    /// - Returns: what the answer says of the connection.
    func answer() throws -> String? {
      try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
      try channel.writeOutbound(HTTPResponsePart.end(nil))
      var said: String?
      while let part = try channel.readOutbound(as: HTTPResponsePart.self) {
        if case .head(let head) = part { said = head.headerFields[.connection] }
      }
      return said
    }

    func pass(_ time: TimeAmount) { channel.embeddedEventLoop.advanceTime(by: time) }
  }

  @Test func nothingIsSaidUntilTheServerStops() throws {
    let connection = try Connection()
    for _ in 0..<3 {
      try connection.ask()
      #expect(try connection.answer() == nil)
      connection.pass(.hours(1))
    }
    #expect(try connection.heard() == 3)
    #expect(connection.socket.closed == [])
  }

  @Test func theLastAnswerSaysSoAndNothingIsHeardAfterIt() throws {
    let connection = try Connection()
    for _ in 0..<3 { try connection.ask() }
    connection.stop()
    #expect(try connection.answer() == nil)
    // It has come in time, and is no longer the last.
    try connection.ask()
    for _ in 0..<2 { #expect(try connection.answer() == nil) }
    #expect(connection.socket.closed == [])
    #expect(try connection.answer() == "close")
    #expect(connection.socket.closed == [.output])
    #expect(try connection.heard() == 4)
    try connection.ask()
    #expect(try connection.heard() == 0)
  }

  /// Between its head and its end, too: its client has been told.
  @Test func nothingIsHeardAfterTheHeadOfTheLastAnswer() throws {
    let connection = try Connection()
    try connection.ask()
    connection.stop()
    try connection.channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
    try connection.ask()
    #expect(try connection.heard() == 1)
    #expect(connection.socket.closed == [])
    try connection.channel.writeOutbound(HTTPResponsePart.end(nil))
    #expect(connection.socket.closed == [.output])
  }

  @Test func aRequestWithinTheMomentIsAnswered() throws {
    let connection = try Connection()
    connection.stop()
    connection.pass(PartingHandler.moment - .nanoseconds(1))
    try connection.ask()
    connection.pass(.seconds(5))
    #expect(connection.socket.closed == [])
    #expect(try connection.answer() == "close")
    #expect(connection.socket.closed == [.output])
  }

  @Test func whoAsksNothingIsLeftAfterAMoment() throws {
    let connection = try Connection()
    connection.stop()
    connection.pass(PartingHandler.moment)
    #expect(connection.socket.closed == [.output])
    try connection.ask()
    #expect(try connection.heard() == 0)
    // A client that does not close its half is not waited for.
    connection.pass(PartingHandler.patience - .nanoseconds(1))
    #expect(connection.socket.closed == [.output])
    connection.pass(.nanoseconds(1))
    #expect(connection.socket.closed == [.output, .all])
  }

  /// An answer whose head was written before the server was told says nothing; the moment comes after it.
  @Test func anAnswerThatWasOnItsWay() throws {
    let connection = try Connection()
    try connection.ask()
    try connection.channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
    connection.stop()
    connection.pass(.seconds(5))
    try connection.channel.writeOutbound(HTTPResponsePart.end(nil))
    #expect(connection.socket.closed == [])
    connection.pass(PartingHandler.moment)
    #expect(connection.socket.closed == [.output])
  }

  /// One that was accepted at the last moment is never told.
  @Test func aConnectionThatComesWhileTheServerStops() throws {
    let silent = try Connection(isStopping: true)
    silent.pass(PartingHandler.moment)
    #expect(silent.socket.closed == [.output])
    let other = try Connection(isStopping: true)
    try other.ask()
    #expect(try other.answer() == "close")
    #expect(other.socket.closed == [.output])
  }
}
