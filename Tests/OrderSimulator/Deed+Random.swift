import OrderModel

extension SplitMix64 {
  /// Something to do next, mostly something that can be done.
  mutating func deed(_ expectation: Deed.Expectation, key: String) -> Deed {
    let (before, now) = (expectation.before, expectation.after)
    if now.userCount < 3 { return .makeUser }
    let user = Int.random(in: 0..<now.userCount, using: &self)
    switch Int.random(in: 0..<14, using: &self) {
    case _ where now.products.count < 2, 0 where now.products.count < 5:
      let limit = Bool.random(using: &self) ? Int64.random(in: 1...6, using: &self) : nil
      return .makeProduct(
        quantity: Int64.random(in: 0...12, using: &self),
        threshold: Int64.random(in: 0...3, using: &self), limit: limit)
    case 4...8 where !before.carts.isEmpty:
      let cart = Int.random(in: 0..<before.carts.count, using: &self)
      // Now and then as a retry: of the first attempt at this cart, done or not.
      let key = Int.random(in: 0..<3, using: &self) == 0 ? "cart-\(cart)" : key
      return .place(
        cart: cart, user: sometimesAnother(user, than: before.carts[cart].user),
        throughCache: Bool.random(using: &self), key: key)
    case 9 where !now.orders.isEmpty:
      let order = Int.random(in: 0..<now.orders.count, using: &self)
      return .pay(order: order, user: sometimesAnother(user, than: now.orders[order].user))
    case 10 where !now.orders.isEmpty:
      let order = Int.random(in: 0..<now.orders.count, using: &self)
      return .cancel(order: order, user: sometimesAnother(user, than: now.orders[order].user))
    case 11:
      let change = Int64.random(in: 1...6, using: &self) * (Bool.random(using: &self) ? 1 : -1)
      return .adjust(product: Int.random(in: 0..<now.products.count, using: &self), change: change)
    case 12:
      return Bool.random(using: &self) ? .generate : .sweep
    case 13:
      return .setPrice(
        product: Int.random(in: 0..<now.products.count, using: &self),
        Int64.random(in: 10...11, using: &self))
    default:
      let lines = (0..<Int.random(in: 1...4, using: &self)).map { _ in
        (
          product: Int.random(in: 0..<now.products.count, using: &self),
          quantity: Int64.random(in: 1...3, using: &self)
        )
      }
      return .makeCart(user: user, lines: lines)
    }
  }

  private mutating func sometimesAnother(_ user: Int, than owner: Int) -> Int {
    Int.random(in: 0..<8, using: &self) == 0 ? user : owner
  }
}
