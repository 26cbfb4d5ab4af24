import OrderTesting
import Testing

@testable import OrderAPI

@Suite struct PageTests {
  @Test func productsComeInPages() async throws {
    try await TestServer.run { server in
      for number in 1...5 { _ = try await server.makeProduct("Tea \(number)") }
      let first = try await server.client.get("/product?limit=2")
      #expect(first.json.names == ["success", "message", "data", "nextCursor"])
      #expect(first.data.elements?.map { $0["id"] } == [1, 2])
      var seen = first.data.elements ?? []
      var cursor = first.json["nextCursor"]?.string
      while let next = cursor {
        let page = try await server.client.get("/product?limit=2&cursor=\(next)")
        seen += page.data.elements ?? []
        cursor = page.json["nextCursor"]?.string
      }
      #expect(seen.map { $0["id"] } == [1, 2, 3, 4, 5])

      // A list that ends with its page goes nowhere.
      let whole = try await server.client.get("/product?limit=5")
      #expect(whole.data.elements?.count == 5)
      #expect(whole.json["nextCursor"] == .null)
    }
  }

  @Test func ordersComeNewestFirst() async throws {
    try await TestServer.run { server in
      let tea = try await server.makeProduct(quantity: 50)
      let lan = try await server.makeUser()
      let minh = try await server.makeUser("Minh")
      for _ in 1...3 {
        _ = try await server.buy(tea, by: "/orderThreshold", token: lan)
        _ = try await server.buy(tea, by: "/orderThreshold", token: minh)
      }
      let first = try await server.client.get("/order?limit=2", token: lan)
      #expect(first.data.elements?.map { $0["id"] } == [5, 3])
      let cursor = try #require(first.json["nextCursor"]?.string)
      // An order that comes in between moves nothing.
      _ = try await server.buy(tea, by: "/orderThreshold", token: lan)
      let second = try await server.client.get("/order?limit=2&cursor=\(cursor)", token: lan)
      #expect(second.data.elements?.map { $0["id"] } == [1])
      #expect(second.json["nextCursor"] == .null)
    }
  }

  @Test func aPageHasTwentyUnlessToldOtherwise() async throws {
    try await TestServer.run { server in
      for number in 1...21 { _ = try await server.makeProduct("Tea \(number)") }
      #expect(try await server.client.get("/product").data.elements?.count == 20)
      #expect(try await server.client.get("/product?limit=100").data.elements?.count == 21)
    }
  }

  @Test func noProductsAreAnEmptyList() async throws {
    try await TestServer.run { server in
      let none = try await server.client.get("/product")
      #expect(none.data == [])
      #expect(none.json["nextCursor"] == .null)
    }
  }

  @Test(arguments: ["0", "101", "-1", "x", "", "1.5", "99999999999999999999", "+5", "05"])
  func limitsBeyondAreRefused(limit: String) async throws {
    try await TestServer.run { server in
      try await server.client.get("/product?limit=\(limit)").expectFaults("/limit")
      let lan = try await server.makeUser()
      try await server.client.get("/order?limit=\(limit)", token: lan).expectFaults("/limit")
    }
  }

  @Test(arguments: ["", "x", "o1", "p", "p-1", "p0", "p%2B1", "pP", "p01", "p1y2p0ij32e8e8", "%00"])
  func cursorsAreTheServersOwn(cursor: String) async throws {
    try await TestServer.run { server in
      try await server.client.get("/product?cursor=\(cursor)").expectFaults("/cursor")
      try await server.client.get("/product?cursor=\(cursor)&limit=0")
        .expectFaults("/limit", "/cursor")
    }
  }

  @Test(arguments: [1, 35, 36, 1 << 40, .max] as [Int64])
  func cursorsAreSafeInURLs(id: Int64) throws {
    let text = Cursor(.orders, after: id).description
    #expect(text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
    #expect(try #require(Cursor(text, of: .orders)).lastID == id)
    #expect(Cursor(text, of: .products) == nil)
  }
}
