import Foundation
import Logging
import OrderAPI
import OrderStore
import Ordering
// For every file of the tests: temporary folders.
@_exported import ProgramTesting
import ServiceLifecycle
import StockCache
import Testing

/// A server in this process: a real file, a real socket, and a clock that tests move.
public struct TestServer: Sendable {
  public static let administratorToken = "the-administrator-of-this-test"

  public let store: OrderStore
  public let cache: any CachedStock
  public let clock: TestClock
  public let databasePath: String
  public let client: Client
  private let group: ServiceGroup

  /// How a test wants its server.
  public struct Setup: Sendable {
    public var store = OrderStore.Options()
    public var service = OrderService.Options()
    /// Else one of the kind that the test is run on.
    public var cache: (any CachedStock)?
    /// The file, where it is to outlast the server; else one that goes away with it.
    public var databasePath: String?
    public var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    public var metrics: @Sendable () -> String = { "" }

    public init(
      hold: Duration = .seconds(900), _ change: (inout Setup) -> Void = { _ in }
    ) {
      store.hold = hold
      service.port = 0
      service.administratorToken = administratorToken
      change(&self)
    }
  }

  /// Runs a server while `body` does, and proves its books at the end.
  ///
  /// - Throws: what `body` throws, and what the server does. Books that do not balance are recorded as an
  ///   issue of the test.
  public static func run<Result: Sendable>(
    _ setup: Setup = Setup(), sourceLocation: SourceLocation = #_sourceLocation,
    body: @escaping @Sendable (TestServer) async throws -> Result
  ) async throws -> Result {
    if let path = setup.databasePath {
      return try await run(setup, at: path, sourceLocation, body)
    }
    return try await withTemporaryFolder { folder in
      try await run(
        setup, at: folder.appendingPathComponent("orders.sqlite").path, sourceLocation, body)
    }
  }

  private static func run<Result: Sendable>(
    _ setup: Setup, at path: String, _ sourceLocation: SourceLocation,
    _ body: @escaping @Sendable (TestServer) async throws -> Result
  ) async throws -> Result {
    let clock = TestClock()
    var options = setup.store
    options.now = { clock.now }
    let cache = try setup.cache ?? CacheKind.current.make()
    let feed = SaleFeed()
    let store = try OrderStore(path: path, options: options) {
      cache.publish($0)
      feed.publish($0)
    }
    await cache.start(database: store.name)

    let (ports, portSource) = AsyncStream.makeStream(of: Int.self)
    let service = OrderService(
      store: store, cache: cache, feed: feed, options: setup.service, logger: setup.logger,
      metrics: setup.metrics
    ) { port in
      portSource.yield(port)
    }
    let group = ServiceGroup(services: [service], logger: setup.logger)
    let running = Task {
      // Also where it cannot start: whoever waits for the port learns that none will come.
      defer { portSource.finish() }
      try await group.run()
    }
    guard let port = await ports.first(where: { _ in true }) else {
      try await running.value
      preconditionFailure("the server ended before it began")
    }

    let server = TestServer(
      store: store, cache: cache, clock: clock, databasePath: path, client: Client(port: port),
      group: group)
    do {
      let result = try await body(server)
      await group.triggerGracefulShutdown()
      try await running.value
      server.audit(sourceLocation: sourceLocation)
      return result
    } catch {
      await group.triggerGracefulShutdown()
      try? await running.value
      throw error
    }
  }

  /// Records an issue for everything in the books that does not add up. Can be asked at any time.
  public func audit(sourceLocation: SourceLocation = #_sourceLocation) {
    do {
      for finding in try Audit(path: databasePath).findings {
        Issue.record("\(finding)", sourceLocation: sourceLocation)
      }
    } catch {
      Issue.record("the books cannot be read: \(error)", sourceLocation: sourceLocation)
    }
  }

  /// Tells the server to stop, as SIGTERM does. It goes on with what it has accepted.
  public func beginToStop() async { await group.triggerGracefulShutdown() }

  /// Moves the clock, and ends the holds that have run out.
  public func pass(_ duration: Duration) async throws {
    clock.advance(by: duration)
    try await store.sweep()
  }
}
