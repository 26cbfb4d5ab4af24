import OrderTesting
import Testing

@Suite struct LogTests {
  @Test func requestsAreLoggedUnderTheirNames() async throws {
    let log = TestLog()
    try await TestServer.run(.init { $0.logger = log.logger }) { server in
      _ = try await server.client.get("/product/7", headers: [("X-Request-Id", "trace-7")])
      let line = try #require(log.lines.first { $0.contains("trace-7") && $0.contains("answered") })
      #expect(line.contains("/product/{id}"))
      #expect(line.contains("404"))
    }
  }

  /// Nor addresses, nor anything else of a body, at any level.
  @Test func secretsAreNotLogged() async throws {
    let log = TestLog()
    try await TestServer.run(.init { $0.logger = log.logger }) { server in
      let tea = try await server.makeProduct()
      try await server.generate()
      let lan = try await server.makeUser("Lan of Hang Bac")
      let placed = try await server.buy(tea, token: lan)
      _ = try await server.client.post(
        "/order/\(placed.id)/pay", ["reference": "bank 77"], token: lan, key: "secret-key")
      let refused = [
        try await server.client.get("/order", token: lan + "x"),
        try await server.client.post("/cart", ["cartItems": "Hang Bac"], token: lan),
      ]
      for secret in [lan, admin, "Hang Bac", "3825", "bank 77", "secret-key"] {
        #expect(log.lines.filter { $0.contains(secret) } == [])
        #expect(refused.filter { $0.text.contains(secret) }.map(\.text) == [])
      }
      #expect(log.lines.count > 10)
    }
  }
}
