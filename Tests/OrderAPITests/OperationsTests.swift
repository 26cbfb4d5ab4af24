import Foundation
import OrderTesting
import Testing

@Suite(.everyCache) struct OperationsTests {
  @Test func aServerIsAliveAndReady() async throws {
    try await TestServer.run(.init { $0.metrics = { "orders_commits_total 1\n" } }) { server in
      try await server.client.get("/livez").expectSuccess()
      try await server.client.get("/readyz").expectSuccess()
      let metrics = try await server.client.get("/metrics")
      #expect(metrics.status == 200)
      #expect(metrics.text == "orders_commits_total 1\n")
      #expect(metrics[header: "Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
    }
  }

  @Test func documentsAreServed() async throws {
    try await TestServer.run { server in
      let document = try await server.client.get("/openapi.json")
      #expect(document.status == 200)
      #expect(document[header: "Content-Type"] == "application/json")
      #expect(document.json.names != nil)
      let page = try await server.client.get("/docs")
      #expect(page.status == 200)
      #expect(page[header: "Content-Type"] == "text/html; charset=utf-8")
      #expect(page[header: "Content-Security-Policy"]?.isEmpty == false)
    }
  }

  @Test func anOverloadedServerSaysSo() async throws {
    let setup = TestServer.Setup { $0.store.queueLimit = 0 }
    try await TestServer.run(setup) { server in
      let answer = try await server.client.post("/user", ["name": "Lan"])
      answer.expectProblem("overloaded", 503)
      #expect(answer[header: "Retry-After"] == "1")
    }
  }

  @Test func requestsBeyondTheRateAreRefused() async throws {
    try await TestServer.run(.init { $0.service.rateLimit = 1 }) { server in
      #expect(try await server.client.get("/product").status == 200)
      // On a machine that is busy with other tests a token may come back in between.
      var refused: [Received] = []
      for _ in 0..<1_000 where refused.isEmpty {
        refused += [try await server.client.get("/product")].filter { $0.status == 429 }
      }
      #expect(refused.count == 1)
      for answer in refused {
        answer.expectProblem("too-many-requests", 429)
        #expect(answer[header: "Retry-After"] == "1")
      }
      for path in ["/livez", "/readyz", "/metrics"] {
        #expect(try await server.client.get(path).status == 200)
      }
    }
  }

  @Test func aClientThatLeavesDoesNoHarm() async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct(quantity: 100)
      let lan = try await server.makeUser()
      let cart = try await server.makeCart([(tea, 1)], token: lan)
      let body = TestServer.orderBody(cart).description
      let head = """
        POST /orderThreshold HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer \(lan)\r\n\
        Idempotency-Key: gone\r\nContent-Length: \(body.utf8.count)\r\n\r\n
        """
      do {
        // In the middle of the body, and after all of it.
        let early = try #require(RawConnection(port: server.client.port))
        early.send(head + body.prefix(10))
        let late = try #require(RawConnection(port: server.client.port))
        late.send(head + body)
      }
      let retried = try await server.order(cart, by: "/orderThreshold", token: lan, key: "gone")
      #expect(retried.status == 201, "\(retried)")
      #expect(try await server.quantity(of: tea) == 99)
    }
  }
}
