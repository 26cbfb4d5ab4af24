import Metrics
import NIOCore
import OrderStore
import Ordering
import ServiceLifecycle
import Synchronization

/// All who watch the sale. Some ten times a second, what has changed is encoded once and handed to each.
///
/// Many streams get fewer events each, so that all of them together cost the server no more than a few hundred:
/// the ordering path must not feel them.
final class EventStreams: Service {
  private struct State {
    var streams: [ObjectIdentifier: EventStream] = [:]
    var isClosed = false
  }

  /// Times between two events of a stream, at least.
  private static let shortest: Duration = .milliseconds(100)
  /// For each stream: all of them get at most 4,000 events a second together.
  private static let share: Duration = .microseconds(250)
  /// After how long without news a stream is told that it still lives: less than proxies wait.
  private static let silence: Duration = .seconds(15)

  private let feed: SaleFeed
  private let store: OrderStore
  private let limit: Int
  private let patience: Duration
  private let state = Mutex(State())
  private let gauge = Gauge(label: "orders_event_streams")

  /// - Parameters:
  ///   - limit: streams at one time.
  ///   - patience: how long a socket may take over an event.
  init(feed: SaleFeed, store: OrderStore, limit: Int, patience: Duration) {
    self.feed = feed
    self.store = store
    self.limit = limit
    self.patience = patience
  }

  // MARK: Streams

  /// - Throws: ``Problem`` where there are too many, or the server is stopping.
  func open(_ channel: any Channel) throws(Problem) -> EventStream {
    let stream = EventStream(channel)
    let isAdmitted = state.withLock { state in
      guard !state.isClosed, state.streams.count < limit else { return false }
      state.streams[ObjectIdentifier(stream)] = stream
      return true
    }
    guard isAdmitted else { throw Problem(.overloaded, "Too many are watching the sale.") }
    return stream
  }

  func close(_ stream: EventStream) {
    _ = state.withLock { $0.streams.removeValue(forKey: ObjectIdentifier(stream)) }
  }

  /// Ends all streams, and opens none from now on: the server is stopping.
  func close() {
    let streams = state.withLock { state in
      state.isClosed = true
      return Array(state.streams.values)
    }
    for stream in streams { stream.end() }
  }

  // MARK: Ticks

  func run() async throws {
    var after: ProductID?
    repeat {
      let products = try await store.products(after: after, limit: 100)
      feed.learn(products)
      after = products.last?.id
    } while after != nil

    await cancelWhenGracefulShutdown {
      var teller = Teller()
      while !Task.isCancelled {
        let streams = self.state.withLock { Array($0.streams.values) }
        self.gauge.record(streams.count)
        let isWholeWanted = streams.contains(where: \.isBehind)
        let tick = teller.tell(self.feed, isWholeWanted: isWholeWanted, silence: Self.silence)
        if tick.changes != nil || tick.whole != nil || tick.heartbeat != nil {
          self.hand(tick, to: streams)
        }
        try? await Task.sleep(for: max(Self.shortest, Self.share * streams.count))
      }
    }
  }

  /// Once for each event loop, not once for each stream.
  private func hand(_ tick: EventTick, to streams: [EventStream]) {
    let patience = patience
    for group in Dictionary(grouping: streams, by: { ObjectIdentifier($0.channel.eventLoop) })
      .values
    {
      group[0].channel.eventLoop.execute {
        for stream in group { stream.send(tick, patience: patience) }
      }
    }
  }
}

/// Puts what the feed knows into events.
private struct Teller {
  private var counts: [(time: ContinuousClock.Instant, orders: Int)] = []
  private var lastRate = 0
  private var lastNews = ContinuousClock.now

  private static let heartbeat = ByteBuffer(string: ":\n\n")

  mutating func tell(_ feed: SaleFeed, isWholeWanted: Bool, silence: Duration) -> EventTick {
    let now = ContinuousClock.now
    var tick = EventTick(time: now)
    let changes = feed.takeChanges()
    let rate = rate(feed.orderCount, at: now)
    if !changes.isEmpty || rate != lastRate {
      tick.changes = Self.event(changes, rate)
    }
    if isWholeWanted { tick.whole = Self.event(feed.stocks, rate) }
    if tick.changes == nil, now - lastNews >= silence { tick.heartbeat = Self.heartbeat }
    if tick.changes != nil || tick.heartbeat != nil { lastNews = now }
    lastRate = rate
    return tick
  }

  /// Orders of the last second.
  private mutating func rate(_ orders: Int, at now: ContinuousClock.Instant) -> Int {
    counts.append((now, orders))
    while counts.count > 2, now - counts[1].time >= .seconds(1) { counts.removeFirst() }
    let passed = max(.seconds(1), now - counts[0].time)
    return Int((Double(orders - counts[0].orders) / (passed / .seconds(1))).rounded())
  }

  private static func event(_ stocks: [SaleFeed.Stock], _ rate: Int) -> ByteBuffer {
    var json = JSONWriter()
    json.object { json in
      json.member("products", array: stocks) { json, stock in
        json.object { json in
          json.member("id", stock.id.rawValue)
          json.member("quantity", stock.quantity)
          json.member("most", stock.most)
        }
      }
      json.member("ordersPerSecond", Int64(rate))
    }
    var buffer = ByteBuffer(string: "event: stock\ndata: ")
    buffer.writeBytes(json.bytes)
    buffer.writeString("\n\n")
    return buffer
  }
}
