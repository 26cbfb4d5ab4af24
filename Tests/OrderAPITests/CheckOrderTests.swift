import OrderTesting
import Testing

/// 401, 403, 404, 422, `cart-already-ordered`, `price-changed`, `purchase-limit`, stock: what comes first
/// is what is said.
@Suite(.everyCache) struct CheckOrderTests {
  @Test(arguments: ["/order", "/orderThreshold"])
  func ofAnOrder(path: String) async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct(price: 250, quantity: 5, limitPerUser: 2)
      try await server.generate()
      let lan = try await server.makeUser()
      let faulty: JSON = ["cartID": 99, "name": "", "phone": 5]
      try await server.client.post(path, faulty, token: lan).expectProblem("not-found", 404)
      let cart = try await server.makeCart([(tea, 1)], token: lan)
      try await server.client.post(path, ["cartID": .integer(cart), "name": ""], token: lan)
        .expectFaults("/name", "/address", "/phone")
      try await server.client.post(path, ["cartID": "x"], token: lan)
        .expectFaults("/cartID", "/name", "/address", "/phone")

      // A cart that was ordered, with a price that changed, of more than the limit, and out of stock.
      let ordered = try await server.makeCart([(tea, 2)], token: lan)
      try await server.order(ordered, by: path, token: lan).expectSuccess(201)
      let other = try await server.makeCart([(tea, 9)], token: lan)
      _ = try await server.client.patch(
        "/product/\(tea)", ["price": 300], token: admin, ifMatch: "*")
      try await server.order(ordered, by: path, token: lan)
        .expectProblem("cart-already-ordered", 409, with: ["orderID"])
      try await server.order(other, by: path, token: lan)
        .expectProblem("price-changed", 409, with: ["lines"])
      _ = try await server.client.patch(
        "/product/\(tea)", ["price": 250], token: admin, ifMatch: "*")
      try await server.order(other, by: path, token: lan)
        .expectProblem("purchase-limit", 409, with: ["lines"])
      _ = try await server.client.patch(
        "/product/\(tea)", ["limitPerUser": nil], token: admin, ifMatch: "*")
      try await server.order(other, by: path, token: lan)
        .expectProblem("out-of-stock", 409, with: ["lines"])
    }
  }

  @Test func ofAPayment() async throws {
    try await TestServer.run { server in
      let lan = try await server.makeUser()
      try await server.client.post("/order/9/pay", [:], token: lan).expectProblem("not-found", 404)
      let tea = try await server.makeProduct()
      let placed = try await server.buy(tea, by: "/orderThreshold", token: lan)
      try await server.client.post("/order/\(placed.id)/pay", [:], token: lan)
        .expectFaults("/reference")
    }
  }

  @Test func ofAChange() async throws {
    try await TestServer.run { server in
      try await server.client.patch("/product/9", ["price": -1], token: admin)
        .expectProblem("not-found", 404)
      let tea = try await server.makeProduct()
      try await server.client.patch("/product/\(tea)", ["price": -1], token: admin)
        .expectFaults("/price")
      try await server.client.patch("/product/\(tea)", ["price": 1], token: admin)
        .expectProblem("precondition-required", 428)
      try await server.client.patch("/product/\(tea)", ["price": 1], token: admin, ifMatch: "\"9\"")
        .expectProblem("precondition-failed", 412)
    }
  }

  @Test func ofAnAdjustment() async throws {
    try await TestServer.run { server in
      try await server.client.post("/product/9/stock", ["adjust": 0], token: admin)
        .expectProblem("not-found", 404)
      let tea = try await server.makeProduct()
      try await server.client.post("/product/\(tea)/stock", ["adjust": 0], token: admin)
        .expectFaults("/adjust", "/reason")
    }
  }
}
