import OrderModel
import OrderTesting
import Ordering
import Testing

@testable import OrderStore

@Suite(.everyCache) struct ModelTests {
  /// What a command came to, in the model's words.
  private func word(_ body: () async throws -> some Any) async -> String {
    do {
      return try await body() as? Payment == .holdExpired ? "late" : "done"
    } catch CommandError.refused(let refusal) {
      return refusal.word
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: 0..<40) func everyCommandDoesWhatTheModelSays(seed: UInt64) async throws {
    var random = SplitMix64(seed: seed)
    let shop = try TemporaryStore()
    var model = ShopModel()
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
            lines: lines.map {
              .init(
                product: $0.product, quantity: $0.quantity,
                price: model.products[$0.product].price)
            }))
      case 3, 4, 5:
        guard !carts.isEmpty else { continue }
        let cart = Int.random(in: 0..<carts.count, using: &random)
        let owner = Int.random(in: 0..<8, using: &random) == 0 ? user : model.carts[cart].user
        let way: SellingWay = Bool.random(using: &random) ? .cache : .threshold
        let turnedAway = way == .cache ? model.turnedAway(cart, owner) : nil
        let expected = turnedAway ?? model.place(cart, owner, throughCache: way == .cache)
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
        let expected = model.adjust(product, by: change)
        let actual = await word {
          try await shop.store.perform(
            AdjustStock(productID: products[product], change: change, reason: "count"))
        }
        #expect(actual == expected, "\(context): adjust")
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
