import Foundation
import GRDB
import Ordering

// How rows become values. Columns are read by position, next to the SQL that names them.

extension Product {
  static let columns = "id, name, price, quantity, quantityThreshold, limitPerUser, version"

  init(row: Row) {
    self.init(
      id: ProductID(rawValue: row[0]), name: row[1], price: row[2], quantity: row[3],
      quantityThreshold: row[4], limitPerUser: row[5], version: row[6])
  }

  static func fetchOne(_ db: Database, _ id: ProductID) throws -> Product? {
    let statement = try db.cachedStatement(
      sql: "SELECT \(columns) FROM flash_products WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [id.rawValue]).map(Product.init)
  }
}

/// A cart, and the order that it became.
struct CartRecord {
  let cart: Cart
  let orderID: OrderID?

  /// - Returns: `nil` where there is no such cart, or it is not the user's.
  static func fetchOne(_ db: Database, _ id: CartID, of user: UserID) throws -> CartRecord? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT orders.id, productID, quantity, price
        FROM carts JOIN cart_items ON cart_items.cartID = carts.id
        LEFT JOIN orders ON orders.cartID = carts.id
        WHERE carts.id = ? AND carts.userID = ? ORDER BY line
        """)
    let rows = try Row.fetchCursor(statement, arguments: [id.rawValue, user.rawValue])
    var items: [Item] = []
    var orderID: Int64?
    while let row = try rows.next() {
      orderID = row[0]
      items.append(Item(productID: ProductID(rawValue: row[1]), quantity: row[2], price: row[3]))
    }
    guard !items.isEmpty else { return nil }
    return CartRecord(
      cart: Cart(id: id, userID: user, items: items), orderID: orderID.map(OrderID.init))
  }
}

extension Order {
  private static let columns =
    "orders.id, userID, way, status, name, address, phone, createdAt, expiresAt"

  private init(row: Row, items: [Item]) {
    self.init(
      id: OrderID(rawValue: row[0]), userID: UserID(rawValue: row[1]),
      way: SellingWay(rawValue: row[2])!, status: OrderStatus(rawValue: row[3])!, items: items,
      recipient: Recipient(name: row[4], address: row[5], phone: row[6]),
      createdAt: Timestamp(rawValue: row[7]),
      expiresAt: (row[8] as Int64?).map(Timestamp.init))
  }

  static func fetchOne(_ db: Database, _ id: OrderID) throws -> Order? {
    let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM orders WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [id.rawValue]) else { return nil }
    return Order(row: row, items: try items(db, of: id))
  }

  /// The user's orders below a number, newest first.
  static func fetchAll(
    _ db: Database, of user: UserID, before: OrderID?, limit: Int
  ) throws -> [Order] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT \(columns) FROM orders WHERE userID = ? AND id < ? ORDER BY id DESC LIMIT ?
        """)
    let bound = before?.rawValue ?? Int64.max
    return try Row.fetchAll(statement, arguments: [user.rawValue, bound, limit]).map { row in
      Order(row: row, items: try items(db, of: OrderID(rawValue: row[0])))
    }
  }

  /// Pending orders whose hold has run out, the oldest first.
  static func fetchDue(_ db: Database, at now: Timestamp, limit: Int) throws -> [Order] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT \(columns) FROM orders WHERE status = 'pending' AND expiresAt <= ?
        ORDER BY expiresAt LIMIT ?
        """)
    return try Row.fetchAll(statement, arguments: [now.rawValue, limit]).map { row in
      Order(row: row, items: try items(db, of: OrderID(rawValue: row[0])))
    }
  }

  private static func items(_ db: Database, of id: OrderID) throws -> [Item] {
    let statement = try db.cachedStatement(
      sql: "SELECT productID, quantity, price FROM order_items WHERE orderID = ? ORDER BY line")
    return try Row.fetchAll(statement, arguments: [id.rawValue]).map { row in
      Item(productID: ProductID(rawValue: row[0]), quantity: row[1], price: row[2])
    }
  }
}

extension Checkout {
  /// - Parameter product: how a product is looked up.
  init(
    items: [Item], by user: UserID, at now: Timestamp, in db: Database,
    product: (ProductID) throws -> Product?
  ) throws {
    var states: [ProductID: ProductState] = [:]
    for item in items where states[item.productID] == nil {
      // Foreign keys keep the products of a cart, unless somebody has switched them off.
      guard let product = try product(item.productID) else {
        throw DatabaseError(
          resultCode: .SQLITE_CORRUPT, message: "product \(item.productID.rawValue) is gone")
      }
      let ordered =
        product.limitPerUser == nil
        ? 0 : try Self.ordered(item.productID, by: user, at: now, in: db)
      states[item.productID] = ProductState(product: product, orderedByUser: ordered)
    }
    self.init(items: items, products: states)
  }

  /// How many pieces of a product the user's orders have that keep their stock. Those whose hold has
  /// run out do not, even before the sweeper comes.
  private static func ordered(
    _ id: ProductID, by user: UserID, at now: Timestamp, in db: Database
  ) throws -> Int64 {
    let statement = try db.cachedStatement(
      sql: """
        SELECT coalesce(sum(quantity), 0)
        FROM orders JOIN order_items ON orderID = orders.id
        WHERE userID = ? AND productID = ? AND \(OrderStatus.keepingStock)
          AND (status != 'pending' OR expiresAt > ?)
        """)
    return try Int64.fetchOne(
      statement, arguments: [user.rawValue, id.rawValue, now.rawValue])!
  }
}

extension Reply {
  /// What was stored for a key.
  ///
  /// - Throws: ``CommandError/keyReused`` where the key was used with another body.
  static func fetchOne(_ db: Database, for claim: Claim) throws -> Reply? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT fingerprint, status, body FROM idempotency_keys
        WHERE principal = ? AND method = ? AND path = ? AND key = ?
        """)
    let row = try Row.fetchOne(
      statement, arguments: [claim.principal, claim.method, claim.path, claim.key])
    guard let row else { return nil }
    guard [UInt8](row[0] as Data) == claim.fingerprint else { throw CommandError.keyReused }
    return Reply(status: row[1], body: [UInt8](row[2] as Data), isReplay: true)
  }
}
