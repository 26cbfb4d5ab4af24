import OrderTesting
import Testing

@Suite(.everyCache) struct OrderTests {
  @Test func anOrderHasAllOfTheContract() async throws {
    try await TestServer.run { server in
      let products = try await server.makeDemoProducts()
      let lan = try await server.makeUser()
      let cart = try await server.makeCart([(products[0], 2), (products[1], 1)], token: lan)
      let placed = try await server.order(cart, token: lan)
      placed.expectSuccess(201)
      #expect(
        placed.text == """
          {"success":true,"message":"The order is placed.","data":{"id":1,"status":"pending",\
          "items":[{"productID":1,"quantity":2,"price":250},\
          {"productID":2,"quantity":1,"price":3900}],"total":4400,"name":"Lan",\
          "address":"12 Hang Bac, Hanoi","phone":"+84 24 3825 0000",\
          "createdAt":"2012-12-12T00:00:00.000Z","expiresAt":"2012-12-12T00:15:00.000Z"}}
          """)

      let seen = try await server.client.get("/order/\(placed.id)", token: lan)
      seen.expectSuccess()
      #expect(seen.data == placed.data)
      #expect(try await server.quantity(of: products[0]) == 98)
    }
  }

  @Test(arguments: ["/order", "/orderThreshold"])
  func anOrderIsPaidOnce(path: String) async throws {
    try await TestServer.run { server in
      let products = try await server.makeDemoProducts()
      let lan = try await server.makeUser()
      let placed = try await server.buy(products[0], by: path, token: lan)
      #expect(placed.status == 201, "\(placed)")

      let pay: JSON = ["reference": "bank 1"]
      let paid = try await server.client.post("/order/\(placed.id)/pay", pay, token: lan)
      paid.expectSuccess()
      #expect(paid.data["status"] == "paid")

      let again = try await server.client.post("/order/\(placed.id)/pay", pay, token: lan)
      again.expectProblem("order-not-pending", 409, with: ["orderStatus"])
      #expect(again.json["orderStatus"] == "paid")
      let cancelled = try await server.client.post("/order/\(placed.id)/cancel", token: lan)
      cancelled.expectProblem("order-not-pending", 409, with: ["orderStatus"])
    }
  }

  @Test(arguments: ["/order", "/orderThreshold"])
  func whatIsCancelledGoesBackAndItsCartStaysOrdered(path: String) async throws {
    try await TestServer.run { server in
      let products = try await server.makeDemoProducts()
      let lan = try await server.makeUser()
      let cart = try await server.makeCart([(products[1], 3)], token: lan)
      let placed = try await server.order(cart, by: path, token: lan)
      #expect(try await server.quantity(of: products[1]) == 7)

      let cancelled = try await server.client.post("/order/\(placed.id)/cancel", token: lan)
      cancelled.expectSuccess()
      #expect(cancelled.data["status"] == "cancelled")
      #expect(try await server.quantity(of: products[1]) == 10)
      #expect(try await server.cache.available(.init(rawValue: products[1])) == 10)

      let again = try await server.order(cart, by: path, token: lan)
      again.expectProblem("cart-already-ordered", 409, with: ["orderID"])
      #expect(again.json["orderID"] == .integer(placed.id))
    }
  }

  @Test func withoutHoldsOrdersAreFinal() async throws {
    try await TestServer.run(.init(hold: .zero)) { server in
      let products = try await server.makeDemoProducts()
      let lan = try await server.makeUser()
      let placed = try await server.buy(products[0], token: lan)
      placed.expectSuccess(201)
      #expect(placed.data["status"] == "placed")
      #expect(placed.data["expiresAt"] == .null)
      let paid = try await server.client.post(
        "/order/\(placed.id)/pay", ["reference": "bank 1"], token: lan)
      paid.expectProblem("order-not-pending", 409, with: ["orderStatus"])
      let cancelled = try await server.client.post("/order/\(placed.id)/cancel", token: lan)
      cancelled.expectProblem("order-not-pending", 409, with: ["orderStatus"])
    }
  }

  /// The original answer could not sell it.
  @Test(arguments: ["/order", "/orderThreshold"])
  func theLastUnitIsSoldOnce(path: String) async throws {
    try await TestServer.run { server in
      let lamp = try await server.makeProduct("Lamp", quantity: 1)
      try await server.generate()
      let lan = try await server.makeUser()
      let sold = try await server.buy(lamp, by: path, token: lan)
      sold.expectSuccess(201)
      let refused = try await server.buy(lamp, by: path, token: lan)
      refused.expectProblem("out-of-stock", 409, with: ["lines"])
      #expect(
        refused.json["lines"] == [["productID": .integer(lamp), "asked": 1, "available": 0]])
    }
  }

  @Test func theReserveIsSoldThroughTheCacheOnly() async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct(quantity: 10, threshold: 8)
      try await server.generate()
      let lan = try await server.makeUser()
      let refused = try await server.buy(tea, quantity: 3, by: "/orderThreshold", token: lan)
      refused.expectProblem("out-of-stock", 409, with: ["lines"])
      #expect(refused.json["lines"] == [["productID": .integer(tea), "asked": 3, "available": 2]])
      try await server.buy(tea, quantity: 2, by: "/orderThreshold", token: lan).expectSuccess(201)
      try await server.buy(tea, quantity: 8, by: "/order", token: lan).expectSuccess(201)
      let product = try await server.client.get("/product/\(tea)")
      #expect(product.data["available"] == 0)
      #expect(product.data["flagStock"] == "Out of stock")
    }
  }

  /// Checked one by one, each would be served from the same pieces.
  @Test(arguments: ["/order", "/orderThreshold"])
  func twoLinesOfOneProductCountTogether(path: String) async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct(quantity: 5)
      try await server.generate()
      let lan = try await server.makeUser()
      let tooMuch = try await server.makeCart([(tea, 3), (tea, 3)], token: lan)
      let refused = try await server.order(tooMuch, by: path, token: lan)
      refused.expectProblem("out-of-stock", 409, with: ["lines"])
      #expect(refused.json["lines"] == [["productID": .integer(tea), "asked": 6, "available": 5]])
      let cart = try await server.makeCart([(tea, 3), (tea, 2)], token: lan)
      try await server.order(cart, by: path, token: lan).expectSuccess(201)
      #expect(try await server.quantity(of: tea) == 0)
    }
  }

  /// What earlier lines took used never to be given back.
  @Test(arguments: ["/order", "/orderThreshold"])
  func aCartIsOrderedAsAWholeOrNotAtAll(path: String) async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct("Tea", quantity: 5)
      let lamp = try await server.makeProduct("Lamp", quantity: 1)
      try await server.generate()
      let lan = try await server.makeUser()
      let cart = try await server.makeCart([(tea, 2), (lamp, 2)], token: lan)
      let refused = try await server.order(cart, by: path, token: lan)
      #expect(refused.json["lines"] == [["productID": .integer(lamp), "asked": 2, "available": 1]])
      #expect(try await server.quantity(of: tea) == 5)
      #expect(try await server.cache.available(.init(rawValue: tea)) == 5)
    }
  }

  @Test(arguments: ["/order", "/orderThreshold"])
  func purchaseLimitsCountAllOrdersThatKeepTheirStock(path: String) async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct(quantity: 50, limitPerUser: 3)
      try await server.generate()
      let lan = try await server.makeUser()
      let first = try await server.buy(tea, quantity: 2, by: path, token: lan)
      first.expectSuccess(201)
      let refused = try await server.buy(tea, quantity: 2, by: path, token: lan)
      refused.expectProblem("purchase-limit", 409, with: ["lines"])
      #expect(
        refused.json["lines"]
          == [["productID": .integer(tea), "asked": 2, "ordered": 2, "limit": 3]])

      let minh = try await server.makeUser("Minh")
      try await server.buy(tea, quantity: 3, by: path, token: minh).expectSuccess(201)
      _ = try await server.client.post("/order/\(first.id)/cancel", token: lan)
      try await server.buy(tea, quantity: 3, by: path, token: lan).expectSuccess(201)
    }
  }

  @Test(arguments: ["/order", "/orderThreshold"])
  func aPriceThatChangedIsSaidSo(path: String) async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct(price: 250)
      try await server.generate()
      let lan = try await server.makeUser()
      let line: JSON = ["productID": .integer(tea), "quantity": 1, "price": 200]
      let wrong = try await server.client.post("/cart", ["cartItems": [line]], token: lan)
      wrong.expectProblem("price-changed", 409, with: ["lines"])
      #expect(
        wrong.json["lines"] == [["productID": .integer(tea), "seen": 200, "current": 250]])

      let cart = try await server.makeCart([(tea, 1)], token: lan)
      let changed = try await server.client.patch(
        "/product/\(tea)", ["price": 300], token: admin, ifMatch: "*")
      changed.expectSuccess()
      let refused = try await server.order(cart, by: path, token: lan)
      refused.expectProblem("price-changed", 409, with: ["lines"])
      #expect(
        refused.json["lines"] == [["productID": .integer(tea), "seen": 250, "current": 300]])
    }
  }

  @Test func aProductMadeLaterWaitsForTheNextGenerate() async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct()
      let lan = try await server.makeUser()
      let cart = try await server.makeCart([(tea, 1)], token: lan)
      let refused = try await server.order(cart, token: lan)
      refused.expectProblem("cache-not-generated", 409, with: ["productIDs"])
      #expect(refused.json["productIDs"] == [.integer(tea)])
      let generated = try await server.client.get("/product/generate", token: admin)
      generated.expectSuccess()
      #expect(generated.data["products"] == 1)
      try await server.order(cart, token: lan).expectSuccess(201)
    }
  }

  @Test func ordersAreTheirOwnersAlone() async throws {
    try await TestServer.run { server in
      let products = try await server.makeDemoProducts()
      let lan = try await server.makeUser()
      let minh = try await server.makeUser("Minh")
      let cart = try await server.makeCart([(products[0], 1)], token: lan)
      try await server.client.get("/cart/\(cart)", token: lan).expectSuccess()
      for path in ["/order", "/orderThreshold"] {
        try await server.order(cart, by: path, token: minh).expectProblem("not-found", 404)
      }
      try await server.client.get("/cart/\(cart)", token: minh).expectProblem("not-found", 404)
      let placed = try await server.order(cart, token: lan)
      let path = "/order/\(placed.id)"
      try await server.client.get(path, token: minh).expectProblem("not-found", 404)
      try await server.client.post("\(path)/pay", ["reference": "x"], token: minh)
        .expectProblem("not-found", 404)
      try await server.client.post("\(path)/cancel", token: minh).expectProblem("not-found", 404)
      #expect(try await server.client.get("/order", token: minh).data == [])
    }
  }
}
