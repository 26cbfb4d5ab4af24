/// Some pieces of a product at a price; a line of a cart or of an order.
public struct Item: Equatable, Sendable {
  public let productID: ProductID
  public let quantity: Int64
  /// Of one piece, in the currency's minor unit: the product's when the cart was made.
  public let price: Int64

  public init(productID: ProductID, quantity: Int64, price: Int64) {
    self.productID = productID
    self.quantity = quantity
    self.price = price
  }
}

extension Sequence<Item> {
  /// What all of it costs, in the currency's minor unit.
  public var total: Int64 { reduce(0) { $0 + $1.quantity * $1.price } }
}

/// What a user means to buy. It never changes, and it is ordered at most once.
public struct Cart: Equatable, Sendable {
  public let id: CartID
  public let userID: UserID
  public let items: [Item]

  public init(id: CartID, userID: UserID, items: [Item]) {
    self.id = id
    self.userID = userID
    self.items = items
  }
}

/// A line as a client asks for it. The price is the product's; a client may say which one it saw.
public struct RequestedItem: Equatable, Sendable {
  public let productID: ProductID
  public let quantity: Int64
  public let price: Int64?

  public init(productID: ProductID, quantity: Int64, price: Int64?) {
    self.productID = productID
    self.quantity = quantity
    self.price = price
  }
}
