import Foundation
import OrderTesting
import Testing

/// Tokens are known to those who bear them, and appear nowhere else.
@Suite struct SecretTests {
  /// Whatever is done with tokens, at the most verbose level: none is in the log, in an answer but the one that
  /// gives it out, in a metric, in a file, or in what other processes see of this one. A core file is named
  /// by what they see.
  @Test func tokensAppearNowhere() async throws {
    try await withTemporaryFolder { folder in
      let administrator = "an-administrator-whom-nobody-knows"
      let server = try RunningServer(
        "--log-level", "trace", "--demo", environment: ["ORDERS_ADMIN_TOKEN": administrator],
        in: folder)
      let client = server.client
      let made = try await client.post("/user", ["name": "Lan"])
      let user = try #require(made.data["token"]?.string)
      let guess = "ord_" + String(repeating: "5eCre7", count: 11)

      var answers: [Received] = []
      for token in [user, administrator, guess] {
        let bodies: [(String, String, JSON)] = [
          ("POST", "/cart", ["cartItems": [["productID": 1, "quantity": 1]]]),
          ("POST", "/order", TestServer.orderBody(1)),
          ("POST", "/orderThreshold", TestServer.orderBody(2)),
          ("POST", "/order/1/pay", ["reference": "r"]), ("POST", "/order/1/cancel", [:]),
          ("POST", "/product", ["name": "Tea", "price": 1, "quantity": 1]),
          ("POST", "/product/1/stock", ["adjust": 1, "reason": "count"]),
          ("POST", "/product/generate", [:]),
        ]
        for (method, path, body) in bodies {
          answers.append(
            try await client.send(method, path, body: body.bytes, token: token, key: path))
          // Broken in every way that a client may get it wrong.
          answers.append(try await client.send(method, path, body: [0], token: token))
        }
        for path in ["/order", "/order/1", "/cart/1", "/product/generate", "/nowhere"] {
          answers.append(try await client.get(path, token: token))
        }
        for field in ["Basic \(token)", token, "Bearer \(token) \(token)"] {
          answers.append(try await client.get("/order", headers: [("Authorization", field)]))
        }
        for path in ["/order?token=\(token)", "/\(token)", "/order/\(token)"] {
          answers.append(try await client.get(path))
        }
        let connection = try #require(RawConnection(port: client.port))
        connection.send("GET /order HTTP/1.1\r\nAuthorization: Bearer \(token)\r\nbroken\r\n\r\n")
        let broken = await connection.receiveAll()
        #expect(!broken.contains(token))
      }
      answers.append(try await client.get("/metrics"))
      #expect(Set(answers.map(\.status)).isSuperset(of: [200, 201, 401, 403, 404, 409, 400]))

      // What other users of the machine see: the command, and names of threads.
      let seen = try server.shell(
        """
        cd /proc/\(server.processID)
        tr '\\0' ' ' < cmdline; cat comm task/*/comm
        """
      ).output
      #expect(seen.contains("serve --port 0"))
      let files = try server.shell("cat orders.sqlite*").output
      #expect(try server.end() == 0)
      let left = try server.shell("cat orders.sqlite*").output
      #expect(
        server.log.contains("\"level\":\"trace\"") || server.log.contains("\"level\":\"debug\""))

      let texts = [server.log, seen, files, left] + answers.map { "\($0.headers)\n\($0.text)" }
      for token in [user, administrator, guess] {
        // Nor a part of it that would do to guess the rest.
        for part in [token, String(token.dropFirst(4).prefix(16)), String(token.suffix(16))] {
          for text in texts { #expect(!text.contains(part), "\(part) is in \(text)") }
        }
      }
    }
  }

  /// 10 a second by default, without `--rate-limit`; an option sets it.
  @Test func guessingIsLimited() throws {
    try withTemporaryFolder { folder in
      for (limit, isLimited) in [("", true), ("off", false)] {
        let server = try RunningServer(environment: ["ORDERS_GUESS_LIMIT": limit], in: folder)
        let statuses = try server.shell(
          """
          for i in $(seq 60); do printf 'url = "%s/order"\\noutput = answer\\n' $orders; done > guesses
          curl -s -K guesses -H 'Authorization: Bearer ord_guess' -w '%{http_code}\\n'
          """
        ).output.split(separator: "\n")
        #expect(statuses.count == 60)
        #expect(statuses.contains("401"))
        #expect(statuses.contains("429") == isLimited)
        #expect(try server.end() == 0)
      }
    }
  }
}
