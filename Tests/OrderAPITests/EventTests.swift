import Foundation
import OrderStore
import OrderTesting
import Ordering
import Testing

/// `/events`, as the browsers of those who watch see it.
@Suite struct EventTests {
  @Test(.timeLimit(.minutes(1)))
  func theFirstEventHasEverythingAndTheNextOnesWhatChanges() async throws {
    try await TestServer.run { server in
      let products = try await server.makeDemoProducts()
      let lan = try await server.makeUser()
      let watcher = try await Watcher(server)
      #expect(watcher.head.contains("\r\nContent-Type: text/event-stream\r\n"), "\(watcher.head)")
      #expect(watcher.head.contains("\r\nCache-Control: no-store\r\n"), "\(watcher.head)")
      let first = try #require(await watcher.next())
      #expect(
        first.products == [
          .init(id: products[0], quantity: 100, most: 100),
          .init(id: products[1], quantity: 10, most: 10),
          .init(id: products[2], quantity: 1, most: 1),
        ])

      #expect(try await server.buy(products[2], token: lan).status == 201)
      #expect(try await server.buy(products[1], by: "/orderThreshold", token: lan).status == 201)
      var seen: [Int64: Watcher.Product] = [:]
      var rate = 0
      while seen[products[1]] == nil || seen[products[2]] == nil {
        let event = try #require(await watcher.next())
        for product in event.products { seen[product.id] = product }
        rate = max(rate, event.ordersPerSecond)
      }
      // What was not ordered is not told again.
      #expect(
        seen.values.sorted { $0.id < $1.id } == [
          .init(id: products[1], quantity: 9, most: 10),
          .init(id: products[2], quantity: 0, most: 1),
        ])
      #expect(1...2 ~= rate)
      // And the second is over.
      while rate != 0 { rate = try #require(await watcher.next()).ordersPerSecond }
    }
  }

  /// A crowd sees the end of the sale, all of them.
  @Test(.timeLimit(.minutes(2)))
  func aCrowdWatches() async throws {
    try await TestServer.run { server in
      let product = try await server.makeProduct(quantity: 20)
      let lan = try await server.makeUser()
      let watchers = try await concurrently(200, workers: 16) { _ in try await Watcher(server) }
      for _ in 0..<20 {
        #expect(try await server.buy(product, by: "/orderThreshold", token: lan).status == 201)
      }
      let last = try await concurrently(watchers.count, workers: 16) { index -> Int64? in
        while let event = await watchers[index].next() {
          if event.products.first?.quantity == 0 { return 0 }
        }
        return nil
      }
      #expect(last == Array(repeating: 0, count: watchers.count))
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func tooManyAreTurnedAway() async throws {
    let setup = TestServer.Setup { $0.service.eventStreamLimit = 2 }
    try await TestServer.run(setup) { server in
      let first = try await Watcher(server)
      let second = try await Watcher(server)
      let refused = try await server.client.get("/events")
      #expect(refused.status == 503)
      #expect(refused.problem == "overloaded")
      #expect(refused[header: "Retry-After"] == "1")
      withExtendedLifetime((first, second)) {}
    }
  }

  /// Where one has gone, another may come.
  @Test(.timeLimit(.minutes(1)))
  func whoGoesMakesRoom() async throws {
    let setup = TestServer.Setup { $0.service.eventStreamLimit = 1 }
    try await TestServer.run(setup) { server in
      do {
        let watcher = try await Watcher(server)
        #expect(try await server.client.get("/events").status == 503)
        withExtendedLifetime(watcher) {}
      }
      while try await Watcher(server).head.hasPrefix("HTTP/1.1 503 ") { await Task.yield() }
    }
  }

  /// It costs the others nothing but its place, and that not for long.
  @Test(.timeLimit(.minutes(1)))
  func aSlowReaderIsDropped() async throws {
    let setup = TestServer.Setup {
      $0.service.eventStreamLimit = 1
      $0.service.eventPatience = .milliseconds(300)
    }
    try await TestServer.run(setup) { server in
      let names = (0..<400).map { NewProduct(name: "Product \($0)", price: 1, quantity: 1) }
      let products = try await server.store.perform(ImportProducts(names))
      let slow = try #require(RawConnection(port: server.client.port))
      slow.send("GET /events HTTP/1.1\r\nHost: here\r\n\r\n")
      // Somebody else's place is free once the slow one is gone.
      while try await Watcher(server).head.hasPrefix("HTTP/1.1 503 ") {
        _ = try await concurrently(products.count) { index in
          try await server.store.perform(
            AdjustStock(productID: products[index], change: 1, reason: "delivery"))
        }
      }
      withExtendedLifetime(slow) {}
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func aStoppingServerEndsStreamsAtOnce() async throws {
    let setup = TestServer.Setup { $0.service.drainTimeout = .seconds(50) }
    try await TestServer.run(setup) { server in
      let watcher = try await Watcher(server)
      let start = ContinuousClock.now
      await server.beginToStop()
      while await watcher.next() != nil {}
      #expect(watcher.hasEndedWell)
      #expect(ContinuousClock.now - start < .seconds(20))
    }
  }

  @Test func headOpensNothing() async throws {
    let setup = TestServer.Setup { $0.service.eventStreamLimit = 0 }
    try await TestServer.run(setup) { server in
      let connection = try #require(RawConnection(port: server.client.port))
      connection.send("HEAD /events HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
      let text = await connection.receiveAll()
      #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(text)")
      #expect(text.hasSuffix("\r\n\r\n"), "\(text)")
    }
  }
}

/// The page at `/`.
@Suite struct LivePageTests {
  @Test func thePageIsStrict() async throws {
    try await TestServer.run { server in
      let page = try await server.client.get("/")
      #expect(page.status == 200)
      #expect(page[header: "Content-Type"] == "text/html; charset=utf-8")
      #expect(page[header: "X-Content-Type-Options"] == "nosniff")
      #expect(page[header: "Referrer-Policy"] == "no-referrer")
      #expect(
        page[header: "Content-Security-Policy"]
          == """
          default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
          base-uri 'none'; form-action 'none'; frame-ancestors 'none'
          """)
      // No script and no style but its own, and no place to bring in another.
      let html = page.text
      #expect(!html.contains("{{"))
      for inline in ["<style", "style=", "onclick", "http://", "https://", "visitor-token"] {
        #expect(!html.contains(inline), "\(inline)")
      }
      #expect(html.components(separatedBy: "<script").count == 2)
      let style = try await server.client.get("/live.css")
      #expect(style[header: "Content-Type"] == "text/css; charset=utf-8")
      #expect(!style.text.contains("url(") && !style.text.contains("@import"))
      let script = try await server.client.get("/live.js")
      #expect(script[header: "Content-Type"] == "text/javascript; charset=utf-8")
      // Text from the server is never read as markup.
      #expect(!script.text.contains("innerHTML"))
    }
  }

  /// The token in the page is a user's, and no more.
  @Test func aVisitorCanBuy() async throws {
    let setup = TestServer.Setup { $0.service.isDemonstration = true }
    try await TestServer.run(setup) { server in
      let html = try await server.client.get("/").text
      let mark = try #require(
        html.firstMatch(of: #/<meta name="visitor-token" content="(ord_[0-9a-f]{64})">/#))
      let tea = try await server.makeProduct()
      #expect(
        try await server.buy(tea, by: "/orderThreshold", token: String(mark.1)).status == 201)
      #expect(
        try await server.client.post("/product/generate", token: String(mark.1)).status == 403)
    }
  }
}

/// Somebody who watches the sale.
private final class Watcher: Sendable {
  struct Product: Decodable, Equatable {
    let id: Int64
    let quantity: Int64
    let most: Int64
  }

  struct Event: Decodable {
    let products: [Product]
    let ordersPerSecond: Int
  }

  let head: String
  private let connection: RawConnection
  private let rest: Unread

  /// What has come and is not read; one task at a time reads.
  private final class Unread: @unchecked Sendable { var text = "" }

  init(_ server: TestServer) async throws {
    connection = try #require(RawConnection(port: server.client.port))
    connection.send("GET /events HTTP/1.1\r\nHost: here\r\n\r\n")
    var text = ""
    while !text.contains("\r\n\r\n"), let part = await connection.receive() {
      text += String(decoding: part, as: UTF8.self)
    }
    let end = try #require(text.range(of: "\r\n\r\n"))
    head = String(text[..<end.upperBound])
    rest = Unread()
    rest.text = String(text[end.upperBound...])
  }

  /// The next event; `nil` at the end.
  func next() async -> Event? {
    while true {
      // Chunks begin with their length, on a line of its own: events are looked for by what marks them.
      if let start = rest.text.range(of: "data: "),
        let end = rest.text.range(of: "\n\n", range: start.upperBound..<rest.text.endIndex)
      {
        let json = rest.text[start.upperBound..<end.lowerBound]
        rest.text.removeSubrange(..<end.upperBound)
        return try? JSONDecoder().decode(Event.self, from: Data(json.utf8))
      }
      guard let part = await connection.receive() else { return nil }
      rest.text += String(decoding: part, as: UTF8.self)
    }
  }

  /// Whether the answer was whole: by its last chunk.
  var hasEndedWell: Bool { rest.text.hasSuffix("0\r\n\r\n") }
}
