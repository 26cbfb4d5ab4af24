import OrderTesting
import Testing

@Suite(.everyCache) struct ProductTests {
  @Test func aProductHasAllOfTheContract() async throws {
    try await TestServer.run { server in
      let made = try await server.client.post(
        "/product",
        [
          "name": "Tea", "price": 250, "quantity": 10, "quantityThreshold": 4, "limitPerUser": 2,
        ], token: admin)
      made.expectSuccess(201)
      let product: JSON = [
        "id": 1, "name": "Tea", "price": 250, "quantity": 10, "quantityThreshold": 4,
        "limitPerUser": 2, "available": 6, "flagStock": "Available",
      ]
      #expect(made.data == product)
      #expect(made[header: "ETag"] == "\"1\"")
      let seen = try await server.client.get("/product/1")
      seen.expectSuccess()
      #expect(seen.data == product)
      #expect(seen[header: "ETag"] == "\"1\"")
    }
  }

  @Test func onlyNamePriceAndQuantityAreNeeded() async throws {
    try await TestServer.run { server in
      let made = try await server.client.post(
        "/product", ["name": "Tea", "price": 0, "quantity": 0], token: admin)
      made.expectSuccess(201)
      #expect(made.data["quantityThreshold"] == 0)
      #expect(made.data["limitPerUser"] == .null)
      #expect(made.data["flagStock"] == "Out of stock")
      try await server.client.post("/product", [:], token: admin)
        .expectFaults("/name", "/price", "/quantity")
      try await server.client.post(
        "/product",
        [
          "name": 1, "price": 1_000_000_000_001, "quantity": 1_000_000_001,
          "quantityThreshold": -1, "limitPerUser": 0,
        ], token: admin
      ).expectFaults("/name", "/price", "/quantity", "/quantityThreshold", "/limitPerUser")
    }
  }

  /// The original's flag never came back.
  @Test func theFlagFollowsTheStockInBothDirections() async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct(quantity: 5, threshold: 2)
      let path = "/product/\(tea)/stock"
      func adjust(_ change: Int64) async throws -> Received {
        try await server.client.post(
          path, ["adjust": .integer(change), "reason": "counted"], token: admin)
      }
      let sold = try await adjust(-3)
      #expect(sold.data["available"] == 0)
      #expect(sold.data["flagStock"] == "Out of stock")
      let restocked = try await adjust(1)
      #expect(restocked.data["available"] == 1)
      #expect(restocked.data["flagStock"] == "Available")

      let tooMuch = try await adjust(-4)
      tooMuch.expectProblem("insufficient-stock", 409, with: ["available"])
      #expect(tooMuch.json["available"] == 3)
      try await adjust(1_000_000_000).expectFaults("/adjust")
      #expect(try await server.quantity(of: tea) == 3)
    }
  }

  @Test func aChangeNeedsTheVersionThatWasSeen() async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct(limitPerUser: 3)
      let path = "/product/\(tea)"
      let first = try await server.client.patch(
        path, ["name": "Green tea", "quantityThreshold": 7], token: admin, ifMatch: "\"1\"")
      first.expectSuccess()
      #expect(first[header: "ETag"] == "\"2\"")
      #expect(first.data["name"] == "Green tea")
      #expect(first.data["available"] == 3)
      #expect(first.data["limitPerUser"] == 3)

      let stale = try await server.client.patch(
        path, ["price": 1], token: admin, ifMatch: "\"1\"")
      stale.expectProblem("precondition-failed", 412)
      #expect(stale[header: "ETag"] == "\"2\"")
      for never in ["W/\"2\"", "2", "\"\"", "\"x\"", "", "\"02\""] {
        try await server.client.patch(path, ["price": 1], token: admin, ifMatch: never)
          .expectProblem("precondition-failed", 412)
      }
      let listed = try await server.client.patch(
        path, ["price": 1], token: admin, ifMatch: "\"1\", W/\"9\",\"2\"")
      #expect(listed[header: "ETag"] == "\"3\"")
      let any = try await server.client.patch(
        path, ["limitPerUser": nil], token: admin, ifMatch: "*")
      any.expectSuccess()
      #expect(any.data["limitPerUser"] == .null)
      #expect(any.data["price"] == 1)
    }
  }

  @Test func salesAndAdjustmentsLeaveTheVersionAlone() async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct()
      let lan = try await server.makeUser()
      try await server.buy(tea, by: "/orderThreshold", token: lan).expectSuccess(201)
      _ = try await server.client.post(
        "/product/\(tea)/stock", ["adjust": 5, "reason": "more"], token: admin)
      #expect(try await server.client.get("/product/\(tea)")[header: "ETag"] == "\"1\"")
    }
  }

  @Test func changesAreCheckedLikeNewProducts() async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct()
      try await server.client.patch(
        "/product/\(tea)",
        ["name": nil, "price": "1", "quantityThreshold": nil, "limitPerUser": 0], token: admin,
        ifMatch: "*"
      ).expectFaults("/name", "/price", "/quantityThreshold", "/limitPerUser")
    }
  }
}
