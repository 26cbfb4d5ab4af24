import Foundation
import Ordering
import Testing

@testable import OrderStore

@Suite struct AuditTests {
  /// A shop with 5 lamps in stock, of which order 1 had 2.
  private func shop() async throws -> TemporaryStore {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 7)
    _ = try await shop.order(try await shop.cart(user, (lamp, 2)), user, by: .threshold)
    #expect(try shop.audit() == [])
    return shop
  }

  @Test func aQuantityChangedByHandIsFound() async throws {
    let shop = try await shop()
    try shop.tamper("UPDATE flash_products SET quantity = quantity + 3")
    #expect(
      try shop.audit() == [
        "product 1 (Lamp): 8 in stock, but its ledger adds up to 5: off by +3",
        "product 1 (Lamp): 0 sold + 8 in stock + 2 held, but 7 received: off by +3",
      ])
  }

  @Test func anOrderThatVanishedIsFound() async throws {
    let shop = try await shop()
    try shop.tamper("DELETE FROM order_items")
    #expect(
      try shop.audit() == [
        "product 1 (Lamp): 0 sold + 5 in stock + 0 held, but 7 received: off by -2",
        "product 1 (Lamp): order 1 has taken 2 by the ledger, but should have 0: off by +2",
      ])
  }

  @Test func aPaymentThatCountsTwiceIsFound() async throws {
    let shop = try await shop()
    try shop.tamper(
      """
      UPDATE orders SET status = 'paid', reference = 'bank-7';
      INSERT INTO late_payments (orderID, reference, amount, receivedAt) VALUES (1, 'bank-7', 20, 0)
      """)
    #expect(
      try shop.audit() == ["order 1: payment 'bank-7' is marked for refund, and paid with"])
  }

  /// A product that nobody ordered, with a quantity that no ledger explains.
  @Test func stockOutOfNowhereIsFound() async throws {
    let shop = try TemporaryStore()
    try shop.tamper("INSERT INTO flash_products (name, quantity, price) VALUES ('Ghost', 4, 1)")
    #expect(
      try shop.audit() == [
        "product 1 (Ghost): 4 in stock, but its ledger adds up to 0: off by +4",
        "product 1 (Ghost): 0 sold + 4 in stock + 0 held, but 0 received: off by +4",
      ])
  }

  @Test func aStatusChangedByHandIsFound() async throws {
    let shop = try await shop()
    try shop.tamper("UPDATE orders SET status = 'cancelled'")
    #expect(
      try shop.audit() == [
        "product 1 (Lamp): 0 sold + 5 in stock + 0 held, but 7 received: off by -2",
        "product 1 (Lamp): order 1 has taken 2 by the ledger, but should have 0: off by +2",
      ])
  }

  @Test func whatIsNoDatabaseOfOrdersIsAnError() throws {
    #expect(throws: StoreError.self) { try Audit(path: "/nowhere/orders.sqlite") }
    #expect(throws: StoreError.notAnOrderDatabase(path: "/etc/hostname")) {
      try Audit(path: "/etc/hostname")
    }
  }
}

/// SQLite refuses by itself what may never happen.
@Suite struct SchemaTests {
  @Test(arguments: [
    "UPDATE flash_products SET quantity = -1",
    "INSERT INTO stock_movements (productID, kind, change, createdAt) VALUES (1, 'adjusted', -6, 0)",
    "UPDATE stock_movements SET change = 1",
    "DELETE FROM stock_movements",
    "UPDATE flash_products SET flagStock = 'Available'",
    "UPDATE flash_products SET quantity = 'many'",
    "INSERT INTO carts (userID, createdAt) VALUES (99, 0)",
    "UPDATE cart_items SET quantity = -1",
    """
    INSERT INTO orders (userID, cartID, name, address, phone, way, status, createdAt, expiresAt)
    VALUES (1, 1, 'a', 'b', 'c', 'cache', 'pending', 0, 0)
    """,
    "UPDATE orders SET status = 'placed'",
    "UPDATE orders SET status = 'paid'",
    "UPDATE orders SET status = 'cancelled'; UPDATE orders SET status = 'expired'",
    "DELETE FROM orders",
  ])
  func refuses(_ sql: String) async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 7)
    _ = try await shop.order(try await shop.cart(user, (lamp, 2)), user, by: .threshold)
    await #expect(throws: (any Error).self) {
      try await shop.store.pool.write { try $0.execute(sql: sql) }
    }
    #expect(try shop.audit() == [])
  }
}
