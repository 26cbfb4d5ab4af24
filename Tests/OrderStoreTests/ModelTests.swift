import OrderTesting
import Ordering
import Testing

@testable import OrderStore

/// The shop as a few arrays: slow, plain, and written from the contract.
private struct Model {
  struct Product {
    var quantity: Int64
    var threshold: Int64
    var limit: Int64?
    var price: Int64
    var isCached = false
  }

  struct Cart {
    let user: Int
    let lines: [(product: Int, quantity: Int64, price: Int64)]
    var isOrdered = false
  }

  struct Order {
    let user: Int
    let cart: Int
    let way: SellingWay
    let expiresAt: Int64
    var status = "pending"
    var isRefunded = false
  }

  var products: [Product] = []
  var carts: [Cart] = []
  var orders: [Order] = []
  var now: Int64 = 0

  func asked(_ cart: Int, of product: Int) -> Int64 {
    carts[cart].lines.filter { $0.product == product }.map(\.quantity).reduce(0, +)
  }

  func bought(_ user: Int, of product: Int) -> Int64 {
    orders.filter {
      $0.user == user && ($0.status == "paid" || $0.status == "pending" && $0.expiresAt > now)
    }
    .map { asked($0.cart, of: product) }.reduce(0, +)
  }

  func exceedsLimit(_ cart: Int, _ user: Int) -> Bool {
    products.indices.contains { product in
      let asked = asked(cart, of: product)
      guard asked > 0, let limit = products[product].limit else { return false }
      return bought(user, of: product) + asked > limit
    }
  }

  func isShort(_ cart: Int, by way: SellingWay) -> Bool {
    products.indices.contains { product in
      let asked = asked(cart, of: product)
      let reserve = way == .threshold ? products[product].threshold : 0
      return asked > 0 && products[product].quantity - asked < reserve
    }
  }

  mutating func move(_ cart: Int, by sign: Int64) {
    for line in carts[cart].lines { products[line.product].quantity += sign * line.quantity }
  }

  mutating func place(_ cart: Int, _ user: Int, by way: SellingWay) -> String {
    guard carts[cart].user == user else { return "not found" }
    if carts[cart].isOrdered { return "already ordered" }
    if carts[cart].lines.contains(where: { products[$0.product].price != $0.price }) {
      return "price"
    }
    if exceedsLimit(cart, user) { return "limit" }
    if way == .cache, carts[cart].lines.contains(where: { !products[$0.product].isCached }) {
      return "not generated"
    }
    if isShort(cart, by: way) { return "stock" }
    move(cart, by: -1)
    carts[cart].isOrdered = true
    orders.append(Order(user: user, cart: cart, way: way, expiresAt: now + 900_000))
    return "done"
  }

  mutating func sweep() {
    for index in orders.indices
    where orders[index].status == "pending" && orders[index].expiresAt <= now {
      orders[index].status = "expired"
      move(orders[index].cart, by: 1)
    }
  }

  mutating func pay(_ index: Int, _ user: Int) -> String {
    let order = orders[index]
    guard order.user == user else { return "not found" }
    sweepOnly(index)
    switch orders[index].status {
    case "pending":
      orders[index].status = "paid"
      return "done"
    case "expired":
      // The test pays with one reference alone.
      if order.isRefunded { return "late" }
      if exceedsLimit(order.cart, user) || isShort(order.cart, by: order.way) {
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

  mutating func cancel(_ index: Int, _ user: Int) -> String {
    guard orders[index].user == user else { return "not found" }
    guard orders[index].status == "pending", orders[index].expiresAt > now else { return "ended" }
    orders[index].status = "cancelled"
    move(orders[index].cart, by: 1)
    return "done"
  }
}

@Suite(.everyCache) struct ModelTests {
  /// What a command came to, in the model's words.
  private func word(_ body: () async throws -> some Any) async -> String {
    do {
      return try await body() as? Payment == .holdExpired ? "late" : "done"
    } catch CommandError.refused(let refusal) {
      switch refusal {
      case .cartNotFound, .orderNotFound: return "not found"
      case .cartAlreadyOrdered: return "already ordered"
      case .priceChanged: return "price"
      case .purchaseLimit: return "limit"
      case .cacheNotGenerated: return "not generated"
      case .outOfStock: return "stock"
      case .orderNotPending: return "ended"
      case .insufficientStock: return "short"
      default: return "\(refusal)"
      }
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: 0..<40) func everyCommandDoesWhatTheModelSays(seed: UInt64) async throws {
    var random = SplitMix64(seed: seed)
    let shop = try TemporaryStore()
    var model = Model()
    var (users, products, carts, orders): ([UserID], [ProductID], [CartID], [OrderID]) =
      ([], [], [], [])
    for _ in 0..<3 { users.append(try await shop.user()) }

    for step in 0..<150 {
      let user = Int.random(in: 0..<users.count, using: &random)
      let context = "seed \(seed), step \(step)"
      switch Int.random(in: 0..<12, using: &random) {
      case _ where products.count < 2, 0 where products.count < 5:
        let (quantity, threshold) = (
          Int64.random(in: 0...12, using: &random), Int64.random(in: 0...3, using: &random)
        )
        let limit = Bool.random(using: &random) ? Int64.random(in: 1...6, using: &random) : nil
        products.append(
          try await shop.product(quantity: quantity, threshold: threshold, price: 10, limit: limit))
        model.products.append(
          .init(quantity: quantity, threshold: threshold, limit: limit, price: 10))
      case 0, 1, 2:
        let lines = (0..<Int.random(in: 1...4, using: &random)).map { _ in
          (
            product: Int.random(in: 0..<products.count, using: &random),
            quantity: Int64.random(in: 1...3, using: &random)
          )
        }
        let items = lines.map {
          RequestedItem(productID: products[$0.product], quantity: $0.quantity, price: nil)
        }
        carts.append(
          try await shop.store.perform(CreateCart(userID: users[user], items: items)).id)
        model.carts.append(
          .init(
            user: user,
            lines: lines.map { ($0.product, $0.quantity, model.products[$0.product].price) }))
      case 3, 4, 5:
        guard !carts.isEmpty else { continue }
        let cart = Int.random(in: 0..<carts.count, using: &random)
        let owner = Int.random(in: 0..<8, using: &random) == 0 ? user : model.carts[cart].user
        let way: SellingWay = Bool.random(using: &random) ? .cache : .threshold
        let expected = model.place(cart, owner, by: way)
        let actual = await word {
          orders.append(try await shop.order(carts[cart], users[owner], by: way).id)
          return ()
        }
        #expect(actual == expected, "\(context): order")
      case 6 where !orders.isEmpty:
        let order = Int.random(in: 0..<orders.count, using: &random)
        let owner = Int.random(in: 0..<8, using: &random) == 0 ? user : model.orders[order].user
        let expected = model.pay(order, owner)
        let actual = await word {
          try await shop.store.perform(
            PayOrder(orderID: orders[order], userID: users[owner], reference: "r"))
        }
        #expect(actual == expected, "\(context): pay")
      case 7 where !orders.isEmpty:
        let order = Int.random(in: 0..<orders.count, using: &random)
        let owner = Int.random(in: 0..<8, using: &random) == 0 ? user : model.orders[order].user
        let expected = model.cancel(order, owner)
        let actual = await word {
          try await shop.store.perform(CancelOrder(orderID: orders[order], userID: users[owner]))
        }
        #expect(actual == expected, "\(context): cancel")
      case 8:
        let pause = Int64.random(in: 0...400_000, using: &random)
        model.now += pause
        shop.clock.advance(by: .milliseconds(pause))
        if Bool.random(using: &random) {
          model.sweep()
          try await shop.store.sweep()
        }
      case 9:
        let product = Int.random(in: 0..<products.count, using: &random)
        let change =
          Int64.random(in: 1...6, using: &random) * (Bool.random(using: &random) ? 1 : -1)
        let isShort = model.products[product].quantity + change < 0
        if !isShort { model.products[product].quantity += change }
        let actual = await word {
          try await shop.store.perform(
            AdjustStock(productID: products[product], change: change, reason: "count"))
        }
        #expect(actual == (isShort ? "short" : "done"), "\(context): adjust")
      case 10:
        _ = try await shop.store.perform(GenerateCache())
        for index in model.products.indices { model.products[index].isCached = true }
      default:
        let product = Int.random(in: 0..<products.count, using: &random)
        let price = Int64.random(in: 10...11, using: &random)
        model.products[product].price = price
        _ = try await shop.store.perform(
          ChangeProduct(
            productID: products[product], changes: ProductChanges(price: price),
            expectedVersion: nil))
      }
      for (index, product) in model.products.enumerated() {
        let stored = try await shop.quantity(products[index])
        #expect(stored == product.quantity, "\(context): product \(index)")
        #expect(
          try await shop.cache.available(products[index])
            == (product.isCached ? product.quantity : nil),
          "\(context): cache of product \(index)")
      }
    }
    #expect(try shop.audit() == [], "seed \(seed)")
  }
}
