import GRDB
import Ordering

/// The commands of one transaction, while they are decided and written.
///
/// It sees what earlier commands of the batch have written. Products are read once a batch and followed
/// from then on, which is right because nobody else writes.
public final class Batch {
  let db: Database
  let connection: Connection
  let now: Timestamp
  /// How long a new order holds its stock; zero: it is final at once.
  let hold: Duration
  private var products: [ProductID: Product] = [:]
  private(set) var publication = Publication()

  /// - Parameter connection: the same as of `db`.
  init(db: Database, connection: Connection, now: Timestamp, hold: Duration) {
    self.db = db
    self.connection = connection
    self.now = now
    self.hold = hold
  }

  // MARK: Products and their stock

  func product(_ id: ProductID) throws -> Product? {
    if let product = products[id] { return product }
    let product = try Product.fetchOne(connection, id)
    products[id] = product
    return product
  }

  /// Why pieces come and go; the ledger's `kind`.
  enum Movement {
    case received
    case adjusted(reason: String)
    case ordered(OrderID)
    case cancelled(OrderID)
    case expired(OrderID)
  }

  /// Writes a row of the ledger; the schema takes the product's quantity along.
  ///
  /// - Precondition: the product has been looked up in this batch.
  func move(_ id: ProductID, by change: Int64, _ movement: Movement) throws {
    let (kind, orderID, reason): (String, OrderID?, String?) =
      switch movement {
      case .received: ("received", nil, nil)
      case .adjusted(let reason): ("adjusted", nil, reason)
      case .ordered(let id): ("ordered", id, nil)
      case .cancelled(let id): ("cancelled", id, nil)
      case .expired(let id): ("expired", id, nil)
      }
    try execute(
      """
      INSERT INTO stock_movements (productID, orderID, kind, change, reason, createdAt)
      VALUES (?, ?, ?, ?, ?, ?)
      """, id.rawValue, orderID?.rawValue, kind, change, reason, now.rawValue)
    products[id]!.quantity += change
    publication.quantities[id] = products[id]!.quantity
  }

  /// Keeps the products that a command has changed by other ways than the ledger.
  func replace(_ product: Product) { products[product.id] = product }

  func countOrder() { publication.orderCount += 1 }

  func load(_ id: ProductID, quantity: Int64) { publication.loaded[id] = quantity }

  // MARK: Checkout

  /// What the rules need to know of some items and of who orders them.
  func checkout(_ items: [Item], by user: UserID) throws -> Checkout {
    try Checkout(items: items, by: user, at: now, in: connection, product: product)
  }

  // MARK: SQL

  /// Runs a statement that is kept prepared.
  func execute(_ sql: SQL, _ arguments: (any Bindable)?...) throws {
    try connection.execute(sql, arguments)
  }

  func insert(_ sql: SQL, _ arguments: (any Bindable)?...) throws -> Int64 {
    try connection.execute(sql, arguments)
    return connection.lastInsertedRowID
  }
}
