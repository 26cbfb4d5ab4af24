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
///     let store = try OrderStore(path: "orders.sqlite", publish: cache.publish)
///     await cache.start(database: store.name)
///     let service = OrderService(store: store, cache: cache, logger: logger)
///     try await ServiceGroup(
///       services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
///     ).run()
///
/// It ends by graceful shutdown: not ready, no new connections, what was accepted is answered, the store
/// is closed. Of several services of a group it is best the last, since that one is the first to stop.
public struct OrderService: Service {
  private let store: OrderStore
  private let cache: any CachedStock
  private let options: Options
  private let logger: Logger
  private let metrics: @Sendable () -> String
  private let onRunning: @Sendable (Int) async -> Void

  /// - Parameters:
  ///   - store: closed when ``run()`` returns.
  ///   - cache: what the store publishes to; closed too.
  ///   - metrics: what `/metrics` says, in Prometheus's text format.
  ///   - onRunning: is told the port, once connections are accepted.
  public init(
    store: OrderStore, cache: any CachedStock, options: Options = Options(), logger: Logger,
    metrics: @escaping @Sendable () -> String = { "" },
    onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
  ) {
    self.store = store
    self.cache = cache
    self.options = options
    self.logger = logger
    self.metrics = metrics
    self.onRunning = onRunning
  }

  /// Serves until it is told to stop.
  ///
  /// - Throws: where the address cannot be listened on.
  public func run() async throws {
    let draining = Draining()
    let server = HTTPServer(application: application(draining), draining: draining)
    // The last one is the first to stop.
    let services: [any Service] = [Sweeper(store: store, logger: logger), server]
    var configuration = ServiceGroupConfiguration(services: services, logger: logger)
    configuration.maximumGracefulShutdownDuration = options.drainTimeout
    let group = ServiceGroup(configuration: configuration)
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await group.run()) } catch { outcome = .failure(error) }
    await store.close()
    await cache.close()
    // Clients that would not leave in time were made to: that is no failure.
    if case .failure(let error) = outcome, !draining.hasBegun { throw error }
  }

  private func application(
    _ draining: Draining
  ) -> Application<RouterResponder<RequestScope>> {
    Application(
      responder: responder(draining),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [
            SlowRequestHandler(timeout: TimeAmount(options.requestTimeout))
          ], idleTimeout: TimeAmount(options.idleTimeout))),
      configuration: ApplicationConfiguration(
        address: .hostname(options.host, port: options.port), backlog: options.backlog,
        availableConnectionsDelegate: MaximumAvailableConnections(
          ConnectionLimit.affordable(options.connectionLimit), logger: logger)),
      onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) },
      logger: logger)
  }

  private func responder(_ draining: Draining) -> RouterResponder<RequestScope> {
    let authenticator = Authenticator(
      store: store, administratorToken: options.administratorToken)
    let keyed = KeyedRequests()
    var routes = Routes(
      limiter: options.rateLimit.map { RateLimiter(rate: $0, authenticator: authenticator) })
    UserController(store: store).addRoutes(to: &routes)
    CartController(store: store, authenticator: authenticator, keyed: keyed)
      .addRoutes(to: &routes)
    OrderController(store: store, cache: cache, authenticator: authenticator, keyed: keyed)
      .addRoutes(to: &routes)
    ProductController(store: store, cache: cache, authenticator: authenticator, keyed: keyed)
      .addRoutes(to: &routes)
    OperationsController(store: store, cache: cache, draining: draining, metrics: metrics)
      .addRoutes(to: &routes)
    return routes.responder()
  }
}

/// The group that runs a service logs its description, which would hold the administrator's token.
extension OrderService: CustomStringConvertible {
  public var description: String { "OrderService" }
}

/// Says that the server is stopping before its connections are closed.
private struct HTTPServer: Service {
  let application: Application<RouterResponder<RequestScope>>
  let draining: Draining

  func run() async throws {
    try await withGracefulShutdownHandler {
      try await application.run()
    } onGracefulShutdown: {
      draining.begin()
    }
  }
}
