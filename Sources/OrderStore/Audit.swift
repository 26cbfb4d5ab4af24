import GRDB
import Ordering

/// Proves the books from the database alone.
///
/// For every product, its quantity must be the sum of its ledger, and what was sold, is held and is in
/// stock must be what was received. For every order, the ledger must have taken its pieces if it keeps
/// them, and nothing if it doesn't; and no payment may both count and be marked for refund. Reads one
/// snapshot, and can run beside a server.
public struct Audit: Sendable {
  /// Something that does not add up.
  public struct Finding: Equatable, Sendable, CustomStringConvertible {
    public let description: String
  }

  public let productCount: Int
  public let orderCount: Int
  public let findings: [Finding]

  /// - Throws: ``StoreError`` where there is no such database, or it cannot be read.
  public init(path: String) throws(StoreError) {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      self = try queue.read { db in
        guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID else {
          throw StoreError.notAnOrderDatabase(path: path)
        }
        if try Schema.migrator.hasBeenSuperseded(db) { throw StoreError.newerVersion(path: path) }
        return try Audit(db)
      }
    } catch let error as StoreError {
      throw error
    } catch {
      throw OrderStore.translate(error, path: path)
    }
  }

  private init(_ db: Database) throws {
    findings =
      try Self.structure(db) + Self.ledger(db) + Self.totals(db) + Self.orders(db)
      + Self.payments(db)
    productCount = try Int.fetchOne(db, sql: "SELECT count(*) FROM flash_products")!
    orderCount = try Int.fetchOne(db, sql: "SELECT count(*) FROM orders")!
  }

  /// Whether the file is whole: pages, indices, checks, foreign keys.
  private static func structure(_ db: Database) throws -> [Finding] {
    let pages = try String.fetchAll(db, sql: "PRAGMA integrity_check")
      .filter { $0 != "ok" }
      .map { Finding(description: "the file is damaged: \($0)") }
    let keys = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
      let table: String = row[0]
      let parent: String = row[2]
      return Finding(description: "\(table): a row refers to a row of \(parent) that is not there")
    }
    return pages + keys
  }

  private static func ledger(_ db: Database) throws -> [Finding] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, name, quantity, coalesce(sum, 0) FROM flash_products LEFT JOIN
          (SELECT productID, sum(change) AS sum FROM stock_movements GROUP BY productID)
          ON productID = id
        WHERE quantity != coalesce(sum, 0) ORDER BY id
        """
    ).map { row in
      let (quantity, sum): (Int64, Int64) = (row[2], row[3])
      return Finding(
        description: "\(product(row)): \(quantity) in stock, but its ledger adds up to \(sum): "
          + "off by \(signed(quantity - sum))")
    }
  }

  private static func totals(_ db: Database) throws -> [Finding] {
    try Row.fetchAll(
      db,
      sql: """
        WITH pieces AS (
          SELECT productID,
            sum(CASE WHEN \(OrderStatus.keepingStock) AND status != 'pending' THEN quantity ELSE 0 END)
              AS sold,
            sum(CASE WHEN status = 'pending' THEN quantity ELSE 0 END) AS held
          FROM order_items JOIN orders ON orders.id = orderID GROUP BY productID),
        receipts AS (
          SELECT productID, sum(change) AS received FROM stock_movements
          WHERE kind IN ('received', 'adjusted') GROUP BY productID)
        SELECT * FROM (
          SELECT id, name, coalesce(sold, 0) AS sold, quantity, coalesce(held, 0) AS held,
            coalesce(received, 0) AS received
          FROM flash_products LEFT JOIN pieces ON pieces.productID = id
            LEFT JOIN receipts ON receipts.productID = id)
        WHERE sold + quantity + held != received ORDER BY id
        """
    ).map { row in
      let (sold, stock, held, received): (Int64, Int64, Int64, Int64) =
        (row[2], row[3], row[4], row[5])
      let difference = signed(sold + stock + held - received)
      return Finding(
        description: "\(product(row)): \(sold) sold + \(stock) in stock + \(held) held, "
          + "but \(received) received: off by \(difference)")
    }
  }

  private static func orders(_ db: Database) throws -> [Finding] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT flash_products.id, flash_products.name, orderID, sum(pieces) AS taken, sum(kept) AS due
        FROM (
          SELECT orderID, productID, -change AS pieces, 0 AS kept
          FROM stock_movements WHERE orderID IS NOT NULL
          UNION ALL
          SELECT orderID, productID, 0,
            CASE WHEN \(OrderStatus.keepingStock) THEN quantity ELSE 0 END
          FROM order_items JOIN orders ON orders.id = orderID)
        JOIN flash_products ON flash_products.id = productID
        GROUP BY orderID, productID HAVING taken != due ORDER BY orderID, productID
        """
    ).map { row in
      let (order, taken, due): (Int64, Int64, Int64) = (row[2], row[3], row[4])
      return Finding(
        description: "\(product(row)): order \(order) has taken \(taken) by the ledger, "
          + "but should have \(due): off by \(signed(taken - due))")
    }
  }

  private static func payments(_ db: Database) throws -> [Finding] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT orders.id, orders.reference FROM orders JOIN late_payments
          ON late_payments.orderID = orders.id AND late_payments.reference = orders.reference
        WHERE status = 'paid' ORDER BY orders.id
        """
    ).map { row in
      let (order, reference): (Int64, String) = (row[0], row[1])
      return Finding(
        description: "order \(order): payment '\(reference)' is marked for refund, and paid with")
    }
  }

  private static func product(_ row: Row) -> String {
    let (id, name): (Int64, String) = (row[0], row[1])
    return "product \(id) (\(name))"
  }

  private static func signed(_ number: Int64) -> String { number > 0 ? "+\(number)" : "\(number)" }
}
