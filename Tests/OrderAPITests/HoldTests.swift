import OrderTesting
import Testing

@Suite(.everyCache) struct HoldTests {
  @Test(arguments: ["/order", "/orderThreshold"])
  func whatIsNotPaidInTimeGoesBack(path: String) async throws {
    try await TestServer.run { server in
      let products = try await server.makeDemoProducts()
      let lan = try await server.makeUser()
      let placed = try await server.buy(products[1], quantity: 4, by: path, token: lan)
      try await server.pass(.seconds(899))
      #expect(try await server.quantity(of: products[1]) == 6)
      try await server.pass(.seconds(1))
      #expect(try await server.quantity(of: products[1]) == 10)
      #expect(try await server.cache.available(.init(rawValue: products[1])) == 10)
      let seen = try await server.client.get("/order/\(placed.id)", token: lan)
      #expect(seen.data["status"] == "expired")
      let cancelled = try await server.client.post("/order/\(placed.id)/cancel", token: lan)
      cancelled.expectProblem("order-not-pending", 409, with: ["orderStatus"])
      #expect(cancelled.json["orderStatus"] == "expired")
    }
  }

  @Test func anExpiredOrderIsPaidWhileThereIsStock() async throws {
    try await TestServer.run { server in
      let products = try await server.makeDemoProducts()
      let lan = try await server.makeUser()
      let placed = try await server.buy(products[2], token: lan)
      try await server.pass(.seconds(900))
      let paid = try await server.client.post(
        "/order/\(placed.id)/pay", ["reference": "late"], token: lan)
      paid.expectSuccess()
      #expect(paid.data["status"] == "paid")
      #expect(try await server.quantity(of: products[2]) == 0)
    }
  }

  /// The payment is kept for a refund, so that this one refusal is an answer that stays.
  @Test func aLatePaymentThatCannotBeServedIsStored() async throws {
    try await TestServer.run { server in
      let products = try await server.makeDemoProducts()
      let lan = try await server.makeUser()
      let minh = try await server.makeUser("Minh")
      let placed = try await server.buy(products[2], token: lan)
      try await server.pass(.seconds(900))
      let other = try await server.buy(products[2], token: minh)
      other.expectSuccess(201)

      let path = "/order/\(placed.id)/pay"
      let late = try await server.client.post(
        path, ["reference": "late"], token: lan, key: "pay-1")
      late.expectProblem("hold-expired", 409)
      #expect(!late.isReplay)

      // There is stock again, and still the first answer stands.
      _ = try await server.client.post("/order/\(other.id)/cancel", token: minh)
      let again = try await server.client.post(
        path, ["reference": "late"], token: lan, key: "pay-1")
      again.expectProblem("hold-expired", 409)
      #expect(again.isReplay)
      #expect(again.body == late.body)
    }
  }

  @Test func aLatePaymentKeepsToThePurchaseLimit() async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct(quantity: 10, limitPerUser: 1)
      let lan = try await server.makeUser()
      let first = try await server.buy(tea, by: "/orderThreshold", token: lan)
      try await server.pass(.seconds(900))
      try await server.buy(tea, by: "/orderThreshold", token: lan).expectSuccess(201)
      let late = try await server.client.post(
        "/order/\(first.id)/pay", ["reference": "late"], token: lan)
      late.expectProblem("hold-expired", 409)
    }
  }
}
