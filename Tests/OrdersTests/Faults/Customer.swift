import Foundation
import OrderTesting
import Synchronization
import Testing

/// A customer's program that outlives the server, with a journal of what was acknowledged.
///
/// Every request bears a key. So carrying out a purchase again is what a client does that heard nothing: what
/// was acknowledged must be answered by the very same bytes, and what was not is done now, or was done before.
final class Customer: Sendable {
  /// A cart, its order, and for some the end of that: each a request.
  struct Purchase: Sendable {
    /// Of the recipient; no two purchases have the same.
    let name: String
    /// `/order` or `/orderThreshold`.
    let path: String
    let ending: Ending?

    /// Of the order, in the end.
    var status: String {
      switch ending {
      case nil: "pending"
      case .pay: "paid"
      case .cancel: "cancelled"
      }
    }
  }

  enum Ending: String, CaseIterable { case pay, cancel }

  /// What became of a purchase for now.
  enum Progress {
    case done
    /// Some request was answered by a problem.
    case refused(Received)
  }

  private let product: Int64
  private let token: String
  private let journal = Mutex<[String: [UInt8]]>([:])
  private let unheard = Counter()
  /// What is called with the number of acknowledgements so far.
  private let onAcknowledgement = Mutex<(@Sendable (Int) -> Void)?>(nil)

  /// Makes a product, loads it into the cache, and makes a user.
  init(of server: RunningServer) async throws {
    let client = server.client
    let administrator = try server.administratorToken
    let made = try await client.post(
      "/product", ["name": "Lamp", "price": 100, "quantity": 1_000_000], token: administrator)
    product = made.id
    _ = try await client.post("/product/generate", token: administrator)
    let user = try await client.post("/user", ["name": "Sari"])
    token = try #require(user.data["token"]?.string, "\(user)")
  }

  /// Purchases by both ways; a third of them are paid or cancelled in the end.
  static func purchases(
    _ count: Int, named name: String, using random: inout SplitMix64
  ) -> [Purchase] {
    (0..<count).map { index in
      Purchase(
        name: "\(name)-\(index)", path: index.isMultiple(of: 2) ? "/order" : "/orderThreshold",
        ending: index.isMultiple(of: 3) ? Ending.allCases.randomElement(using: &random) : nil)
    }
  }

  var acknowledgementCount: Int { journal.withLock { $0.count } }

  func hasHeardOfOrder(of purchase: Purchase) -> Bool {
    journal.withLock { $0["\(purchase.name)-order"] != nil }
  }

  /// Requests that had been done before they were repeated, though no answer had come.
  var unheardCount: Int { unheard.value }

  /// Has something done at every acknowledgement, while others are on their way.
  func atEachAcknowledgement(_ body: (@Sendable (Int) -> Void)?) {
    onAcknowledgement.withLock { $0 = body }
  }

  /// Sends what belongs to a purchase, request by request, whether or not it was sent before.
  ///
  /// - Throws: where the server is gone.
  func carryOut(_ purchase: Purchase, at client: Client) async throws -> Progress {
    let name = purchase.name
    let items: JSON = [["productID": .integer(product), "quantity": 1]]
    let cart = try await send("/cart", ["cartItems": items], key: "\(name)-cart", to: client)
    guard cart.status == 201 else { return .refused(cart) }
    let body: JSON = [
      "cartID": .integer(cart.id), "name": .string(name), "address": "Jl. Sudirman 1, Jakarta",
      "phone": "+62 21 555 0100",
    ]
    let order = try await send(purchase.path, body, key: "\(name)-order", to: client)
    guard order.status == 201 else { return .refused(order) }
    guard let ending = purchase.ending else { return .done }
    let end = try await send(
      "/order/\(order.id)/\(ending)", ending == .pay ? ["reference": .string(name)] : [:],
      key: "\(name)-end", to: client)
    return end.status == 200 ? .done : .refused(end)
  }

  private func send(_ path: String, _ body: JSON, key: String, to client: Client) async throws
    -> Received
  {
    let answer = try await client.post(path, body, token: token, key: key)
    guard answer.status < 300 else { return answer }
    let (first, count) = journal.withLock { journal in
      let first = journal[key]
      journal[key] = first ?? answer.body
      return (first, journal.count)
    }
    if let first {
      #expect(answer.body == first && answer.isReplay, "\(key): \(answer)")
      return answer
    }
    if answer.isReplay { unheard.increment() }
    onAcknowledgement.withLock { $0 }?(count)
    return answer
  }

  /// Carries out purchases, several at once, until all are done or the server is gone.
  ///
  /// - Returns: how many could not be ended, since the server did not answer.
  @discardableResult
  func carryOut(_ purchases: [Purchase], at client: Client, workers: Int = 16) async throws -> Int {
    try await concurrently(purchases.count, workers: workers) { index in
      guard let progress = try? await self.carryOut(purchases[index], at: client) else { return 1 }
      if case .refused(let answer) = progress {
        Issue.record("\(purchases[index].name): \(answer)")
      }
      return 0
    }.reduce(0, +)
  }

  /// Sees to it that each purchase is one order, in the state that it should have.
  ///
  /// - Parameter purchases: all that were ever begun, or the latest of them.
  func expectOneOrderEach(_ purchases: [Purchase], at client: Client) async throws {
    var expected: [String: String] = [:]
    for purchase in purchases { expected[purchase.name] = purchase.status }
    for order in try await newestOrders(purchases.count, at: client) {
      let name = order["name"]?.string ?? ""
      #expect(expected.removeValue(forKey: name) == order["status"]?.string, "\(order)")
    }
    #expect(expected.isEmpty)
  }

  /// Sees to it that the orders after some earlier ones are those of the first purchases, of which only the last one
  /// can be without its end.
  ///
  /// - Parameter purchases: carried out one after the other.
  /// - Returns: how many orders there are.
  func expectPrefix(
    of purchases: [Purchase], after earlierCount: Int, at client: Client, _ context: Comment
  ) async throws -> Int {
    let orders = Array(try await newestOrders(.max, at: client).reversed().dropFirst(earlierCount))
    #expect(orders.count <= purchases.count, context)
    for (index, order) in orders.enumerated() {
      let purchase = purchases[index]
      let status = order["status"]?.string
      let isLast = index == orders.count - 1
      #expect(order["name"]?.string == purchase.name, context)
      #expect(status == purchase.status || isLast && status == "pending", context)
    }
    return orders.count
  }

  private func newestOrders(_ count: Int, at client: Client) async throws -> [JSON] {
    var orders: [JSON] = []
    var cursor: String? = ""
    while orders.count < count, let place = cursor {
      let query = place.isEmpty ? "" : "&cursor=\(place)"
      let page = try await client.get("/order?limit=100\(query)", token: token)
      try #require(page.status == 200, "\(page)")
      orders += page.data.elements ?? []
      cursor = page.json["nextCursor"]?.string
    }
    return Array(orders.prefix(count))
  }

  /// Runs `orders audit`, whether or not a server is running.
  static func audit(
    _ folder: URL, by launcher: [String] = [], orderCount: Int, _ context: Comment? = nil
  ) throws {
    let outcome = try orders("audit", in: folder, by: launcher)
    #expect(
      outcome
        == Outcome(
          status: 0,
          output:
            "the books balance; 1 product, \(orderCount) \(orderCount == 1 ? "order" : "orders")\n",
          errors: ""),
      context)
  }
}
