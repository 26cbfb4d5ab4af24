import Ordering

/// The shop as a few arrays: slow, plain, and written from the contract.
///
/// Things are numbered as the store numbers them, less one. What a command comes to is a word, since that
/// is what a failing test is to show.
public struct ShopModel: Codable, Equatable, Sendable {
  public struct Product: Codable, Equatable, Sendable {
    public var quantity: Int64
    public var threshold: Int64
    public var limit: Int64?
    public var price: Int64
    public var isCached = false

    public init(quantity: Int64, threshold: Int64, limit: Int64?, price: Int64) {
      self.quantity = quantity
      self.threshold = threshold
      self.limit = limit
      self.price = price
    }
  }

  public struct Line: Codable, Equatable, Sendable {
    public let product: Int
    public let quantity: Int64
    public let price: Int64

    public init(product: Int, quantity: Int64, price: Int64) {
      self.product = product
      self.quantity = quantity
      self.price = price
    }
  }

  public struct Cart: Codable, Equatable, Sendable {
    public let user: Int
    public let lines: [Line]
    public var isOrdered = false

    public init(user: Int, lines: [Line]) {
      self.user = user
      self.lines = lines
    }
  }

  public struct Order: Codable, Equatable, Sendable {
    public let user: Int
    public let cart: Int
    public let isThroughCache: Bool
    public let expiresAt: Int64
    public var status = "pending"
    public var isRefunded = false
  }

  public var userCount = 0
  public var products: [Product] = []
  public var carts: [Cart] = []
  public var orders: [Order] = []
  /// Milliseconds.
  public var now: Int64 = 0
  /// The users and keys under which an order was placed.
  public var keys: Set<String> = []

  public init() {}

  public static let hold: Int64 = 900_000

  public func asked(_ cart: Int, of product: Int) -> Int64 {
    carts[cart].lines.filter { $0.product == product }.map(\.quantity).reduce(0, +)
  }

  func bought(_ user: Int, of product: Int) -> Int64 {
    orders.filter { $0.user == user && ($0.status == "paid" || isHeld($0)) }
      .map { asked($0.cart, of: product) }.reduce(0, +)
  }

  private func isHeld(_ order: Order) -> Bool {
    order.status == "pending" && order.expiresAt > now
  }

  func exceedsLimit(_ cart: Int, _ user: Int) -> Bool {
    products.indices.contains { product in
      let asked = asked(cart, of: product)
      guard asked > 0, let limit = products[product].limit else { return false }
      return bought(user, of: product) + asked > limit
    }
  }

  func isShort(_ cart: Int, throughCache: Bool) -> Bool {
    products.indices.contains { product in
      let asked = asked(cart, of: product)
      let reserve = throughCache ? 0 : products[product].threshold
      return asked > 0 && products[product].quantity - asked < reserve
    }
  }

  mutating func move(_ cart: Int, by sign: Int64) {
    for line in carts[cart].lines { products[line.product].quantity += sign * line.quantity }
  }

  private func isKnown(_ key: String?, of user: Int) -> Bool {
    key.map { keys.contains("\(user) \($0)") } ?? false
  }

  private func refusalBeforeStock(_ cart: Int, _ user: Int) -> String? {
    guard carts[cart].user == user else { return "not found" }
    if carts[cart].isOrdered { return "already ordered" }
    if carts[cart].lines.contains(where: { products[$0.product].price != $0.price }) {
      return "price"
    }
    return exceedsLimit(cart, user) ? "limit" : nil
  }

  /// What an order through the cache is told before it comes to the writer; `nil` where it does.
  ///
  /// - Parameter taken: of a product, by orders that are not decided yet.
  public func turnedAway(
    _ cart: Int, _ user: Int, key: String? = nil, taken: (Int) -> Int64 = { _ in 0 }
  ) -> String? {
    if isKnown(key, of: user) { return "again" }
    if let refusal = refusalBeforeStock(cart, user) { return refusal }
    if carts[cart].lines.contains(where: { !products[$0.product].isCached }) {
      return "not generated"
    }
    let isShort = products.indices.contains { product in
      let asked = asked(cart, of: product)
      return asked > 0 && max(0, products[product].quantity - taken(product)) < asked
    }
    return isShort ? "stock" : nil
  }

  /// What the writer makes of an order.
  public mutating func place(
    _ cart: Int, _ user: Int, throughCache: Bool, key: String? = nil
  ) -> String {
    if isKnown(key, of: user) { return "again" }
    if let refusal = refusalBeforeStock(cart, user) { return refusal }
    if isShort(cart, throughCache: throughCache) { return "stock" }
    move(cart, by: -1)
    carts[cart].isOrdered = true
    orders.append(
      Order(user: user, cart: cart, isThroughCache: throughCache, expiresAt: now + Self.hold))
    if let key { keys.insert("\(user) \(key)") }
    return "done"
  }

  public mutating func sweep() {
    for index in orders.indices { sweepOnly(index) }
  }

  public mutating func pay(_ index: Int, _ user: Int) -> String {
    guard orders.indices.contains(index), orders[index].user == user else { return "not found" }
    let order = orders[index]
    sweepOnly(index)
    switch orders[index].status {
    case "pending":
      orders[index].status = "paid"
      return "done"
    case "expired":
      // The tests pay with one reference alone.
      if order.isRefunded { return "late" }
      if exceedsLimit(order.cart, user) || isShort(order.cart, throughCache: order.isThroughCache) {
        orders[index].isRefunded = true
        return "late"
      }
      move(order.cart, by: -1)
      orders[index].status = "paid"
      return "done"
    default:
      return "ended"
    }
  }

  mutating func sweepOnly(_ index: Int) {
    guard orders[index].status == "pending", orders[index].expiresAt <= now else { return }
    orders[index].status = "expired"
    move(orders[index].cart, by: 1)
  }

  public mutating func cancel(_ index: Int, _ user: Int) -> String {
    guard orders.indices.contains(index), orders[index].user == user else { return "not found" }
    guard isHeld(orders[index]) else { return "ended" }
    orders[index].status = "cancelled"
    move(orders[index].cart, by: 1)
    return "done"
  }

  public mutating func adjust(_ product: Int, by change: Int64) -> String {
    guard products[product].quantity + change >= 0 else { return "short" }
    products[product].quantity += change
    return "done"
  }
}

extension Refusal {
  /// In the model's words.
  public var word: String {
    switch self {
    case .cartNotFound, .orderNotFound: "not found"
    case .cartAlreadyOrdered: "already ordered"
    case .priceChanged: "price"
    case .purchaseLimit: "limit"
    case .cacheNotGenerated: "not generated"
    case .outOfStock: "stock"
    case .orderNotPending: "ended"
    case .insufficientStock: "short"
    default: "\(self)"
    }
  }
}
