import OrderTesting
import Testing

@testable import OrderAPI

/// Tokens that are made up.
@Suite struct GuessingTests {
  /// Guesses until one is refused without a look.
  private func guess(_ server: TestServer) async throws -> Received? {
    // On a machine that is busy with other tests a guess may come back in between.
    for number in 0..<1_000 {
      let answer = try await server.client.get("/order", token: "ord_guess\(number)")
      if answer.status == 429 { return answer }
      answer.expectProblem("unauthenticated", 401)
    }
    return nil
  }

  @Test func guessesBeyondTheRateAreRefusedAndNobodyElse() async throws {
    try await TestServer.run(.init { $0.service.guessLimit = 1 }) { server in
      let lan = try await server.makeUser()
      let refused = try #require(try await guess(server))
      refused.expectProblem("too-many-requests", 429)
      #expect(refused[header: "Retry-After"] == "1")
      // From the same address: users whom the server knows, new ones, the administrator, and nobody.
      let minh = try await server.makeUser("Minh")
      for token in [lan, minh] {
        #expect(try await server.client.get("/order", token: token).status == 200)
      }
      #expect(try await server.client.post("/product/generate", token: admin).status == 200)
      #expect(try await server.client.get("/product").status == 200)
      try await server.client.get("/order").expectProblem("unauthenticated", 401)
    }
  }

  /// Starts a server anew with users of an earlier one.
  private func withEarlierUsers(
    _ count: Int, remembered: Int,
    _ body: @escaping @Sendable (TestServer, [String]) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("orders.sqlite").path
      let tokens = try await TestServer.run(.init { $0.databasePath = path }) { server in
        var tokens: [String] = []
        for _ in 0..<count { tokens.append(try await server.makeUser()) }
        return tokens
      }
      let setup = TestServer.Setup {
        $0.databasePath = path
        $0.service.guessLimit = 1
        $0.service.rememberedUsers = remembered
      }
      try await TestServer.run(setup) { try await body($0, tokens) }
    }
  }

  /// Behind one proxy a guesser would otherwise keep everybody out after a restart.
  @Test func usersOfBeforeAreKnownFromTheStartOn() async throws {
    try await withEarlierUsers(5, remembered: 5) { server, tokens in
      for token in tokens {
        _ = try #require(try await guess(server))
        #expect(try await server.client.get("/order", token: token).status == 200)
      }
    }
  }

  /// A user whom the server does not remember is no guesser, however often.
  @Test func tokensThatAreFoundCostNothing() async throws {
    try await withEarlierUsers(50, remembered: 1) { server, tokens in
      for _ in 0..<2 {
        for token in tokens {
          let answer = try await server.client.get("/order", token: token)
          #expect(answer.status == 200)
        }
      }
    }
  }

  @Test func withoutALimitGuessesAreAllLookedUp() async throws {
    try await TestServer.run(.init { $0.service.guessLimit = nil }) { server in
      for number in 0..<50 {
        try await server.client.get("/order", token: "ord_guess\(number)")
          .expectProblem("unauthenticated", 401)
      }
    }
  }

  /// Who owns a network of IPv6 has 2^64 addresses, and is one client.
  @Test func bothKindsOfAddresses() async throws {
    let hosts = ["127.0.0.1", "::1"]
    for host in hosts {
      let setup = TestServer.Setup {
        $0.service.guessLimit = 1
        $0.service.host = host
      }
      try await TestServer.run(setup) { server in
        let refused = try await concurrently(50, workers: 4) { number in
          try await Client(port: server.client.port, host: host)
            .get("/order", token: "ord_guess\(number)").status
        }
        #expect(refused.contains(429), "\(host)")
      }
    }
  }
}
