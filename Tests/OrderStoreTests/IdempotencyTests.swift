import OrderTesting
import Ordering
import Testing

@testable import OrderStore

@Suite(.everyCache) struct IdempotencyTests {
  private func claim(_ key: String, body: UInt8 = 1, user: UserID, path: String = "/order") -> Claim
  {
    Claim(
      principal: user.rawValue, method: "POST", path: path, key: key, fingerprint: [body, 2, 3])
  }

  private func place(
    _ shop: TemporaryStore, _ cart: CartID, _ user: UserID, _ claim: Claim
  ) async throws -> Reply {
    let command = PlaceOrder(
      cartID: cart, userID: user, way: .threshold,
      recipient: Recipient(name: "Sari", address: "Jalan Merdeka 1", phone: "021"))
    return try await shop.store.perform(command, claim: claim) { order in
      Reply(status: 201, body: Array("order \(order.id.rawValue)".utf8))
    }
  }

  /// Incident, 10: a retry ordered twice.
  @Test func aRepetitionGetsTheFirstReply() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 1)
    let cart = try await shop.cart(user, (lamp, 1))
    let first = try await place(shop, cart, user, claim("k", user: user))
    let second = try await place(shop, cart, user, claim("k", user: user))
    #expect(!first.isReplay)
    #expect(second.isReplay)
    #expect(first.body == second.body && first.status == second.status)
    guard
      case .replayed(let quoted) = try await shop.store.quote(
        cart: cart, of: user, claim: claim("k", user: user))
    else {
      Issue.record("the key must be looked up before the cache is asked")
      return
    }
    #expect(quoted == second)
    #expect(try await shop.quantity(lamp) == 0)
  }

  @Test func anotherBodyIsRefused() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 1)
    let cart = try await shop.cart(user, (lamp, 1))
    _ = try await place(shop, cart, user, claim("k", user: user))
    let error = await #expect(throws: CommandError.self) {
      try await place(shop, cart, user, claim("k", body: 9, user: user))
    }
    guard case .keyReused = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func keysAreOnesOwn() async throws {
    let shop = try TemporaryStore()
    let (user, other) = (try await shop.user(), try await shop.user())
    let lamp = try await shop.product(quantity: 3)
    let first = try await place(
      shop, try await shop.cart(user, (lamp, 1)), user, claim("k", user: user))
    let second = try await place(
      shop, try await shop.cart(other, (lamp, 1)), other, claim("k", user: other))
    let third = try await place(
      shop, try await shop.cart(user, (lamp, 1)), user, claim("k", user: user, path: "/other"))
    #expect(Set([first.body, second.body, third.body]).count == 3)
  }

  @Test func aRefusalIsJudgedAfresh() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 0)
    let cart = try await shop.cart(user, (lamp, 1))
    #expect(await refusal { try await place(shop, cart, user, claim("k", user: user)) } != nil)
    _ = try await shop.store.perform(AdjustStock(productID: lamp, change: 1, reason: "restock"))
    #expect(try await place(shop, cart, user, claim("k", user: user)).isReplay == false)
  }

  @Test func keysAreKeptForADayAndNotForever() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 1)
    let cart = try await shop.cart(user, (lamp, 1))
    _ = try await place(shop, cart, user, claim("k", user: user))
    shop.clock.advance(by: .seconds(24 * 3_600))
    try await shop.store.sweep()
    #expect(try await place(shop, cart, user, claim("k", user: user)).isReplay)
    shop.clock.advance(by: .seconds(24 * 3_600 + 1))
    try await shop.store.sweep()
    #expect(
      await refusal { try await place(shop, cart, user, claim("k", user: user)) }
        == .cartAlreadyOrdered(OrderID(rawValue: 1)))
  }
}
