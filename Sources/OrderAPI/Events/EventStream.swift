import Glibc
import Hummingbird
import NIOCore
import NIOHTTPTypes
import Synchronization

/// One who watches the sale. Events are written straight to the connection, without a task that wakes up.
///
/// An event is sent when the socket has taken the one before; what comes in between is left out, and the next one
/// has the whole state. So nothing ever piles up: at most one event waits. Whoever does not take that for
/// long enough is dropped.
final class EventStream: Sendable {
  private struct State {
    /// Has not seen everything that was told: gets the whole state next.
    var isBehind = true
    /// When the event was sent that the socket has not taken yet.
    var sentAt: ContinuousClock.Instant?
    var hasEnded = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  /// Bytes that the system takes from us before they are on their way. It would take megabytes.
  private static let socketLimit = 16_384

  let channel: any Channel
  private let state = Mutex(State())

  init(_ channel: any Channel) {
    self.channel = channel
    // Where it cannot be set, more of what is old is on its way.
    _ = channel.setOption(
      ChannelOptions.tcpOption(NIOBSDSocket.Option(rawValue: CInt(TCP_NOTSENT_LOWAT))),
      value: SocketOptionValue(Self.socketLimit))
    channel.closeFuture.whenComplete { [weak self] _ in self?.end() }
  }

  /// Waits until somebody ends it, or the client has gone.
  func waitForEnd() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        let hasEnded = state.withLock { state in
          if !state.hasEnded { state.waiter = waiter }
          return state.hasEnded
        }
        if hasEnded { waiter.resume() }
      }
    } onCancel: {
      end()
    }
  }

  func end() {
    let waiter = state.withLock { state in
      state.hasEnded = true
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Sends what is new, or drops the stream.
  ///
  /// - Precondition: on the event loop of the connection.
  func send(_ tick: EventTick, patience: Duration) {
    enum Action {
      case nothing, drop
      case write(ByteBuffer)
    }
    let action = state.withLock { state -> Action in
      if state.hasEnded { return .nothing }
      if let sentAt = state.sentAt {
        state.isBehind = state.isBehind || tick.changes != nil
        return tick.time - sentAt > patience ? .drop : .nothing
      }
      guard let event = state.isBehind ? tick.whole : tick.changes ?? tick.heartbeat else {
        return .nothing
      }
      state.isBehind = false
      state.sentAt = tick.time
      return .write(event)
    }
    switch action {
    case .nothing: break
    case .drop: channel.close(promise: nil)
    case .write(let event):
      let taken = channel.eventLoop.makePromise(of: Void.self)
      taken.futureResult.whenComplete { _ in self.state.withLock { $0.sentAt = nil } }
      channel.writeAndFlush(HTTPResponsePart.body(event), promise: taken)
    }
  }

  /// Whether it wants the whole state.
  var isBehind: Bool { state.withLock { $0.isBehind } }
}

/// What there is to be told at a moment. The buffers are encoded once, and all streams share them.
struct EventTick: Sendable {
  let time: ContinuousClock.Instant
  /// `nil` where nothing has changed.
  var changes: ByteBuffer?
  /// `nil` where nobody wanted it when the moment began.
  var whole: ByteBuffer?
  /// `nil` where something was told not long ago.
  var heartbeat: ByteBuffer?
}
