import GRDB
import Ordering

// How rows become values. Columns are read by position, next to the SQL that names them.

extension Product {
  private static let columns =
    "id, name, price, quantity, quantityThreshold, limitPerUser, version"

  private static let byID = SQL("SELECT \(columns) FROM flash_products WHERE id = ?")
  private static let after = SQL(
    "SELECT \(columns) FROM flash_products WHERE id > ? ORDER BY id LIMIT ?")

  private init(_ row: ResultRow) {
    self.init(
      id: ProductID(rawValue: row.integer(0)), name: row.text(1), price: row.integer(2),
      quantity: row.integer(3), quantityThreshold: row.integer(4),
      limitPerUser: row.optionalInteger(5), version: row.integer(6))
  }

  static func fetchOne(_ connection: Connection, _ id: ProductID) throws -> Product? {
    try connection.first(byID, id.rawValue, read: Product.init)
  }

  static func fetchAll(
    _ connection: Connection, after id: ProductID?, limit: Int
  ) throws -> [Product] {
    try connection.all(after, id?.rawValue ?? 0, limit, read: Product.init)
  }

  /// What is in stock of the products that are in the cache.
  static func fetchCached(_ connection: Connection) throws -> [(ProductID, Int64)] {
    try connection.all("SELECT id, quantity FROM flash_products WHERE isCached = 1") { row in
      (ProductID(rawValue: row.integer(0)), row.integer(1))
    }
  }
}

/// A cart, and the order that it became.
struct CartRecord {
  let cart: Cart
  let orderID: OrderID?

  /// - Returns: `nil` where there is no such cart, or it is not the user's.
  static func fetchOne(
    _ connection: Connection, _ id: CartID, of user: UserID
  ) throws -> CartRecord? {
    var orderID: OrderID?
    let items = try connection.all(
      """
      SELECT orders.id, productID, quantity, price
      FROM carts JOIN cart_items ON cart_items.cartID = carts.id
      LEFT JOIN orders ON orders.cartID = carts.id
      WHERE carts.id = ? AND carts.userID = ? ORDER BY line
      """, id.rawValue, user.rawValue
    ) { row in
      orderID = row.optionalInteger(0).map(OrderID.init)
      return Item(
        productID: ProductID(rawValue: row.integer(1)), quantity: row.integer(2),
        price: row.integer(3))
    }
    guard !items.isEmpty else { return nil }
    return CartRecord(cart: Cart(id: id, userID: user, items: items), orderID: orderID)
  }
}

extension Order {
  private static let columns =
    "orders.id, userID, way, status, name, address, phone, createdAt, expiresAt"

  private static let byID = SQL("SELECT \(columns) FROM orders WHERE id = ?")
  private static let ofUser = SQL(
    "SELECT \(columns) FROM orders WHERE userID = ? AND id < ? ORDER BY id DESC LIMIT ?")
  private static let due = SQL(
    """
    SELECT \(columns) FROM orders WHERE status = 'pending' AND expiresAt <= ?
    ORDER BY expiresAt LIMIT ?
    """)

  private init(_ row: ResultRow, _ connection: Connection) throws {
    let id = OrderID(rawValue: row.integer(0))
    self.init(
      id: id, userID: UserID(rawValue: row.integer(1)),
      way: SellingWay(rawValue: row.text(2))!, status: OrderStatus(rawValue: row.text(3))!,
      items: try Self.items(connection, of: id),
      recipient: Recipient(name: row.text(4), address: row.text(5), phone: row.text(6)),
      createdAt: Timestamp(rawValue: row.integer(7)),
      expiresAt: row.optionalInteger(8).map(Timestamp.init))
  }

  static func fetchOne(_ connection: Connection, _ id: OrderID) throws -> Order? {
    try connection.first(byID, id.rawValue) { try Order($0, connection) }
  }

  /// The user's orders below a number, newest first.
  static func fetchAll(
    _ connection: Connection, of user: UserID, before: OrderID?, limit: Int
  ) throws -> [Order] {
    try connection.all(ofUser, user.rawValue, before?.rawValue ?? Int64.max, limit) { row in
      try Order(row, connection)
    }
  }

  /// Pending orders whose hold has run out, the oldest first.
  static func fetchDue(
    _ connection: Connection, at now: Timestamp, limit: Int
  ) throws -> [Order] {
    try connection.all(due, now.rawValue, limit) { try Order($0, connection) }
  }

  private static func items(_ connection: Connection, of id: OrderID) throws -> [Item] {
    try connection.all(
      "SELECT productID, quantity, price FROM order_items WHERE orderID = ? ORDER BY line",
      id.rawValue
    ) { row in
      Item(
        productID: ProductID(rawValue: row.integer(0)), quantity: row.integer(1),
        price: row.integer(2))
    }
  }
}

extension Checkout {
  /// - Parameter product: how a product is looked up.
  init(
    items: [Item], by user: UserID, at now: Timestamp, in connection: Connection,
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
        ? 0 : try Self.ordered(item.productID, by: user, at: now, in: connection)
      states[item.productID] = ProductState(product: product, orderedByUser: ordered)
    }
    self.init(items: items, products: states)
  }

  private static let keptPieces = SQL(
    """
    SELECT coalesce(sum(quantity), 0)
    FROM orders JOIN order_items ON orderID = orders.id
    WHERE userID = ? AND productID = ? AND \(OrderStatus.keepingStock)
      AND (status != 'pending' OR expiresAt > ?)
    """)

  /// How many pieces of a product the user's orders have that keep their stock. Those whose hold has
  /// run out do not, even before the sweeper comes.
  private static func ordered(
    _ id: ProductID, by user: UserID, at now: Timestamp, in connection: Connection
  ) throws -> Int64 {
    try connection.first(keptPieces, user.rawValue, id.rawValue, now.rawValue) { row in
      row.integer(0)
    }!
  }
}

extension Reply {
  /// What was stored for a key.
  ///
  /// - Throws: ``CommandError/keyReused`` where the key was used with another body.
  static func fetchOne(_ connection: Connection, for claim: Claim) throws -> Reply? {
    try connection.first(
      """
      SELECT fingerprint, status, body FROM idempotency_keys
      WHERE principal = ? AND method = ? AND path = ? AND key = ?
      """, claim.principal, claim.method, claim.path, claim.key
    ) { row in
      guard row.bytes(0) == claim.fingerprint else { throw CommandError.keyReused }
      return Reply(status: Int(row.integer(1)), body: row.bytes(2), isReplay: true)
    }
  }
}
