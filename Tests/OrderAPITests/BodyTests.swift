import OrderTesting
import Testing

/// Bodies as careless and hostile clients send them.
@Suite struct BodyTests {
  @Test(arguments: [
    "", " ", "{", "null", "[]", "1", "\"text\"", "{\"name\": \"Lan\"} x", "{'name': 'Lan'}",
    "{\"name\": \"\u{0}\"}", "name=Lan",
  ])
  func whatIsNotAnObjectIsMalformed(text: String) async throws {
    try await TestServer.run { server in
      let answer = try await server.client.send("POST", "/user", body: Array(text.utf8))
      answer.expectProblem("malformed-body", 400)
    }
  }

  @Test func bytesThatAreNoTextAreMalformed() async throws {
    try await TestServer.run { server in
      let broken = Array("{\"name\": \"".utf8) + [0xFF, 0xFE, 0x80] + Array("\"}".utf8)
      try await server.client.send("POST", "/user", body: broken)
        .expectProblem("malformed-body", 400)
      try await server.client.send("POST", "/user").expectProblem("malformed-body", 400)
    }
  }

  @Test(arguments: ["[", "{\"name\":"])
  func deepNestingIsMalformed(opening: String) async throws {
    try await TestServer.run { server in
      let text = String(repeating: opening, count: 100_000)
      let answer = try await server.client.send("POST", "/user", body: Array(text.utf8))
      answer.expectProblem("malformed-body", 400)
    }
  }

  /// Incident, 9: a negative quantity added stock.
  @Test func allFaultsAreToldAtOnce() async throws {
    try await TestServer.run { server in
      let lan = try await server.makeUser()
      let answer = try await server.client.post(
        "/cart",
        [
          "userID": "me",
          "cartItems": [
            ["productID": 1, "quantity": 0], ["productID": true, "quantity": 1, "price": -1],
            7, ["quantity": 10_001], ["productID": 0, "quantity": 1.5],
          ],
        ], token: lan)
      answer.expectFaults(
        "/userID", "/cartItems/0/quantity", "/cartItems/1/productID", "/cartItems/1/price",
        "/cartItems/2", "/cartItems/3/productID", "/cartItems/3/quantity",
        "/cartItems/4/productID", "/cartItems/4/quantity")
      #expect(
        answer.json["errors"]?[1]
          == [
            "pointer": "/cartItems/0/quantity", "detail": "must be a whole number from 1 to 10000",
          ])
    }
  }

  @Test func unknownProductsAreNamed() async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct()
      let lan = try await server.makeUser()
      let answer = try await server.client.post(
        "/cart",
        [
          "cartItems": [
            ["productID": 99, "quantity": 1], ["productID": .integer(tea), "quantity": 1],
            ["productID": 98, "quantity": 1],
          ]
        ], token: lan)
      answer.expectFaults("/cartItems/0/productID", "/cartItems/2/productID")
    }
  }

  /// Incident, 9: an empty cart succeeded.
  @Test(arguments: [0, 101])
  func aCartHasOneToAHundredLines(count: Int) async throws {
    try await TestServer.run { server in
      let lan = try await server.makeUser()
      let line: JSON = ["productID": 1, "quantity": 1]
      let answer = try await server.client.post(
        "/cart", ["cartItems": .array(Array(repeating: line, count: count))], token: lan)
      answer.expectFaults("/cartItems")
    }
  }

  @Test(arguments: [
    "-1", "1000000000001", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
    "1e400", "1e308", "-1e400", "0.5", "true", "\"5\"", "[]", "{}", "null",
    "1" + String(repeating: "0", count: 300), "0." + String(repeating: "1", count: 10_000),
    "1e" + String(repeating: "9", count: 500),
  ])
  func numbersBeyondAreFaultsOfTheirField(number: String) async throws {
    try await TestServer.run { server in
      let text = "{\"name\": \"Tea\", \"price\": \(number), \"quantity\": 1}"
      let answer = try await server.client.send(
        "POST", "/product", body: Array(text.utf8), token: admin)
      answer.expectFaults("/price")
    }
  }

  @Test(arguments: [
    "", "   ", "a\u{0}b", "a\nb", "a\u{1B}[2J", "\u{7F}", "\u{85}",
    String(repeating: "é", count: 201),
  ])
  func namesArePlainText(name: String) async throws {
    try await TestServer.run { server in
      try await server.client.post("/user", ["name": .string(name)]).expectFaults("/name")
    }
  }

  @Test func namesMayBeOfAnyLanguage() async throws {
    try await TestServer.run { server in
      for name in ["Nguyễn Thị Lan", "李", "🏮", String(repeating: "é", count: 200), "\"\\/<>&"] {
        let made = try await server.client.post("/user", ["name": .string(name)])
        made.expectSuccess(201)
        #expect(made.data["name"] == .string(name))
      }
    }
  }

  @Test func unknownFieldsAreIgnored() async throws {
    try await TestServer.run { server in
      let made = try await server.client.post("/user", ["name": "Lan", "isAdmin": true, "id": 7])
      made.expectSuccess(201)
      #expect(made.id == 1)
    }
  }

  @Test(arguments: [
    "application/json", "application/json; charset=utf-8", "APPLICATION/JSON",
    "application/merge-patch+json", "application/vnd.shop+json;v=1",
    "application/x-www-form-urlencoded",
  ])
  func whatIsReadAsJSON(type: String) async throws {
    try await TestServer.run { server in
      let answer = try await server.client.post(
        "/user", ["name": "Lan"], headers: [("Content-Type", type)])
      answer.expectSuccess(201)
    }
  }

  @Test(arguments: ["text/plain", "application/xml", "multipart/form-data; boundary=x", "json"])
  func otherTypesAreNotSupported(type: String) async throws {
    try await TestServer.run { server in
      let answer = try await server.client.post(
        "/user", ["name": "Lan"], headers: [("Content-Type", type)])
      answer.expectProblem("unsupported-media-type", 415)
    }
  }

  @Test func compressedBodiesAreNotSupported() async throws {
    try await TestServer.run { server in
      let answer = try await server.client.post(
        "/user", ["name": "Lan"], headers: [("Content-Encoding", "gzip")])
      answer.expectProblem("unsupported-media-type", 415)
    }
  }

  @Test(arguments: [false, true])
  func aBodyOverAMebibyteIsTooLarge(isStreamed: Bool) async throws {
    try await TestServer.run { server in
      let start = Array("{\"name\": \"Lan\"".utf8)
      for (size, status) in [(1 << 20, 201), (1 << 20 + 1, 413)] {
        let blanks = [UInt8](repeating: 0x20, count: size - start.count - 1)
        let answer = try await server.client.send(
          "POST", "/user", body: start + blanks + [UInt8(ascii: "}")], isStreamed: isStreamed)
        #expect(answer.status == status)
        if status == 413 { answer.expectProblem("body-too-large", 413) }
      }
    }
  }

  @Test func bodiesThatNeedNotBeThereAreStillJSON() async throws {
    try await TestServer.run { server in
      let path = "/product/generate"
      let client = server.client
      try await client.send("POST", path, body: [], token: admin).expectSuccess()
      try await client.post(path, [:], token: admin).expectSuccess()
      try await client.send("POST", path, body: Array("x".utf8), token: admin)
        .expectProblem("malformed-body", 400)
      let plain = [("Content-Type", "text/plain")]
      try await client.send("POST", path, body: [], token: admin, headers: plain).expectSuccess()
      try await client.send("POST", path, body: Array("x".utf8), token: admin, headers: plain)
        .expectProblem("unsupported-media-type", 415)
    }
  }
}
