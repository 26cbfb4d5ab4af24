import Foundation
import OrderTesting
import Testing

@Suite(.everyCache) struct StoppingTests {
  /// A request of which the server has the head and half the body when it is told to stop.
  private func halfAnOrder(_ server: TestServer) async throws -> (
    connection: RawConnection, rest: String
  ) {
    let tea = try await server.makeProduct()
    let lan = try await server.makeUser()
    let cart = try await server.makeCart([(tea, 1)], token: lan)
    let body = TestServer.orderBody(cart).description
    let connection = try #require(RawConnection(port: server.client.port))
    // All of it is sent, and read, in one piece: the first answer shows that the server has the second half too.
    connection.send(
      """
      GET /livez HTTP/1.1\r\nHost: here\r\n\r\n\
      POST /orderThreshold HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer \(lan)\r\n\
      Content-Length: \(body.utf8.count)\r\n\r\n\(body.prefix(20))
      """)
    _ = try #require(await connection.receive())
    return (connection, String(body.dropFirst(20)))
  }

  /// Returns when the server accepts no connections any more.
  private func waitUntilClosed(_ server: TestServer) async {
    while RawConnection(port: server.client.port) != nil { await Task.yield() }
  }

  @Test(.timeLimit(.minutes(1)))
  func whatWasAcceptedIsAnswered() async throws {
    try await TestServer.run { server in
      let (connection, rest) = try await halfAnOrder(server)
      await server.beginToStop()
      await waitUntilClosed(server)
      connection.send("\(rest)GET /readyz HTTP/1.1\r\nHost: here\r\n\r\n")
      let text = await connection.receiveAll()
      #expect(text.hasPrefix("HTTP/1.1 201 Created\r\n"), "\(text)")
      #expect(text.contains("HTTP/1.1 503 Service Unavailable\r\n"), "\(text)")
      #expect(text.contains(#""type":"not-ready""#), "\(text)")
      // The last one says that it is.
      let ends = text.lowercased().components(separatedBy: "connection: close")
      #expect(ends.count == 2 && ends[0].contains("503 service unavailable"), "\(text)")
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func aClientThatNeverEndsDoesNotHoldItUp() async throws {
    let setup = TestServer.Setup { $0.service.drainTimeout = .milliseconds(100) }
    try await TestServer.run(setup) { server in
      let (connection, _) = try await halfAnOrder(server)
      await server.beginToStop()
      #expect(await !connection.receiveAll().contains("201"))
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func connectionsThatOnlyWaitDoNotHoldItUp() async throws {
    try await TestServer.run { server in
      let connection = try #require(RawConnection(port: server.client.port))
      connection.send("GET /livez HTTP/1.1\r\nHost: here\r\n\r\n")
      _ = try #require(await connection.receive())
      await server.beginToStop()
      #expect(await connection.receiveAll() == "")
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func idleConnectionsAreClosed() async throws {
    let setup = TestServer.Setup { $0.service.idleTimeout = .milliseconds(50) }
    try await TestServer.run(setup) { server in
      // One that says nothing, and one that does not come to the end of a request's head.
      let silent = try #require(RawConnection(port: server.client.port))
      let slow = try #require(RawConnection(port: server.client.port))
      slow.send("GET /livez HTTP/1.1\r\nHost: he")
      #expect(await silent.receiveAll() == "")
      #expect(await !slow.receiveAll().contains("200"))
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func aRequestThatTakesTooLongIsCutOff() async throws {
    let setup = TestServer.Setup { $0.service.requestTimeout = .milliseconds(50) }
    try await TestServer.run(setup) { server in
      let slow = try #require(RawConnection(port: server.client.port))
      slow.send(
        "POST /user HTTP/1.1\r\nHost: here\r\nContent-Length: 20\r\n\r\n{\"name\": \"Lan\"}")
      #expect(await !slow.receiveAll().contains("201"))
      #expect(try await server.makeUser().isEmpty == false)
      // What is answered in time may be followed by the next request at leisure.
      let usual = try #require(RawConnection(port: server.client.port))
      for _ in 0..<3 {
        usual.send("GET /livez HTTP/1.1\r\nHost: here\r\n\r\n")
        #expect(await usual.receive() != nil)
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func connectionsBeyondTheLimitWait() async throws {
    let setup = TestServer.Setup { $0.service.connectionLimit = 1 }
    try await TestServer.run(setup) { server in
      let request = "GET /livez HTTP/1.1\r\nHost: here\r\n\r\n"
      var first = RawConnection(port: server.client.port)
      first?.send(request)
      _ = try #require(await first?.receive())
      let second = try #require(RawConnection(port: server.client.port))
      second.send(request)
      #expect(!second.hasReceived)
      first = nil
      #expect(await second.receive() != nil)
    }
  }
}
