import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import OrderStore
import ServiceLifecycle
import StockCache

/// The server: HTTP in front, a sweeper beside it, the store behind.
///
///     let cache = MemoryStock()
///     let feed = SaleFeed()
///     let store = try OrderStore(path: "orders.sqlite") {
///       cache.publish($0)
///       feed.publish($0)
///     }
///     await cache.start(database: store.name)
///     let service = OrderService(store: store, cache: cache, feed: feed, logger: logger)
///     try await ServiceGroup(
///       services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
///     ).run()
///
/// It ends by graceful shutdown: not ready, no new connections, what was accepted is answered, the store
/// is closed. Of several services of a group it is best the last, since that one is the first to stop.
public struct OrderService: Service {
  private let store: OrderStore
  private let cache: any CachedStock
  private let feed: SaleFeed
  private let options: Options
  private let logger: Logger
  private let metrics: @Sendable () -> String
  private let onRunning: @Sendable (Int) async -> Void

  /// - Parameters:
  ///   - store: closed when ``run()`` returns.
  ///   - cache: what the store publishes to; closed too.
  ///   - feed: what the store publishes to as well, for those who watch.
  ///   - metrics: what `/metrics` says, in Prometheus's text format.
  ///   - onRunning: is told the port, once connections are accepted.
  public init(
    store: OrderStore, cache: any CachedStock, feed: SaleFeed, options: Options = Options(),
    logger: Logger,
    metrics: @escaping @Sendable () -> String = { "" },
    onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
  ) {
    self.store = store
    self.cache = cache
    self.feed = feed
    self.options = options
    self.logger = logger
    self.metrics = metrics
    self.onRunning = onRunning
  }

  /// Serves until it is told to stop.
  ///
  /// - Throws: where the address cannot be listened on, or the store not read.
  public func run() async throws {
    let draining = Draining()
    let streams = EventStreams(
      feed: feed, store: store,
      limit: min(
        options.eventStreamLimit, ConnectionLimit.affordable(options.connectionLimit) / 2),
      patience: options.eventPatience)
    let outcome: Result<Void, any Error>
    do {
      let visitor = options.isDemonstration ? try await makeVisitor() : nil
      let live = LiveController(streams: streams, visitor: visitor)
      let server = HTTPServer(
        application: try application(draining, live), draining: draining, streams: streams)
      outcome = .success(try await run(server, streams))
    } catch {
      outcome = .failure(error)
    }
    await store.close()
    await cache.close()
    // Clients that would not leave in time were made to: that is no failure.
    if case .failure(let error) = outcome, !draining.hasBegun { throw error }
  }

  /// Who buys on the page at `/`: a user of this run of the server.
  private func makeVisitor() async throws -> Token {
    let token = Token()
    _ = try await store.perform(CreateUser(name: "Visitor", tokenHash: Array(token.digest)))
    return token
  }

  private func run(_ server: HTTPServer, _ streams: EventStreams) async throws {
    // The last one is the first to stop.
    let services: [any Service] = [Sweeper(store: store, logger: logger), streams, server]
    var configuration = ServiceGroupConfiguration(services: services, logger: logger)
    configuration.maximumGracefulShutdownDuration = options.drainTimeout
    try await ServiceGroup(configuration: configuration).run()
  }

  private func application(
    _ draining: Draining, _ live: LiveController
  ) throws -> Application<RouterResponder<RequestScope>> {
    try Application(
      responder: responder(draining, live),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [
            MalformedRequestHandler(), PartingHandler(draining: draining),
            SlowRequestHandler(timeout: TimeAmount(options.requestTimeout)),
          ], idleTimeout: TimeAmount(options.idleTimeout))),
      configuration: ApplicationConfiguration(
        address: .hostname(options.host, port: options.port), backlog: options.backlog,
        availableConnectionsDelegate: MaximumAvailableConnections(
          ConnectionLimit.affordable(options.connectionLimit), logger: logger)),
      onServerRunning: { channel in
        // It fails only where the channel is closed already.
        try? await ListenerHandler.add(to: channel)
        await onRunning(channel.localAddress?.port ?? 0)
      },
      logger: logger)
  }

  private func responder(
    _ draining: Draining, _ live: LiveController
  ) throws -> RouterResponder<RequestScope> {
    let authenticator = try Authenticator(
      store: store, administratorToken: options.administratorToken,
      guessLimit: options.guessLimit, memory: options.rememberedUsers)
    let keyed = KeyedRequests()
    var routes = Routes(
      limiter: options.rateLimit.map { RateLimiter(rate: $0, authenticator: authenticator) })
    UserController(store: store, authenticator: authenticator).addRoutes(to: &routes)
    CartController(store: store, authenticator: authenticator, keyed: keyed)
      .addRoutes(to: &routes)
    OrderController(store: store, cache: cache, authenticator: authenticator, keyed: keyed)
      .addRoutes(to: &routes)
    ProductController(store: store, cache: cache, authenticator: authenticator, keyed: keyed)
      .addRoutes(to: &routes)
    live.addRoutes(to: &routes)
    OperationsController(store: store, cache: cache, draining: draining, metrics: metrics)
      .addRoutes(to: &routes)
    return routes.responder()
  }
}

/// The group that runs a service logs its description, which would hold the administrator's token.
extension OrderService: CustomStringConvertible {
  public var description: String { "OrderService" }
}

/// Says that the server is stopping before its connections are closed. Who watches the sale would never
/// close theirs.
private struct HTTPServer: Service {
  let application: Application<RouterResponder<RequestScope>>
  let draining: Draining
  let streams: EventStreams

  func run() async throws {
    try await withGracefulShutdownHandler {
      try await application.run()
    } onGracefulShutdown: {
      draining.begin()
      streams.close()
    }
  }
}
