import Foundation
import OrderStore
import OrderTesting
import Synchronization
import Testing

/// What a customer's program has sent, and what it has heard. It outlives the server.
private final class Journal: Sendable {
  struct Attempt: Sendable {
    let key: String
    let cart: Int64
    let path: String
  }

  private let acknowledged = Mutex<[String: [UInt8]]>([:])

  func acknowledge(_ key: String, _ body: [UInt8]) { acknowledged.withLock { $0[key] = body } }

  func body(of key: String) -> [UInt8]? { acknowledged.withLock { $0[key] } }
}

/// Promise: acknowledged means durable. The built program, killed and traced from outside.
@Suite(.serialized) struct DurabilityTests {
  private static func makeProduct(_ server: RunningServer) async throws -> Int64 {
    let administrator = try server.administratorToken
    let made = try await server.client.post(
      "/product", ["name": "Lamp", "price": 100, "quantity": 1_000_000], token: administrator)
    _ = try await server.client.post("/product/generate", token: administrator)
    return made.id
  }

  private static func makeUser(_ client: Client) async throws -> String {
    let made = try await client.post("/user", ["name": "Sari"])
    return try #require(made.data["token"]?.string)
  }

  private static func makeCart(
    _ client: Client, of product: Int64, token: String
  ) async throws -> Int64 {
    let made = try await client.post(
      "/cart", ["cartItems": [["productID": .integer(product), "quantity": 1]]], token: token)
    try #require(made.status == 201, "\(made)")
    return made.id
  }

  private static func order(
    _ client: Client, _ attempt: Journal.Attempt, token: String
  ) async throws -> Received {
    try await client.post(
      attempt.path, TestServer.orderBody(attempt.cart), token: token, key: attempt.key)
  }

  @Test func killedUnderLoadItForgetsNothingThatItAcknowledged() async throws {
    let cycles = 10
    var random = SplitMix64(seed: 12)
    try await withTemporaryFolder { folder in
      let database = folder.appendingPathComponent("orders.sqlite").path
      let journal = Journal()
      var (token, product, orderCount) = ("", Int64(0), 0)
      var attempts: [Journal.Attempt] = []
      for cycle in 0...cycles {
        let server = try RunningServer(in: folder)
        let client = server.client
        if cycle == 0 {
          product = try await Self.makeProduct(server)
          token = try await Self.makeUser(client)
        }
        // What the last cycle has sent is sent again: each is one order, and what was acknowledged has
        // the very same answer.
        for attempt in attempts {
          let answer = try await Self.order(client, attempt, token: token)
          #expect(answer.status == 201, "cycle \(cycle): \(answer)")
          if let first = journal.body(of: attempt.key) {
            #expect(answer.body == first, "cycle \(cycle), key \(attempt.key)")
            #expect(answer.isReplay, "cycle \(cycle), key \(attempt.key)")
          }
        }
        orderCount += attempts.count
        #expect(try Audit(path: database).findings.map(\.description) == [])
        #expect(try Audit(path: database).orderCount == orderCount)
        if cycle == cycles {
          #expect(try server.end() == 0)
          break
        }

        attempts = []
        for index in 0..<100 {
          attempts.append(
            Journal.Attempt(
              key: "cycle-\(cycle)-\(index)",
              cart: try await Self.makeCart(client, of: product, token: token),
              path: index.isMultiple(of: 2) ? "/order" : "/orderThreshold"))
        }
        let enough = Int.random(in: 5...80, using: &random)
        let heard = Counter()
        let (sent, sender) = (attempts, token)
        _ = try await concurrently(sent.count, workers: 16) { index in
          guard let answer = try? await Self.order(client, sent[index], token: sender) else {
            return
          }
          #expect(answer.status == 201, "\(answer)")
          journal.acknowledge(sent[index].key, answer.body)
          if heard.increment() == enough { server.send(SIGKILL) }
        }
        #expect(try server.waitForEnd() == SIGKILL)
      }
    }
  }

  private static let stracePath = "/usr/bin/strace"
  private static let hasStrace = FileManager.default.isExecutableFile(atPath: stracePath)
  private static let needsStrace: Comment = "strace is not installed"

  /// A kill cannot see this, since the page cache survives it: the log must be on the disk before the
  /// answer is written.
  @Test(.enabled(if: hasStrace, needsStrace))
  func theLogIsOnTheDiskBeforeTheAnswerIsWritten() async throws {
    try await withTemporaryFolder { folder in
      let trace = folder.appendingPathComponent("trace.txt")
      let server = try RunningServer(
        in: folder,
        by: [
          stracePath, "-D", "-f", "-s", "64", "-o", trace.path, "-e",
          "trace=fdatasync,fsync,read,recvfrom,write,writev,sendto,sendmsg",
        ])
      let client = server.client
      let product = try await Self.makeProduct(server)
      let token = try await Self.makeUser(client)
      for index in 0..<10 {
        let cart = try await Self.makeCart(client, of: product, token: token)
        let path = index.isMultiple(of: 2) ? "/order" : "/orderThreshold"
        let answer = try await Self.order(
          client, Journal.Attempt(key: "k\(index)", cart: cart, path: path), token: token)
        #expect(answer.status == 201, "\(answer)")
      }
      #expect(try server.end() == 0)

      var isSynced = false
      var answers = 0
      for line in try String(contentsOf: trace, encoding: .utf8).split(separator: "\n") {
        if line.contains("\"POST /order") {
          isSynced = false
        } else if line.contains(#/f(data)?sync.*= 0$/#) {
          isSynced = true
        } else if line.contains("HTTP/1.1 201") {
          #expect(isSynced, "an answer came before the disk: \(line)")
          answers += 1
          // Users, carts and products are answered 201 too, and each has a commit of its own.
          isSynced = false
        }
      }
      #expect(answers == 22, "the trace does not show what it should")
    }
  }

  /// The first sync of a start comes before there are clients. The commit that a later one belongs to
  /// may have reached the disk or not: nothing is answered, the process ends, and the retry
  /// gives exactly one order.
  @Test(.enabled(if: hasStrace, needsStrace), arguments: [2, 3, 5])
  func aDiskThatFailsEndsTheServer(sync: Int) async throws {
    try await withTemporaryFolder { folder in
      let database = folder.appendingPathComponent("orders.sqlite").path
      let first = try RunningServer(in: folder)
      let product = try await Self.makeProduct(first)
      let token = try await Self.makeUser(first.client)
      var attempts: [Journal.Attempt] = []
      for index in 0..<10 {
        let cart = try await Self.makeCart(first.client, of: product, token: token)
        attempts.append(Journal.Attempt(key: "k\(index)", cart: cart, path: "/orderThreshold"))
      }
      #expect(try first.end() == 0)

      let failing = try RunningServer(
        in: folder,
        by: [
          stracePath, "-D", "-f", "-o", "/dev/null", "-e", "trace=fdatasync", "-e",
          "inject=fdatasync:error=EIO:when=\(sync)+",
        ])
      let client = failing.client
      var acknowledged: [[UInt8]] = []
      for attempt in attempts {
        guard let answer = try? await Self.order(client, attempt, token: token) else { break }
        #expect(answer.status == 201, "\(answer)")
        acknowledged.append(answer.body)
      }
      #expect(acknowledged.count < attempts.count)
      #expect(try failing.waitForEnd() == 3, "\(failing.log)")

      let second = try RunningServer(in: folder)
      for (index, attempt) in attempts.enumerated() {
        let answer = try await Self.order(second.client, attempt, token: token)
        #expect(answer.status == 201, "\(answer)")
        if acknowledged.indices.contains(index) { #expect(answer.body == acknowledged[index]) }
      }
      #expect(try second.end() == 0)
      let audit = try Audit(path: database)
      #expect(audit.findings.map(\.description) == [])
      #expect(audit.orderCount == attempts.count)
    }
  }
}
