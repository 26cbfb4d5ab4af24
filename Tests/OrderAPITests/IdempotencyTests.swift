import OrderTesting
import Testing

@Suite(.everyCache) struct IdempotencyTests {
  @Test(arguments: ["/order", "/orderThreshold"])
  func aRepetitionGetsTheFirstAnswer(path: String) async throws {
    try await TestServer.run { server in
      let products = try await server.makeDemoProducts()
      let lan = try await server.makeUser()
      let cart = try await server.makeCart([(products[0], 1)], token: lan)
      let first = try await server.order(cart, by: path, token: lan, key: "k1")
      first.expectSuccess(201)
      #expect(!first.isReplay)
      let second = try await server.order(cart, by: path, token: lan, key: "k1")
      second.expectSuccess(201)
      #expect(second.isReplay)
      #expect(second.body == first.body)
      // As the draft of the header writes it.
      let quoted = try await server.order(cart, by: path, token: lan, key: "\"k1\"")
      #expect(quoted.isReplay)
      #expect(try await server.quantity(of: products[0]) == 99)
    }
  }

  /// The cache, asked first, would say that it is out of stock.
  @Test func theRetryOfTheLastUnitIsNotToldOutOfStock() async throws {
    try await TestServer.run { server in
      let products = try await server.makeDemoProducts()
      let lan = try await server.makeUser()
      let cart = try await server.makeCart([(products[2], 1)], token: lan)
      let first = try await server.order(cart, token: lan, key: "last")
      first.expectSuccess(201)
      let second = try await server.order(cart, token: lan, key: "last")
      second.expectSuccess(201)
      #expect(second.body == first.body)
    }
  }

  @Test(arguments: ["/order", "/orderThreshold"])
  func threeAtOnceAreOneOrder(path: String) async throws {
    try await TestServer.run { server in
      let products = try await server.makeDemoProducts()
      let lan = try await server.makeUser()
      // The last piece: a repetition that did not join would be told that it is out of stock.
      let cart = try await server.makeCart([(products[2], 1)], token: lan)
      let answers = try await withThrowingTaskGroup(of: Received.self) { group in
        for _ in 0..<3 {
          group.addTask { try await server.order(cart, by: path, token: lan, key: "k") }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.allSatisfy { $0.status == 201 }, "\(answers)")
      #expect(Set(answers.map(\.body)).count == 1)
      #expect(answers.count { !$0.isReplay } == 1)
      #expect(try await server.quantity(of: products[2]) == 0)
    }
  }

  @Test func anotherBodyUnderTheSameKeyIsRefused() async throws {
    try await TestServer.run { server in
      let products = try await server.makeDemoProducts()
      let lan = try await server.makeUser()
      for path in ["/order", "/orderThreshold"] {
        let cart = try await server.makeCart([(products[0], 1)], token: lan)
        let other = try await server.makeCart([(products[0], 2)], token: lan)
        try await server.order(cart, by: path, token: lan, key: "k").expectSuccess(201)
        try await server.order(other, by: path, token: lan, key: "k")
          .expectProblem("key-reused", 422)
      }
      #expect(try await server.quantity(of: products[0]) == 98)
    }
  }

  @Test func keysAreScopedToUserMethodAndPath() async throws {
    try await TestServer.run { server in
      let products = try await server.makeDemoProducts()
      for name in ["Lan", "Minh"] {
        let token = try await server.makeUser(name)
        for path in ["/order", "/orderThreshold"] {
          let cart = try await server.makeCart([(products[0], 1)], token: token)
          let placed = try await server.order(cart, by: path, token: token, key: "k")
          placed.expectSuccess(201)
          #expect(!placed.isReplay)
        }
      }
    }
  }

  @Test func aRefusalIsJudgedAfresh() async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct(quantity: 0)
      try await server.generate()
      let lan = try await server.makeUser()
      for path in ["/order", "/orderThreshold"] {
        let cart = try await server.makeCart([(tea, 1)], token: lan)
        try await server.order(cart, by: path, token: lan, key: "k")
          .expectProblem("out-of-stock", 409, with: ["lines"])
        let restocked = try await server.client.post(
          "/product/\(tea)/stock", ["adjust": 1, "reason": "found one"], token: admin)
        restocked.expectSuccess()
        let placed = try await server.order(cart, by: path, token: lan, key: "k")
        placed.expectSuccess(201)
        #expect(!placed.isReplay)
      }
    }
  }

  @Test func everyOtherPostTakesAKey() async throws {
    try await TestServer.run { server in
      let made = try await twice(
        server, "/product", ["name": "Tea", "price": 1, "quantity": 5], admin, status: 201)
      #expect(made[header: "ETag"] == "\"1\"")
      let tea = made.id
      #expect(try await server.client.get("/product").data.elements?.count == 1)
      _ = try await twice(
        server, "/product/\(tea)/stock", ["adjust": 5, "reason": "more"], admin, status: 200)
      #expect(try await server.quantity(of: tea) == 10)
      _ = try await twice(server, "/product/generate", [:], admin, status: 200)

      let lan = try await server.makeUser()
      let cart = try await twice(
        server, "/cart", ["cartItems": [["productID": .integer(tea), "quantity": 1]]], lan,
        status: 201)
      let placed = try await server.order(cart.id, token: lan)
      _ = try await twice(
        server, "/order/\(placed.id)/pay", ["reference": "bank"], lan, status: 200)
      let other = try await server.buy(tea, token: lan)
      _ = try await twice(server, "/order/\(other.id)/cancel", [:], lan, status: 200)
    }
  }

  private func twice(
    _ server: TestServer, _ path: String, _ body: JSON, _ token: String, status: Int
  ) async throws -> Received {
    let first = try await server.client.post(path, body, token: token, key: "twice")
    let second = try await server.client.post(path, body, token: token, key: "twice")
    first.expectSuccess(status)
    #expect(second.status == status)
    #expect(second.body == first.body)
    #expect(!first.isReplay && second.isReplay)
    return second
  }

  @Test(arguments: [
    "", "two words", "\"open", "\"in\"side\"", "ключ", String(repeating: "k", count: 256),
  ])
  func aKeyThatIsNoneIsRefused(key: String) async throws {
    try await TestServer.run { server in
      let lan = try await server.makeUser()
      let answer = try await server.client.post(
        "/cart", ["cartItems": [["productID": 1, "quantity": 1]]], token: lan, key: key)
      answer.expectFaults("/Idempotency-Key")
    }
  }

  /// A user's token must not be kept anywhere, not even for a retry.
  @Test func makingAUserTakesNoKey() async throws {
    try await TestServer.run { server in
      let first = try await server.client.post("/user", ["name": "Lan"], key: "k")
      let second = try await server.client.post("/user", ["name": "Lan"], key: "k")
      #expect(first.id != second.id)
      #expect(first.data["token"] != second.data["token"])
    }
  }
}
