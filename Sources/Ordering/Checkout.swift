/// The rules by which a cart becomes an order. They read what they are given and change nothing, so
/// that an order is decided as a whole before any of it is written.
public struct Checkout: Sendable {
  /// What is known of one product of the cart.
  public struct ProductState: Equatable, Sendable {
    public let product: Product
    /// Pieces that the user's other orders have; needed only where the product has a limit.
    public let orderedByUser: Int64

    public init(product: Product, orderedByUser: Int64) {
      self.product = product
      self.orderedByUser = orderedByUser
    }
  }

  public let items: [Item]
  public let demand: Demand
  public let products: [ProductID: ProductState]

  /// - Precondition: `products` has every product of `items`.
  public init(items: [Item], products: [ProductID: ProductState]) {
    self.items = items
    demand = Demand(items)
    self.products = products
  }

  /// What speaks against the order before its stock is looked at: the prices, then the limits.
  public func refusalBeforeStock() -> Refusal? {
    changedPrices() ?? exceededLimits()
  }

  /// What speaks against the order, its stock included.
  public func refusal(by way: SellingWay) -> Refusal? {
    refusalBeforeStock() ?? shortages(by: way)
  }

  /// What speaks against paying for an order whose hold has run out. Its price was agreed.
  public func refusalOfLatePayment(by way: SellingWay) -> Refusal? {
    exceededLimits() ?? shortages(by: way)
  }

  private func changedPrices() -> Refusal? {
    let changes = items.compactMap { item -> PriceChange? in
      let current = state(item.productID).product.price
      guard current != item.price else { return nil }
      return PriceChange(productID: item.productID, seen: item.price, current: current)
    }
    return changes.isEmpty ? nil : .priceChanged(changes)
  }

  private func exceededLimits() -> Refusal? {
    let excesses = demand.parts.compactMap { part -> LimitExcess? in
      let state = state(part.productID)
      guard let limit = state.product.limitPerUser, state.orderedByUser + part.quantity > limit
      else { return nil }
      return LimitExcess(
        productID: part.productID, asked: part.quantity, ordered: state.orderedByUser, limit: limit)
    }
    return excesses.isEmpty ? nil : .purchaseLimit(excesses)
  }

  private func shortages(by way: SellingWay) -> Refusal? {
    let shortages = demand.parts.compactMap { part -> Shortage? in
      let available = state(part.productID).product.available(by: way)
      guard available < part.quantity else { return nil }
      return Shortage(productID: part.productID, asked: part.quantity, available: available)
    }
    return shortages.isEmpty ? nil : .outOfStock(shortages)
  }

  private func state(_ id: ProductID) -> ProductState {
    guard let state = products[id] else { preconditionFailure("product \(id) was not looked up") }
    return state
  }
}
