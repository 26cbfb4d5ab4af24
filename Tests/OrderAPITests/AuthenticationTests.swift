import OrderTesting
import Testing

@testable import OrderAPI

@Suite struct AuthenticationTests {
  static let usersEndpoints = [
    ("POST", "/cart"), ("GET", "/cart/1"), ("POST", "/order"), ("POST", "/orderThreshold"),
    ("GET", "/order"), ("GET", "/order/1"), ("POST", "/order/1/pay"), ("POST", "/order/1/cancel"),
  ]
  static let administratorsEndpoints = [
    ("POST", "/product"), ("POST", "/product/1/stock"), ("PATCH", "/product/1"),
    ("GET", "/product/generate"), ("POST", "/product/generate"),
  ]

  /// Before anything else is looked at, the body included.
  /// Incident, 10: nothing authenticated, and failures were answered 200.
  @Test(arguments: usersEndpoints + administratorsEndpoints)
  func withoutATokenNothingIsDone(method: String, path: String) async throws {
    try await TestServer.run { server in
      let none = try await server.client.send(method, path, body: method == "GET" ? nil : [0])
      none.expectProblem("unauthenticated", 401)
      #expect(none[header: "WWW-Authenticate"] == "Bearer")
      let unknown = try await server.client.send(
        method, path, body: method == "GET" ? nil : [0], token: "ord_guess")
      unknown.expectProblem("unauthenticated", 401)
      #expect(unknown[header: "WWW-Authenticate"]?.hasPrefix("Bearer") == true)
    }
  }

  @Test(arguments: usersEndpoints)
  func theAdministratorIsNoUser(method: String, path: String) async throws {
    try await TestServer.run { server in
      let answer = try await server.client.send(
        method, path, body: method == "GET" ? nil : [0], token: admin)
      answer.expectProblem("forbidden", 403)
    }
  }

  @Test(arguments: administratorsEndpoints)
  func usersAreNoAdministrators(method: String, path: String) async throws {
    try await TestServer.run { server in
      let lan = try await server.makeUser()
      let answer = try await server.client.send(
        method, path, body: method == "GET" ? nil : [0], token: lan)
      answer.expectProblem("forbidden", 403)
    }
  }

  @Test(arguments: ["Basic bGFuOmxhbg==", "Bearer", "Bearer ", "ord_1", "Bearer a b", ""])
  func otherSchemesDoNotCount(field: String) async throws {
    try await TestServer.run { server in
      let answer = try await server.client.get("/order", headers: [("Authorization", field)])
      answer.expectProblem("unauthenticated", 401)
    }
  }

  @Test(arguments: ["Bearer", "bearer", "BEARER", "Bearer  "])
  func theSchemeIsOfAnyCase(scheme: String) async throws {
    try await TestServer.run { server in
      let lan = try await server.makeUser()
      let answer = try await server.client.get(
        "/order", headers: [("Authorization", "\(scheme) \(lan)")])
      #expect(answer.status == 200)
    }
  }

  @Test func tokensAreLongAndUnlikeEachOther() {
    let tokens = (0..<100).map { _ in Token().text }
    #expect(Set(tokens).count == 100)
    for token in tokens {
      #expect(token.hasPrefix("ord_"))
      let digits = token.dropFirst(4)
      #expect(digits.utf8.count == 64)
      #expect(digits.allSatisfy { $0.isHexDigit })
    }
  }

  /// Restarted, the server knows users by the database alone.
  @Test func tokensOutliveTheServer() async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("orders.sqlite").path
      let lan = try await TestServer.run(.init { $0.databasePath = path }) { server in
        try await server.makeUser()
      }
      try await TestServer.run(.init { $0.databasePath = path }) { server in
        let answer = try await server.client.get("/order", token: lan)
        #expect(answer.status == 200)
      }
    }
  }

  @Test func aUserIDThatIsNotTheTokensIsForbidden() async throws {
    try await TestServer.run { server in
      let lan = try await server.makeUser()
      let minh = try await server.makeUser("Minh")
      let tea = try await server.makeProduct()
      let line: JSON = ["productID": .integer(tea), "quantity": 1]
      let own = try await server.client.post(
        "/cart", ["userID": 1, "cartItems": [line]], token: lan)
      own.expectSuccess(201)
      try await server.client.post("/cart", ["userID": 1, "cartItems": [line]], token: minh)
        .expectProblem("forbidden", 403)
      // Even where everything else is wrong.
      for path in ["/order", "/orderThreshold"] {
        try await server.client.post(path, ["userID": 2, "cartID": "x"], token: lan)
          .expectProblem("forbidden", 403)
      }
    }
  }

  @Test func withoutATokenOfItsOwnThereIsNoAdministrator() async throws {
    try await TestServer.run(.init { $0.service.administratorToken = nil }) { server in
      try await server.client.get("/product/generate", token: "")
        .expectProblem("unauthenticated", 401)
      try await server.client.get("/product/generate", token: admin)
        .expectProblem("unauthenticated", 401)
    }
  }
}
