#if Redis
  import Dispatch
  import Foundation
  import Glibc
  import Metrics
  import Ordering
  import Synchronization

  /// The stock of the sale in a Redis server.
  ///
  /// One thread talks to Redis, in rounds: what has gathered — the news of the writer first, then takes —
  /// goes out in one round trip, while the next round gathers. Nobody else waits for Redis: tasks are
  /// suspended, and the writer leaves its news.
  ///
  /// Nothing is believed of Redis that this connection has not written itself. The table here knows what
  /// is committed and which takes are under way; every new connection begins by writing all of it. So a
  /// Redis that was restarted, emptied, evicting or restored from an old dump is the same case as one that was
  /// never there. A take whose answer was lost is not in the table: it is asked again, or gone.
  public final class RedisStock: CachedStock {
    public struct Options: Sendable {
      /// How long Redis may take to connect, and for a round trip.
      public var timeout: Duration = .milliseconds(500)
      /// How long to wait before connecting again; at first a tenth of it.
      public var pause: Duration = .seconds(1)
      /// The most takes of one round trip.
      public var roundLimit = 512

      public init() {}
    }

    /// What whoever runs the server may want to know.
    public enum Event: Equatable, Sendable {
      /// The stock of so many products is in Redis.
      case loaded(products: Int)
      case lost(reason: String)
    }

    /// Something that a task waits for.
    private struct Ask: Sendable {
      let command: @Sendable (RedisSession) -> RedisCommand
      /// - Throws: where the reply is not understood; then it counts as not answered.
      let hear: @Sendable (RedisSession, RedisReply) throws(RedisFault) -> Void
      let fail: @Sendable () -> Void
      /// Whether it was lost with a connection before.
      var isSecond = false
    }

    /// What Redis is to be told and asked in one round trip.
    private struct Round {
      var quantities: [ProductID: Int64]
      var settled: [UInt64]
      var mustLoad: Bool
      var asks: [Ask]
    }

    private struct State {
      /// As of all publications, and of all takes whose answer has come.
      var table = StockTable()
      var lastTake: UInt64 = 0
      var next = Round(quantities: [:], settled: [], mustLoad: false, asks: [])
      var isReachable = false
      var isClosed = false
      /// Whether the thread waits to be woken.
      var isIdle = false

      var hasWork: Bool {
        !next.asks.isEmpty || !next.quantities.isEmpty || !next.settled.isEmpty || next.mustLoad
      }
    }

    private let address: RedisAddress
    private let options: Options
    private let onEvent: @Sendable (Event) -> Void
    /// In the names of takes and of owners, unlike any other's.
    private let epoch = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let closing = DispatchSemaphore(value: 0)
    private let begun = DispatchGroup()
    private let ended = DispatchGroup()

    private let roundTimes = Timer(label: "orders_cache_round_trip_seconds")
    private let roundSizes = Recorder(label: "orders_cache_round_trip_requests")
    private let losses = Counter(label: "orders_cache_losses")

    /// - Parameter onEvent: is called by the thread that talks to Redis, and must not wait.
    public init(
      _ address: RedisAddress, options: Options = Options(),
      onEvent: @escaping @Sendable (Event) -> Void = { _ in }
    ) {
      self.address = address
      self.options = options
      self.onEvent = onEvent
    }

    public func start(database: String) async {
      begun.enter()
      ended.enter()
      Thread.detachNewThread { [self] in
        Thread.current.name = "orders.redis"
        run(key: "orders:\(database):stock")
        ended.leave()
      }
      await wait(for: begun)
    }

    /// Tells Redis what it does not know yet, where it can be reached, and leaves it.
    public func close() async {
      state.withLock { state in
        state.isClosed = true
        wakeThread(&state)
      }
      closing.signal()
      await wait(for: ended)
    }

    /// Not for ever: to look up the name of a host can take as long as it likes, and neither a start nor an
    /// end must hang by that.
    private func wait(for group: DispatchGroup) async {
      let limit = DispatchTime.now() + 4 * (options.timeout / .seconds(1))
      await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
          _ = group.wait(timeout: limit)
          continuation.resume()
        }
      }
    }

    // MARK: For tasks and the writer

    public func take(_ demand: Demand) async throws(CacheError) -> Take {
      let take = state.withLock { state in
        state.lastTake += 1
        return Take(id: state.lastTake, demand: demand)
      }
      return try await ask {
        $0.taking(demand, name: self.name(take.id))
      } hear: { session, reply throws(RedisFault) in
        if let refusal = try session.refusal(of: demand, reply) {
          return .failure(.refused(refusal))
        }
        self.state.withLock { $0.table.add(take) }
        return .success(take)
      }
    }

    public func publish(_ publication: Publication) {
      state.withLock { state in
        let known = publication.settled.map(\.id).filter { state.table.takes[$0] != nil }
        state.next.settled += known
        state.table.apply(publication)
        for (id, quantity) in publication.quantities where state.table.entries[id] != nil {
          state.next.quantities[id] = quantity
        }
        if !publication.loaded.isEmpty { state.next.mustLoad = true }
        if state.hasWork { wakeThread(&state) }
      }
    }

    public func catchUp() async throws(CacheError) {
      try await ask(\.checking) { _, _ in .success(()) }
    }

    public func available(_ id: ProductID) async throws(CacheError) -> Int64? {
      try await ask {
        $0.looking(at: id)
      } hear: { session, reply throws(RedisFault) in
        .success(try session.available(reply))
      }
    }

    public var isReachable: Bool { state.withLock(\.isReachable) }

    private func ask<Answer: Sendable>(
      _ command: @escaping @Sendable (RedisSession) -> RedisCommand,
      hear:
        @escaping @Sendable (RedisSession, RedisReply) throws(RedisFault) -> Result<
          Answer, CacheError
        >
    ) async throws(CacheError) -> Answer {
      let outcome = await withCheckedContinuation {
        (continuation: CheckedContinuation<Result<Answer, CacheError>, Never>) in
        let ask = Ask(
          command: command,
          hear: { session, reply throws(RedisFault) in
            continuation.resume(returning: try hear(session, reply))
          },
          fail: { continuation.resume(returning: .failure(.unavailable)) })
        let isAdmitted = state.withLock { state in
          guard state.isReachable else { return false }
          state.next.asks.append(ask)
          wakeThread(&state)
          return true
        }
        if !isAdmitted { ask.fail() }
      }
      return try outcome.get()
    }

    private func wakeThread(_ state: inout State) {
      guard state.isIdle else { return }
      state.isIdle = false
      wake.signal()
    }

    private func name(_ take: UInt64) -> String { "take:\(epoch)-\(take)" }

    // MARK: On the thread

    private func run(key: String) {
      ignoreBrokenPipes()
      var hasBegun = false
      func noteBeginning() {
        if !hasBegun { begun.leave() }
        hasBegun = true
      }
      var server = address
      var attempts = 0
      var sessions = 0
      var lastReason: String?
      while !state.withLock(\.isClosed) {
        var openedAt: ContinuousClock.Instant?
        do throws(RedisFault) {
          sessions += 1
          let session = try RedisSession(
            server, timeout: options.timeout, key: key, owner: "\(epoch)-\(sessions)")
          let count = try load(session)
          openedAt = .now
          (attempts, lastReason) = (0, nil)
          onEvent(.loaded(products: count))
          noteBeginning()
          try serve(session)
        } catch {
          attempts += 1
          if case .moved(let host, let port) = error.kind, attempts < 5 {
            // Without a host it is another port of the same.
            if !host.isEmpty { server.host = host }
            server.port = port
            continue
          }
          server = address
          losses.increment()
          if lastReason != error.reason { onEvent(.lost(reason: error.reason)) }
          lastReason = error.reason
          // What was well for a while is tried again before anybody is told.
          if let openedAt, .now - openedAt > options.pause, !error.isSilence { continue }
          giveUp()
          noteBeginning()
          let pause = options.pause * min(1, 0.1 * Double(1 << min(attempts - 1, 4)))
          // No news ends it, or a busy writer would have us try without a rest.
          _ = closing.wait(timeout: .now() + pause / .seconds(1))
        }
      }
      giveUp()
      noteBeginning()
    }

    /// Whoever waits, and whoever asks from now on, is told that the cache cannot be reached.
    private func giveUp() {
      let asks = state.withLock { state in
        state.isReachable = false
        defer { state.next.asks = [] }
        return state.next.asks
      }
      for ask in asks { ask.fail() }
    }

    /// - Returns: the number of products.
    private func load(_ session: RedisSession) throws(RedisFault) -> Int {
      let table = state.withLock { state in
        state.next.quantities = [:]
        state.next.settled = []
        state.next.mustLoad = false
        return state.table
      }
      try session.load(table, name: name)
      state.withLock { $0.isReachable = true }
      return table.entries.count
    }

    /// Goes from round to round until this is closed.
    private func serve(_ session: RedisSession) throws(RedisFault) {
      while let round = nextRound() {
        let start = DispatchTime.now().uptimeNanoseconds
        var heard = 0
        do throws(RedisFault) {
          // News that was taken out before is older than what is loaded.
          var commands: [RedisCommand] = []
          if round.mustLoad {
            _ = try load(session)
          } else {
            commands = session.publishing(round.quantities, settled: round.settled.map(name))
          }
          let newsCount = commands.count
          commands += round.asks.map { $0.command(session) }
          if commands.isEmpty { commands = [session.checking] }
          try session.exchange(commands) { index, reply throws(RedisFault) in
            guard index >= newsCount, index - newsCount < round.asks.count else { return }
            try round.asks[index - newsCount].hear(session, reply)
            heard += 1
          }
        } catch {
          askAgain(round.asks[heard...])
          throw error
        }
        roundTimes.recordNanoseconds(Int64(DispatchTime.now().uptimeNanoseconds - start))
        if !round.asks.isEmpty { roundSizes.record(round.asks.count) }
      }
    }

    private func askAgain(_ asks: ArraySlice<Ask>) {
      for ask in asks where ask.isSecond { ask.fail() }
      let again = asks.filter { !$0.isSecond }.map { ask in
        var ask = ask
        ask.isSecond = true
        return ask
      }
      state.withLock { $0.next.asks = again + $0.next.asks }
    }

    /// Waits until there is something to do, and at most a second: a Redis that is gone, or has lost the
    /// stock, is found out even if nobody buys.
    ///
    /// - Returns: `nil` where this is closed and nothing is left to do.
    private func nextRound() -> Round? {
      let isClosed = state.withLock { $0.isClosed && !$0.hasWork }
      if isClosed { return nil }
      waitForWork()
      return state.withLock { state in
        var round = state.next
        round.asks = Array(round.asks.prefix(options.roundLimit))
        state.next = Round(
          quantities: [:], settled: [], mustLoad: false,
          asks: Array(state.next.asks.dropFirst(round.asks.count)))
        return round
      }
    }

    private func waitForWork() {
      let mustWait = state.withLock { state in
        state.isIdle = !state.isClosed && !state.hasWork
        return state.isIdle
      }
      guard mustWait, wake.wait(timeout: .now() + 1) == .timedOut else { return }
      let wasWoken = state.withLock { state in
        defer { state.isIdle = false }
        return !state.isIdle
      }
      // Woken just after the time was over: the next wait must not end by that.
      if wasWoken { wake.wait() }
    }

    /// A write to a connection that Redis has closed is an error there, and must not end the process.
    private func ignoreBrokenPipes() {
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
  }
#endif
