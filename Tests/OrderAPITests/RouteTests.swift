import OrderTesting
import Testing

@testable import OrderAPI

@Suite struct RouteTests {
  @Test(arguments: ["/orders", "/user/1", "/order/1/refund", "/product/1/stock/2", "/%2e%2e"])
  func unknownPathsAreNotFound(path: String) async throws {
    try await TestServer.run { server in
      try await server.client.get(path).expectProblem("not-found", 404)
      try await server.client.post(path, [:]).expectProblem("not-found", 404)
    }
  }

  @Test(arguments: [
    ("DELETE", "/order", "GET, HEAD, POST"), ("GET", "/user", "POST"),
    ("GET", "/orderThreshold", "POST"), ("PUT", "/product/7", "GET, HEAD, PATCH"),
    ("PATCH", "/product/generate", "GET, POST"), ("OPTIONS", "/cart", "POST"),
    ("POST", "/metrics", "GET, HEAD"), ("GET", "/order/1/pay", "POST"),
    ("PROPFIND", "/cart/1", "GET, HEAD"),
  ])
  func otherMethodsAreNotAllowed(method: String, path: String, allowed: String) async throws {
    try await TestServer.run { server in
      let answer = try await server.client.send(method, path)
      answer.expectProblem("method-not-allowed", 405)
      #expect(answer[header: "Allow"] == allowed)
    }
  }

  @Test func headIsGetWithoutTheBody() async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct()
      let lan = try await server.makeUser()
      for path in ["/product", "/product/\(tea)", "/livez", "/openapi.json", "/order", "/order/9"] {
        let get = try await server.client.get(path, token: lan)
        let head = try await server.client.send("HEAD", path, token: lan)
        #expect(head.status == get.status)
        #expect(head.body.isEmpty)
        for name in ["Content-Type", "Content-Length", "ETag"] {
          #expect(head[header: name] == get[header: name], "\(name) of \(path)")
        }
      }
    }
  }

  @Test(arguments: [
    "0", "-1", "+1", "01", "1.0", "x", "1e3", "9223372036854775808", "１",
    String(repeating: "1", count: 400),
  ])
  func idsInPathsArePositiveIntegers(id: String) async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct()
      #expect(tea == 1)
      let lan = try await server.makeUser()
      let segment = id.utf8.map {
        $0 < 0x80 ? String(UnicodeScalar($0)) : "%" + String($0, radix: 16)
      }
      .joined()
      for path in ["/product/\(segment)", "/order/\(segment)", "/cart/\(segment)"] {
        try await server.client.get(path, token: lan).expectProblem("not-found", 404)
      }
      try await server.client.post("/order/\(segment)/cancel", token: lan)
        .expectProblem("not-found", 404)
    }
  }

  @Test func aSlashAtTheEndChangesNothing() async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct()
      try await server.client.get("/product/\(tea)/").expectSuccess()
      #expect(try await server.client.get("/product/?limit=1").status == 200)
    }
  }

  @Test func everyAnswerHasAName() async throws {
    try await TestServer.run { server in
      let first = try await server.client.get("/livez")[header: "X-Request-Id"]
      let second = try await server.client.get("/nowhere")[header: "X-Request-Id"]
      #expect(first?.isEmpty == false && second?.isEmpty == false && first != second)
      let given = try await server.client.get("/livez", headers: [("X-Request-Id", "trace-7:a/b")])
      #expect(given[header: "X-Request-Id"] == "trace-7:a/b")
      for insane in ["a b", "a\"b", String(repeating: "a", count: 129)] {
        let answer = try await server.client.get("/livez", headers: [("X-Request-Id", insane)])
        #expect(answer[header: "X-Request-Id"] != insane)
      }
    }
  }

  @Test func problemsHaveTheContractsStatuses() {
    let contract: [String: Int] = [
      "malformed-body": 400, "unauthenticated": 401, "forbidden": 403, "not-found": 404,
      "method-not-allowed": 405, "out-of-stock": 409, "cart-already-ordered": 409,
      "price-changed": 409, "purchase-limit": 409, "order-not-pending": 409, "hold-expired": 409,
      "insufficient-stock": 409, "precondition-failed": 412, "precondition-required": 428,
      "unsupported-media-type": 415, "cache-not-generated": 409, "request-in-flight": 409,
      "key-reused": 422, "invalid-field": 422, "body-too-large": 413, "too-many-requests": 429,
      "overloaded": 503, "cache-unavailable": 503, "storage-full": 503,
      // Where the contract names no type.
      "malformed-request": 400, "headers-too-large": 431, "not-ready": 503, "internal-error": 500,
    ]
    let here = Problem.Kind.allCases.map { ($0.rawValue, $0.status.code) }
    #expect(Dictionary(uniqueKeysWithValues: here) == contract)
    #expect(Set(Problem.Kind.allCases.map(\.title)).count == contract.count)
    for kind in Problem.Kind.allCases where kind.status == .serviceUnavailable {
      #expect(kind.retryAfter != nil, "\(kind)")
    }
  }
}
