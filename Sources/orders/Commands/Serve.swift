import ArgumentParser
import Glibc
import Logging
import Metrics
import NIOCore
import OrderAPI
import OrderStore
import Ordering
import ServiceLifecycle
import StockCache

struct Serve: OrdersCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the server.",
    usage: "orders serve [<options>]",
    discussion: """
      EXAMPLES:
        orders serve --demo
        orders serve --host 0.0.0.0 --port 8080 --database orders.sqlite
        ORDERS_HOLD=30m ORDERS_RATE_LIMIT=50/s orders serve

      Every option is also a variable of the environment: --rate-limit is
      ORDERS_RATE_LIMIT. An option goes before a variable.

      The administrator's token comes from ORDERS_ADMIN_TOKEN, or is made at
      the first start and kept in FILE.admin-token, beside the database.

      SIGTERM and SIGINT end the server: what was accepted is answered first.

      EXIT STATUS:
        0 ended by a signal, 2 failed, 3 the disk failed while something was
        written: start it again, and it finds out what is there
      """)

  @Option(help: ArgumentHelp("Where to listen. (default: 127.0.0.1)", valueName: "address"))
  var host: String?

  @Option(help: ArgumentHelp("Where to listen; 0 for any that is free. (default: 8080)"))
  var port: String?

  @Option(
    help: ArgumentHelp(
      "The database, made where there is none. (default: \(StoreOptions.usualPath))",
      valueName: "file"),
    completion: .file())
  var database: String?

  @Option(
    help: ArgumentHelp(
      "memory, or redis://[USER:PASSWORD@]HOST[:PORT][/DB]. (default: memory)", valueName: "cache"))
  var cache: String?

  @Option(
    help: ArgumentHelp(
      "How long an order holds its stock until it is paid; 0 makes orders final at once. (default: 15m)",
      valueName: "duration"))
  var hold: String?

  @Option(
    help: ArgumentHelp(
      "How many requests a client may make, as in 50/s. (default: off)", valueName: "rate"))
  var rateLimit: String?

  @Option(
    help: ArgumentHelp(
      "How many unknown tokens an address may try, as in 10/s, or off. (default: 10/s)",
      valueName: "rate"))
  var guessLimit: String?

  @Option(
    help: ArgumentHelp(
      "How many commands go into one transaction at most. (default: 256)", valueName: "count"))
  var batchLimit: String?

  @Option(
    help: ArgumentHelp(
      "What is logged: debug, info, warning or error, and all beyond. (default: info)",
      valueName: "level"))
  var logLevel: String?

  @Flag(help: "Sample products where there are none, and calls to paste into a shell.")
  var demo = false

  func execute() async throws -> ExitStatus {
    let settings = Settings(options: [
      "host": host, "port": port, "database": database, "cache": cache, "hold": hold,
      "rateLimit": rateLimit, "guessLimit": guessLimit, "batchLimit": batchLimit,
      "logLevel": logLevel,
      "demo": demo ? "true" : nil,
    ])
    var options = OrderService.Options()
    options.host = try settings.host()
    options.port = try settings.port()
    options.rateLimit = try settings.rateLimit()
    options.isDemonstration = try settings.demo()
    options.guessLimit = try settings.guessLimit()
    var storeOptions = OrderStore.Options()
    storeOptions.hold = try settings.hold()
    storeOptions.batchLimit = try settings.batchLimit()
    storeOptions.stop = stopAfterDiskFailure
    let path = try settings.database()
    let environmentToken = try settings.administratorToken()
    let cacheSetting = try settings.cache()

    OpenFiles.raiseLimit()
    let logger = try startLogging(at: settings.logLevel())
    let registry = PrometheusRegistry(help: MetricHelp.texts)
    MetricsSystem.bootstrap(registry)
    let cache = cacheSetting.makeCache(logger)
    let feed = SaleFeed()
    // The store's lock comes first: two servers that start at once must not both make a token.
    let store = try OrderStore(path: path, options: storeOptions) {
      cache.publish($0)
      feed.publish($0)
    }
    let token: AdministratorToken
    let session: Demo?
    do {
      token = try AdministratorToken(environment: environmentToken, besideDatabase: path)
      if let path = token.path { logger.info("the administrator's token is in \(path)") }
      if options.isDemonstration { try await Demo.prepare(store) }
      session = options.isDemonstration ? try await Demo(store, token: token) : nil
    } catch {
      await store.close()
      throw error
    }
    await cache.start(database: store.name)
    options.administratorToken = token.text
    let host = options.host
    // It closes the store and the cache.
    let service = OrderService(
      store: store, cache: cache, feed: feed, options: options, logger: logger,
      metrics: registry.render
    ) { port in
      let address = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
      logger.info("listening on \(address)")
      if let session { writeError(session.text(address: address)) }
    }
    do {
      try await ServiceGroup(
        services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
      ).run()
    } catch {
      throw Self.explained(error, host: options.host, port: options.port)
    }
    logger.info("stopped")
    return .done
  }

  private func startLogging(at level: Logger.Level) -> Logger {
    let form = LineLogHandler.Form.suitable
    LoggingSystem.bootstrap { _ in
      var handler = LineLogHandler(form)
      handler.logLevel = level
      return handler
    }
    return Logger(label: "orders")
  }

  /// What the system says of an address, in a line.
  private static func explained(_ error: any Error, host: String, port: Int) -> any Error {
    switch error {
    case let error as IOError:
      let remedy = error.errnoCode == EADDRINUSE ? "; choose another with --port" : ""
      return Failure(
        "cannot listen on \(host):\(port): \(String(cString: strerror(error.errnoCode)))\(remedy)")
    case is SocketAddressError, is SocketAddressError.UnknownHost:
      return Failure("cannot listen on \(host):\(port): there is no such address")
    default:
      return error
    }
  }
}

/// Ends the process where a commit may or may not have reached the disk. Nothing that waits for it is
/// answered; the next start reads what is there.
@Sendable func stopAfterDiskFailure(_ error: any Error) -> Never {
  writeError(
    "error: the disk failed while something was written, and nothing of it was acknowledged: "
      + "\(error)".onOneLine)
  // Without the C library's clean-up: other threads are still at work.
  _exit(ExitStatus.diskFailed.rawValue)
}

/// What `/metrics` says of each metric.
enum MetricHelp {
  static let texts = [
    "http.requests": "Requests answered, by route, method and status",
    "http.request.duration": "How long requests took until their answer was ready",
    "orders.problems": "Answers that were problems, by type",
    "orders_cache_losses": "Connections to Redis that failed, or never came to be",
    "orders_cache_round_trip_requests": "Takes asked for in one round trip to Redis",
    "orders_cache_round_trip_seconds": "How long round trips to Redis took",
    "orders_writer_waiting": "Commands that wait for the writer",
    "orders_writer_waiting_limit": "Commands that may wait, by how fast they are written",
    "orders_writer_batch_commands": "Commands in one transaction",
    "orders_writer_commit_seconds": "How long transactions took, until they were on the disk",
    "orders_writer_commits": "Transactions committed",
    "orders_event_streams": "Clients that watch the sale",
  ]
}
