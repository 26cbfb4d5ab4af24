import GRDB
import Glibc
import Ordering

/// The orders, products and users of a sale, in one SQLite file.
///
/// Commands go through one writer, which answers when they are on the disk; reads use other connections
/// and never wait for it. One process at a time has the store open.
public final class OrderStore: Sendable {
  public struct Options: Sendable {
    /// How long a pending order holds its stock; zero: orders are final at once.
    public var hold: Duration = .seconds(900)
    /// The most commands of one transaction.
    public var batchLimit = 256
    /// How long commands may have to wait, by what is written in that time; where more come,
    /// ``CommandError/overloaded``. A thousand may wait however slow the disk is.
    public var patience: Duration = .milliseconds(100)
    /// The most commands that may wait however fast the disk is.
    public var queueLimit = 4_096
    /// Pages after which the write-ahead log is moved into the database: 16 MiB.
    public var logLimit = 4_096
    /// The clock on the wall.
    public var now: @Sendable () -> Timestamp = { Timestamp.now }
    /// Ends the process, after the disk has failed at a moment that leaves open what is on it.
    public var stop: @Sendable (any Error) -> Never = { fatalError("\($0)") }

    public init() {}
  }

  /// Of this database, unlike that of any other but its copies.
  public let name: String
  private let path: String
  private let lock: StoreLock
  let pool: DatabasePool
  private let readers: Readers
  let writer: Writer
  private let now: @Sendable () -> Timestamp

  /// Opens a store, or makes one where there is none.
  ///
  /// - Parameters:
  ///   - path: of the database. `path.lock` beside it keeps a second server out.
  ///   - publish: is told of every batch, in the order of commits, before the batch is answered; once
  ///     before this returns, of the products that are to be in the cache; and of takes whose command
  ///     was not admitted, at any time. It must not wait.
  public init(
    path: String, options: Options = Options(), publish: @escaping @Sendable (Publication) -> Void
  ) throws(StoreError) {
    self.path = path
    try Self.createPrivately(path)
    lock = try StoreLock(besideDatabase: path)
    do {
      try lock.mark?.settle(log: lock.logPath)
      try Self.recognize(path)
      pool = try DatabasePool(path: path, configuration: Self.configuration)
      try Schema.migrator.migrate(pool)
      name = try pool.read { try String.fetchOne($0, sql: "SELECT name FROM identity")! }
      writer = try Writer(pool: pool, lock: lock, options: options, publish: publish)
      readers = try Readers(path: path)
      now = options.now
      let loaded = try readers.read { try Product.fetchCached($0) }
      publish(Publication(loaded: Dictionary(uniqueKeysWithValues: loaded)))
    } catch let error as StoreError {
      throw error
    } catch {
      throw Self.translate(error, path: path)
    }
  }

  /// Answers what was accepted, moves the log into the database, and closes it.
  public func close() async {
    await writer.close()
    try? pool.close()
    // Last: the connection that is the last to close would move the log into the database by itself, and
    // one that only reads cannot.
    readers.close()
    lock.release()
  }

  // MARK: Writing

  /// Does a command, and returns when it is on the disk.
  ///
  /// Once admitted it is done, whether or not the calling task is cancelled.
  ///
  /// - Parameters:
  ///   - take: what the cache has set aside for it. It is settled in every case.
  ///   - claim: the client's key. What is sent for a committed command is stored under it in the same
  ///     transaction; a command whose key has a reply is not done again.
  ///   - render: turns the answer into what is sent; where there is a claim, inside the transaction.
  public func perform<C: Command>(
    _ command: C, take: Take? = nil, claim: Claim? = nil,
    render: @escaping @Sendable (C.Answer) -> Reply
  ) async throws(CommandError) -> Reply {
    guard let claim else { return render(try await writer.perform(command, take: take)) }
    return try await writer.perform(command, take: take, claim: claim, render: render)
  }

  /// Does a command whose answer no client waits for.
  public func perform<C: Command>(_ command: C) async throws(CommandError) -> C.Answer {
    try await writer.perform(command, take: nil)
  }

  /// Ends orders whose hold has run out, and forgets old keys.
  public func sweep() async throws(CommandError) {
    while try await writer.perform(Sweep(), take: nil) {}
  }

  /// Whether the database takes commands: nothing stands in the way that is known of, and the disk has
  /// some room.
  public func isReady() async -> Bool {
    guard hasRoom else { return false }
    if writer.isHealthy { return true }
    // A quota does not show in the room of the disk: only a write tells.
    _ = try? await writer.perform(ProbeStorage(), take: nil)
    return writer.isHealthy
  }

  private var hasRoom: Bool {
    var disk = statvfs()
    guard statvfs(path, &disk) == 0 else { return false }
    return UInt64(disk.f_bavail) * UInt64(disk.f_frsize) >= Self.leastRoom
  }

  /// Bytes. Less is soon used up by the log and the database together.
  private static let leastRoom: UInt64 = 4 << 20

  /// How many commands wait for their batch.
  package var waitingCount: Int { writer.waitingCount }

  // MARK: Reading

  public func userID(tokenHash: [UInt8]) async throws -> UserID? {
    try readers.read { connection in
      try connection.first("SELECT id FROM users WHERE tokenHash = ?", tokenHash) { row in
        UserID(rawValue: row.integer(0))
      }
    }
  }

  /// The users who were made last, newest first.
  public func newestUsers(limit: Int) throws -> [(id: UserID, tokenHash: [UInt8])] {
    try readers.read { connection in
      try connection.all("SELECT id, tokenHash FROM users ORDER BY id DESC LIMIT ?", limit) { row in
        (UserID(rawValue: row.integer(0)), row.bytes(1))
      }
    }
  }

  public func cart(_ id: CartID, of user: UserID) async throws -> Cart? {
    try readers.read { try CartRecord.fetchOne($0, id, of: user)?.cart }
  }

  public func order(_ id: OrderID, of user: UserID) async throws -> Order? {
    let order = try readers.read { try Order.fetchOne($0, id) }
    guard let order, order.userID == user else { return nil }
    return asOfNow(order)
  }

  /// A user's orders, newest first.
  ///
  /// - Parameter before: only orders with lower numbers.
  public func orders(of user: UserID, before: OrderID?, limit: Int) async throws -> [Order] {
    try readers.read { try Order.fetchAll($0, of: user, before: before, limit: limit) }
      .map(asOfNow)
  }

  public func product(_ id: ProductID) async throws -> Product? {
    try readers.read { try Product.fetchOne($0, id) }
  }

  /// Products by their numbers.
  ///
  /// - Parameter after: only products with higher numbers.
  public func products(after: ProductID?, limit: Int) async throws -> [Product] {
    try readers.read { try Product.fetchAll($0, after: after, limit: limit) }
  }

  /// What an order through the cache needs to know first.
  public enum Quote: Sendable {
    /// The key has an answer already.
    case replayed(Reply)
    /// What to take from the cache.
    case demand(Demand)
  }

  /// Looks a cart up for an order through the cache, without the writer.
  ///
  /// - Throws: ``CommandError/refused(_:)`` for what comes before stock, ``CommandError/keyReused``.
  public func quote(
    cart id: CartID, of user: UserID, claim: Claim?
  ) async throws(CommandError) -> Quote {
    do {
      return try readers.read { connection in
        try connection.snapshot { try quote(cart: id, of: user, claim: claim, in: connection) }
      }
    } catch let refusal as Refusal {
      throw .refused(refusal)
    } catch let error as CommandError {
      throw error
    } catch {
      throw .failed(error)
    }
  }

  private func quote(
    cart id: CartID, of user: UserID, claim: Claim?, in connection: Connection
  ) throws -> Quote {
    if let claim, let stored = try Reply.fetchOne(connection, for: claim) {
      return .replayed(stored)
    }
    guard let record = try CartRecord.fetchOne(connection, id, of: user) else {
      throw Refusal.cartNotFound
    }
    if let orderID = record.orderID { throw Refusal.cartAlreadyOrdered(orderID) }
    let checkout = try Checkout(
      items: record.cart.items, by: user, at: now(), in: connection,
      product: { try Product.fetchOne(connection, $0) })
    if let refusal = checkout.refusalBeforeStock() { throw refusal }
    return .demand(checkout.demand)
  }

  /// An order whose hold has run out has expired, even before the sweeper comes.
  private func asOfNow(_ order: Order) -> Order {
    var order = order
    if order.isDue(at: now()) { order.status = .expired }
    return order
  }

  // MARK: Opening

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "orders"
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      // The writer checkpoints by itself, between batches; nobody else may (SQLite before 3.51.3 can
      // corrupt the log when two connections do).
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
    }
    return configuration
  }

  /// Names, addresses and telephone numbers are nobody else's business: the file, and what SQLite puts
  /// beside it, is its owner's alone. Before SQLite has the file open, closing it does no harm.
  private static func createPrivately(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .unusable(path: path, reason: String(cString: strerror(errno)))
    }
    Glibc.close(descriptor)
  }

  /// Refuses what is not ours before anything of it is changed.
  private static func recognize(_ path: String) throws {
    do {
      try recognize(path, readonly: true)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
      // A process has died while it made the database, before there was a log: what it left behind has
      // to be undone before anybody can read, which a connection that only reads may not do.
      try recognize(path, readonly: false)
    }
  }

  private static func recognize(_ path: String, readonly: Bool) throws {
    var configuration = Configuration()
    configuration.readonly = readonly
    configuration.busyMode = .timeout(5)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.read { db in
      guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID else {
        // Nothing, or what a process has left behind that died before it came to our own tables.
        let foreign = "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'grdb_migrations'"
        guard try Int.fetchOne(db, sql: foreign) == 0 else {
          throw StoreError.notAnOrderDatabase(path: path)
        }
        return
      }
      if try Schema.migrator.hasBeenSuperseded(db) { throw StoreError.newerVersion(path: path) }
    }
    try queue.close()
  }

  static func translate(_ error: any Error, path: String) -> StoreError {
    guard let error = error as? DatabaseError else {
      return .unusable(path: path, reason: "\(error)")
    }
    if error.resultCode == .SQLITE_NOTADB { return .notAnOrderDatabase(path: path) }
    return .unusable(path: path, reason: error.message ?? "SQLite error \(error.resultCode)")
  }
}

extension Timestamp {
  /// The clock on the wall.
  public static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(rawValue: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
