import Ordering

/// Adds a product; its first stock is the first row of its ledger.
public struct CreateProduct: Command {
  let product: NewProduct

  public init(_ product: NewProduct) { self.product = product }

  public func apply(to batch: Batch) throws -> Product {
    try batch.create(product)
  }
}

/// Adds products, all or none.
public struct ImportProducts: Command {
  let products: [NewProduct]

  public init(_ products: [NewProduct]) { self.products = products }

  public func apply(to batch: Batch) throws -> [ProductID] {
    try products.map { try batch.create($0).id }
  }
}

/// Changes a stock by hand.
public struct AdjustStock: Command {
  let productID: ProductID
  let change: Int64
  let reason: String

  /// - Precondition: `change` is not 0.
  public init(productID: ProductID, change: Int64, reason: String) {
    precondition(change != 0)
    self.productID = productID
    self.change = change
    self.reason = reason
  }

  public func apply(to batch: Batch) throws -> Product {
    guard let product = try batch.product(productID) else { throw Refusal.productNotFound }
    let quantity = product.quantity + change
    if quantity < Limits.stock.lowerBound {
      throw Refusal.insufficientStock(available: product.quantity)
    }
    if quantity > Limits.stock.upperBound {
      throw Refusal.stockLimit(available: product.quantity)
    }
    try batch.move(productID, by: change, .adjusted(reason: reason))
    return try batch.product(productID)!
  }
}

/// Changes what an administrator may change of a product, where nobody else did in the meantime.
public struct ChangeProduct: Command {
  let productID: ProductID
  let changes: ProductChanges
  let expectedVersion: Int64?

  /// - Parameter expectedVersion: the version that was seen, or `nil` for any.
  public init(productID: ProductID, changes: ProductChanges, expectedVersion: Int64?) {
    self.productID = productID
    self.changes = changes
    self.expectedVersion = expectedVersion
  }

  public func apply(to batch: Batch) throws -> Product {
    guard var product = try batch.product(productID) else { throw Refusal.productNotFound }
    if let expectedVersion, expectedVersion != product.version {
      throw Refusal.preconditionFailed(currentVersion: product.version)
    }
    product.name = changes.name ?? product.name
    product.price = changes.price ?? product.price
    product.quantityThreshold = changes.quantityThreshold ?? product.quantityThreshold
    product.limitPerUser = changes.limitPerUser ?? product.limitPerUser
    product.version += 1
    try batch.execute(
      """
      UPDATE flash_products SET name = ?, price = ?, quantityThreshold = ?, limitPerUser = ?, version = ?
      WHERE id = ?
      """, product.name, product.price, product.quantityThreshold, product.limitPerUser,
      product.version, productID.rawValue)
    batch.replace(product)
    return product
  }
}

/// Puts every product into the cache. Safe in the middle of a sale: it says what is committed, and
/// what is taken stays taken.
public struct GenerateCache: Command {
  public init() {}

  /// - Returns: how many products the cache has.
  public func apply(to batch: Batch) throws -> Int {
    try batch.execute("UPDATE flash_products SET isCached = 1 WHERE isCached = 0")
    return try batch.loadCachedProducts()
  }
}

extension Batch {
  fileprivate func create(_ new: NewProduct) throws -> Product {
    let id = ProductID(
      rawValue: try insert(
        """
        INSERT INTO flash_products (name, price, quantityThreshold, limitPerUser) VALUES (?, ?, ?, ?)
        """, new.name, new.price, new.quantityThreshold, new.limitPerUser))
    if new.quantity > 0 {
      _ = try product(id)
      try move(id, by: new.quantity, .received)
    }
    return try product(id)!
  }

  /// Publishes what every product of the cache has in stock.
  func loadCachedProducts() throws -> Int {
    let loaded = try Product.fetchCached(connection)
    for (id, quantity) in loaded { load(id, quantity: quantity) }
    return loaded.count
  }
}
