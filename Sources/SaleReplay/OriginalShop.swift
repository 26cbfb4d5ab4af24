import Foundation
import GRDB
import Synchronization

/// The original service, rebuilt with its mistakes: what it decides rests on what it read a while ago.
///
/// As many requests are served at a time as there are workers, each with a connection of its own, as PHP's
/// process manager does it. A worker pauses between a check and what follows from it; how long is drawn
/// from the seed. On a busy server the pauses come from the network and the scheduler, now and then; here they
/// always come, so that the race shows on every machine.
///
/// One thing is unlike MySQL: SQLite refuses to write in a transaction whose reads are out of date, where MySQL's
/// `UPDATE` acts upon the newest row. So the check reads on its own, before the transaction that writes.
final class OriginalShop: Sendable {
  static let workerCount = 24

  private let sale: Sale
  private let way: Way
  private let path: String
  private let clock: SaleClock
  private let witness: Witness
  /// Stands for Redis: each read and each write is one step, and nothing holds the two together.
  private let cache: Mutex<[Int64]>
  /// SQLite lets one connection write at a time. To wait here is fairer than to ask it again and again.
  private let writing = Mutex(())

  /// - Parameter way: one of the original's.
  init(_ sale: Sale, by way: Way, path: String, clock: SaleClock, witness: Witness) throws {
    precondition(way.isOriginal)
    self.sale = sale
    self.way = way
    self.path = path
    self.clock = clock
    self.witness = witness
    cache = Mutex(sale.products.map(\.quantity))
    let db = try connection()
    try db.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
    try db.write { db in
      try db.execute(sql: Self.tables)
      for product in sale.products {
        try db.execute(
          sql: """
            INSERT INTO flash_products (name, quantity, price, quantityThreshold, flagStock)
            VALUES (?, ?, ?, ?, 'Available')
            """,
          arguments: [product.name, product.quantity, product.price, product.quantityThreshold])
      }
    }
    try db.close()
  }

  /// What the cache says is left, by product.
  var cachedStock: [Int64] { cache.withLock { $0 } }

  private static let tables = """
    CREATE TABLE flash_products (
      id INTEGER PRIMARY KEY, name TEXT, quantity INTEGER, price INTEGER, quantityThreshold INTEGER,
      flagStock TEXT);
    CREATE TABLE orders (
      id INTEGER PRIMARY KEY, userID INTEGER, name TEXT, address TEXT, phone TEXT);
    CREATE TABLE order_items (orderID INTEGER, productID INTEGER, quantity INTEGER, price INTEGER);
    """

  // MARK: Workers

  private struct Request {
    let time: Duration
    let buyer: Int
    /// Like no other one's.
    let number: Int
  }

  /// Requests in the order in which they come, each for one worker.
  private final class Line: Sendable {
    private let requests: [Request]
    private let count = Atomic(0)

    init(_ requests: [Request]) { self.requests = requests }

    func next() -> Request? {
      let index = count.wrappingAdd(1, ordering: .relaxed).oldValue
      return index < requests.count ? requests[index] : nil
    }
  }

  /// Serves everybody who comes.
  func sell() async throws {
    let line = Line(requests())
    try await withThrowingTaskGroup { group in
      for _ in 0..<Self.workerCount {
        group.addTask { try await onThread { try self.work(line) } }
      }
      try await group.waitForAll()
    }
  }

  private func work(_ line: Line) throws {
    let db = try connection()
    while let request = line.next() {
      clock.wait(until: request.time)
      try serve(request, db)
    }
    try db.close()
  }

  /// An order whose answer was lost is sent again half a minute later. Nothing can be paid, cancelled or
  /// given back.
  private func requests() -> [Request] {
    let times = sale.buyers.enumerated().flatMap { index, buyer in
      let first = (buyer.arrival, index)
      return buyer.retries ? [first, (buyer.arrival + Sale.retryDelay, index)] : [first]
    }
    return times.sorted { $0.0 < $1.0 }.enumerated().map { number, entry in
      Request(time: entry.0, buyer: entry.1, number: number)
    }
  }

  private func connection() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  // MARK: An order

  private func serve(_ request: Request, _ db: DatabaseQueue) throws {
    let start = ContinuousClock.now
    var random = SeededGenerator(seed: sale.seed &* 0x1_0001 &+ UInt64(request.number))
    let lines = sale.buyers[request.buyer].lines
    let isAccepted =
      way == .originalCache
      ? takeFromCache(lines, &random) : try hasStock(lines, db, &random)
    if isAccepted { try write(lines, of: request.buyer, db) }
    witness.answered(after: .now - start)
  }

  /// Mistake: whoever reads before another one's write takes the same pieces. Mistake: what earlier lines
  /// took stays taken when a later one is refused.
  private func takeFromCache(_ lines: [Sale.Line], _ random: inout SeededGenerator) -> Bool {
    for line in lines {
      let seen = cache.withLock { $0[line.product] }
      pause(&random)
      guard seen >= line.quantity else { return false }
      cache.withLock { $0[line.product] = seen - line.quantity }
    }
    return true
  }

  /// Mistake: no lock lasts from here to the decrement. Mistake: what reaches the threshold is refused, so that
  /// the last piece cannot be sold.
  private func hasStock(
    _ lines: [Sale.Line], _ db: DatabaseQueue, _ random: inout SeededGenerator
  ) throws -> Bool {
    for line in lines {
      let row = try db.read { db in
        try Row.fetchOne(
          db, sql: "SELECT quantity, quantityThreshold FROM flash_products WHERE id = ?",
          arguments: [line.product + 1])!
      }
      let (quantity, threshold): (Int64, Int64) = (row[0], row[1])
      pause(&random)
      guard quantity - line.quantity > threshold else { return false }
    }
    return true
  }

  /// Mistake: decrements whatever is there by now.
  private func write(_ lines: [Sale.Line], of buyer: Int, _ db: DatabaseQueue) throws {
    try writing.withLock { _ in
      try db.write { db in
        try db.execute(
          sql: "INSERT INTO orders (userID, name, address, phone) VALUES (?, 'A buyer', '', '')",
          arguments: [buyer + 1])
        let order = db.lastInsertedRowID
        for line in lines {
          try db.execute(
            sql: "INSERT INTO order_items VALUES (?, ?, ?, ?)",
            arguments: [
              order, line.product + 1, line.quantity, sale.products[line.product].price,
            ])
          try db.execute(
            sql: """
              UPDATE flash_products SET quantity = quantity - ?1, flagStock =
                CASE WHEN quantity - ?1 <= quantityThreshold THEN 'Out of stock' ELSE flagStock END
              WHERE id = ?2
              """, arguments: [line.quantity, line.product + 1])
          let left = try Int64.fetchOne(
            db, sql: "SELECT quantity FROM flash_products WHERE id = ?",
            arguments: [line.product + 1])!
          witness.saw(left, of: line.product, at: clock.elapsed)
        }
      }
    }
  }

  private func pause(_ random: inout SeededGenerator) {
    Thread.sleep(forTimeInterval: .random(in: 0.0005..<0.004, using: &random))
  }
}

/// Does what blocks on a thread of its own, of which the pool of tasks has too few.
private func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
  }
}
