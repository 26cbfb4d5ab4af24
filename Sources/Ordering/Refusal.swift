/// Why something was not done. A refusal is an answer of the domain: nothing was changed by what it
/// refuses, and asking again may be answered differently.
public enum Refusal: Error, Equatable, Sendable {
  case cartNotFound
  case orderNotFound
  case productNotFound
  /// The lines of a cart, by their index, whose products do not exist.
  case unknownProducts(lines: [Int])
  case cartAlreadyOrdered(OrderID)
  case priceChanged([PriceChange])
  case purchaseLimit([LimitExcess])
  case outOfStock([Shortage])
  /// Products that are not in the cache.
  case cacheNotGenerated([ProductID])
  case orderNotPending(OrderStatus)
  case insufficientStock(available: Int64)
  /// The adjustment would take the stock beyond what may be counted.
  case stockLimit(available: Int64)
  case preconditionFailed(currentVersion: Int64)
}

/// A product whose price is not the one that was seen.
public struct PriceChange: Equatable, Sendable {
  public let productID: ProductID
  public let seen: Int64
  public let current: Int64

  public init(productID: ProductID, seen: Int64, current: Int64) {
    self.productID = productID
    self.seen = seen
    self.current = current
  }
}

/// A product of which a user asks for more than one user may have.
public struct LimitExcess: Equatable, Sendable {
  public let productID: ProductID
  public let asked: Int64
  /// What the user's other orders have.
  public let ordered: Int64
  public let limit: Int64

  public init(productID: ProductID, asked: Int64, ordered: Int64, limit: Int64) {
    self.productID = productID
    self.asked = asked
    self.ordered = ordered
    self.limit = limit
  }
}
