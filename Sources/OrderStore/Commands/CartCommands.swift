import Ordering

/// Makes a cart at the prices of the moment.
public struct CreateCart: Command {
  let userID: UserID
  let items: [RequestedItem]

  public init(userID: UserID, items: [RequestedItem]) {
    self.userID = userID
    self.items = items
  }

  /// - Throws: `Refusal.unknownProducts`, `Refusal.priceChanged` where a client saw another price.
  public func apply(to batch: Batch) throws -> Cart {
    let products = try items.map { try batch.product($0.productID) }
    let unknown = products.indices.filter { products[$0] == nil }
    guard unknown.isEmpty else { throw Refusal.unknownProducts(lines: unknown) }

    let prices = products.map { $0!.price }
    let changes = zip(items, prices).compactMap { item, price -> PriceChange? in
      guard let seen = item.price, seen != price else { return nil }
      return PriceChange(productID: item.productID, seen: seen, current: price)
    }
    guard changes.isEmpty else { throw Refusal.priceChanged(changes) }

    let id = CartID(
      rawValue: try batch.insert(
        "INSERT INTO carts (userID, createdAt) VALUES (?, ?)",
        userID.rawValue, batch.now.rawValue))
    let priced = zip(items, prices).map { item, price in
      Item(productID: item.productID, quantity: item.quantity, price: price)
    }
    for (line, item) in priced.enumerated() {
      try batch.execute(
        "INSERT INTO cart_items (cartID, line, productID, quantity, price) VALUES (?, ?, ?, ?, ?)",
        id.rawValue, line, item.productID.rawValue, item.quantity, item.price)
    }
    return Cart(id: id, userID: userID, items: priced)
  }
}
