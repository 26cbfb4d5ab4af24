import OrderTesting
import Ordering
import Testing

@testable import OrderStore

@Suite(.everyCache) struct ProductTests {
  /// Incident, 9: the price came from the client.
  @Test func aCartKeepsThePriceOfTheMoment() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 5, price: 10)
    let cart = try await shop.cart(user, (lamp, 1))
    _ = try await shop.store.perform(
      ChangeProduct(productID: lamp, changes: ProductChanges(price: 12), expectedVersion: 1))
    let change = PriceChange(productID: lamp, seen: 10, current: 12)
    for way in [SellingWay.threshold, .cache] {
      #expect(
        await refusal { try await shop.order(cart, user, by: way) } == .priceChanged([change]))
    }
    let seen = CreateCart(
      userID: user, items: [RequestedItem(productID: lamp, quantity: 1, price: 10)])
    #expect(await refusal { try await shop.store.perform(seen) } == .priceChanged([change]))
  }

  @Test func aCartOfUnknownProductsIsRefused() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 5)
    let nothing = ProductID(rawValue: 99)
    #expect(
      await refusal { try await shop.cart(user, (lamp, 1), (nothing, 1), (nothing, 2)) }
        == .unknownProducts(lines: [1, 2]))
  }

  @Test func changesAreRefusedOnAStaleVersion() async throws {
    let shop = try TemporaryStore()
    let lamp = try await shop.product(quantity: 5, limit: 3)
    let lift = ChangeProduct(
      productID: lamp, changes: ProductChanges(limitPerUser: .some(nil)), expectedVersion: 1)
    let changed = try await shop.store.perform(lift)
    #expect(changed.limitPerUser == nil)
    #expect(changed.version == 2)
    #expect(
      await refusal { try await shop.store.perform(lift) } == .preconditionFailed(currentVersion: 2)
    )
    #expect(try await shop.store.product(lamp) == changed)
  }

  @Test func salesLeaveTheVersionAlone() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 5)
    _ = try await shop.order(try await shop.cart(user, (lamp, 1)), user, by: .threshold)
    _ = try await shop.store.perform(AdjustStock(productID: lamp, change: 3, reason: "found"))
    #expect(try await shop.store.product(lamp)?.version == 1)
  }

  /// Incident, 8: the flag never went back after a restock.
  @Test func theFlagFollowsInBothDirections() async throws {
    let shop = try TemporaryStore()
    let lamp = try await shop.product(quantity: 3, threshold: 2)
    func flag() async throws -> String? {
      try await shop.store.pool.read {
        try String.fetchOne($0, sql: "SELECT flagStock FROM flash_products")
      }
    }
    #expect(try await flag() == "Available")
    _ = try await shop.store.perform(AdjustStock(productID: lamp, change: -1, reason: "broken"))
    #expect(try await flag() == "Out of stock")
    _ = try await shop.store.perform(AdjustStock(productID: lamp, change: 1, reason: "mended"))
    #expect(try await flag() == "Available")
    #expect(try shop.audit() == [])
  }

  @Test func anAdjustmentKeepsTheStockWithinItsLimits() async throws {
    let shop = try TemporaryStore()
    let lamp = try await shop.product(quantity: 3)
    let away = AdjustStock(productID: lamp, change: -4, reason: "r")
    #expect(
      await refusal { try await shop.store.perform(away) } == .insufficientStock(available: 3))
    let far = AdjustStock(productID: lamp, change: Limits.stock.upperBound - 2, reason: "r")
    #expect(await refusal { try await shop.store.perform(far) } == .stockLimit(available: 3))
    #expect(try await shop.quantity(lamp) == 3)
  }

  /// A product that was full and got more while pieces were held could not take them back, and no hold
  /// of any product ended any more.
  @Test func whatComesBackFindsRoom() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let full = try await shop.product(quantity: Limits.stock.upperBound)
    let lamp = try await shop.product(quantity: 5)
    for product in [full, lamp] {
      _ = try await shop.order(try await shop.cart(user, (product, 1)), user, by: .threshold)
    }
    _ = try await shop.store.perform(AdjustStock(productID: full, change: 1, reason: "found"))
    shop.clock.advance(by: .seconds(901))
    try await shop.store.sweep()
    #expect(try await shop.quantity(full) == Limits.stock.upperBound + 1)
    #expect(try await shop.quantity(lamp) == 5)
    #expect(try shop.audit() == [])
  }

  @Test func generateLoadsWhatIsCommitted() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 3)
    let cart = try await shop.cart(user, (lamp, 1))
    #expect(
      await refusal { try await shop.order(cart, user, by: .cache) } == .cacheNotGenerated([lamp]))
    #expect(try await shop.store.perform(GenerateCache()) == 1)
    let later = try await shop.product(quantity: 4)
    #expect(try await shop.cache.available(later) == nil)
    _ = try await shop.order(cart, user, by: .cache)
    #expect(try await shop.cache.available(lamp) == 2)
  }

  /// Incident, 3: the two ways held two truths.
  @Test func theTwoWaysHaveOneTruth() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 3, threshold: 1)
    _ = try await shop.store.perform(GenerateCache())
    _ = try await shop.order(try await shop.cart(user, (lamp, 2)), user, by: .threshold)
    #expect(try await shop.cache.available(lamp) == 1)
    let cart = try await shop.cart(user, (lamp, 2))
    let shortage = Shortage(productID: lamp, asked: 2, available: 1)
    #expect(
      await refusal { try await shop.order(cart, user, by: .cache) } == .outOfStock([shortage]))
    _ = try await shop.order(try await shop.cart(user, (lamp, 1)), user, by: .cache)
    #expect(try await shop.quantity(lamp) == 0)
    #expect(try shop.audit() == [])
  }

  @Test func anImportIsAllOrNothing() async throws {
    let shop = try TemporaryStore()
    let ids = try await shop.store.perform(
      ImportProducts([
        NewProduct(name: "a", price: 1, quantity: 2), NewProduct(name: "b", price: 3, quantity: 0),
      ]))
    #expect(ids.map(\.rawValue) == [1, 2])
    let wrong = NewProduct(name: "c", price: -1, quantity: 1)
    await #expect(throws: CommandError.self) {
      try await shop.store.perform(
        ImportProducts([NewProduct(name: "d", price: 1, quantity: 1), wrong]))
    }
    #expect(try await shop.store.products(after: nil, limit: 10).map(\.name) == ["a", "b"])
    #expect(try shop.audit() == [])
  }
}
