import OrderTesting
import Testing

@testable import OrderAPI

/// Requests that are none. Each is answered with a problem, where an answer can still be understood, and the
/// connection is closed.
@Suite struct BrokenHTTPTests {
  private func answer(to text: String, _ server: TestServer) async throws -> String {
    let connection = try #require(RawConnection(port: server.client.port))
    connection.send(text)
    return await connection.receiveAll()
  }

  private func expectProblem(
    _ answer: String, _ type: String, _ status: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1)
    #expect(parts.first?.hasPrefix("HTTP/1.1 \(status)\r\n") == true, "\(answer)")
    for header in ["connection: close", "content-type: application/problem+json"] {
      #expect(parts.first?.lowercased().contains("\r\n\(header)") == true, "\(answer)")
    }
    let json = try JSON(parsing: (parts.last ?? "").utf8)
    #expect(json["type"]?.string == type, "\(answer)", sourceLocation: sourceLocation)
    #expect(
      json.names == ["type", "title", "status", "detail", "success", "message", "data"],
      sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    "hello\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}",
    "GET / HTTP/1.1\r\nHost: shop\r\nno colon\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: shop\r\nNot a name: 1\r\n\r\n",
    "POST /user HTTP/1.1\r\nHost: shop\r\nContent-Length: many\r\n\r\n",
    "POST /user HTTP/1.1\r\nHost: shop\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
    "POST /user HTTP/1.1\r\nHost: shop\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
    "POST /user HTTP/1.1\r\nHost: shop\r\nContent-Length: -1\r\n\r\n",
    "POST /user HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n{}\r\n",
  ])
  func isAProblem(text: String) async throws {
    try await TestServer.run { server in
      try expectProblem(
        try await answer(to: text, server), "malformed-request", "400 Bad Request")
    }
  }

  @Test func headersWithoutEnd() async throws {
    try await TestServer.run { server in
      let text =
        "GET / HTTP/1.1\r\nHost: shop\r\nX-Long: " + String(repeating: "x", count: 100_000)
      try expectProblem(
        try await answer(to: text + "\r\n\r\n", server), "headers-too-large",
        "431 Request Header Fields Too Large")
    }
  }

  /// What came before on the same connection is answered as ever.
  @Test func afterAGoodRequest() async throws {
    try await TestServer.run { server in
      let text = "GET /livez HTTP/1.1\r\nHost: shop\r\n\r\n"
      let all = try await answer(to: text + "hello\r\n\r\n", server)
      #expect(all.hasPrefix("HTTP/1.1 200 OK\r\n"))
      let second = try #require(all.range(of: "HTTP/1.1 400"))
      try expectProblem(
        String(all[second.lowerBound...]), "malformed-request", "400 Bad Request")
    }
  }

  /// Those of ours stay as they are, on a connection that goes on.
  @Test func problemsOfOurOwnStayAsTheyAre() async throws {
    try await TestServer.run { server in
      try await server.client.send("POST", "/user", body: [0])
        .expectProblem("malformed-body", 400)
    }
  }
}
