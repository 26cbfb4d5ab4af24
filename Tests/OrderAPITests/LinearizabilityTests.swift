import OrderTesting
import Synchronization
import Testing

/// Stock, to all clients at once: whatever they are told is what one after the other would have been told,
/// in an order that agrees with the clock.
@Suite struct LinearizabilityTests {
  private typealias Action = StockModel.Action

  // MARK: The server

  private static let callCount = 500

  @Test(arguments: 0..<UInt64(TestSize.histories)) func stockIsLinearizable(seed: UInt64)
    async throws
  {
    let products = try await Self.record(seed: seed)
    for (product, history) in products.enumerated() {
      #expect(
        isLinearizable(history.calls, from: history.start) { $0.after($1) },
        "seed \(seed), product \(product): \(Self.text(history.calls))")
    }
    #expect(products.map(\.calls.count).reduce(0, +) == Self.callCount)

    report("stock", "history \(seed): \(products.map(\.calls.count)) calls")

    // A checker that lets everything pass would be no check: one read is of another time.
    var faulty = products[0]
    let index = try #require(
      faulty.calls.lastIndex { if case .read = $0.action { true } else { false } })
    let read = faulty.calls[index]
    faulty.calls[index] = Call(
      .read(quantity: 1_000, available: 1_000 - faulty.start.threshold), invoked: read.invoked,
      returned: read.returned)
    #expect(!isLinearizable(faulty.calls, from: faulty.start) { $0.after($1) })
  }

  private struct History: Sendable {
    let start: StockModel
    var calls: [Call<Action>] = []
  }

  private final class Recorder: Sendable {
    private let recorded: Mutex<[History]>

    init(_ histories: [History]) { recorded = Mutex(histories) }

    func keep(_ call: Call<Action>, of product: Int) {
      recorded.withLock { $0[product].calls.append(call) }
    }

    var histories: [History] { recorded.withLock { $0 } }
  }

  /// What a client may still cancel.
  private struct Held {
    let order: Int64
    let product: Int
    let count: Int64
  }

  /// Lets many clients loose on a few products, each of which is nearly sold out most of the time.
  private static func record(seed: UInt64) async throws -> [History] {
    try await TestServer.run { server in
      var random = SplitMix64(seed: seed)
      var histories: [History] = []
      var products: [Int64] = []
      for _ in 0..<3 {
        let start = StockModel(
          quantity: .random(in: 3...20, using: &random),
          threshold: .random(in: 0...3, using: &random))
        products.append(
          try await server.makeProduct(quantity: start.quantity, threshold: start.threshold))
        histories.append(History(start: start))
      }
      try await server.generate()
      let recorder = Recorder(histories)
      let (ids, callsLeft) = (products, Counter())

      try await withThrowingTaskGroup(of: Void.self) { group in
        for worker in 0..<8 {
          let token = try await server.makeUser()
          group.addTask {
            var random = SplitMix64(seed: seed &* 100 &+ UInt64(worker))
            var held: [Held] = []
            while callsLeft.increment() <= callCount {
              let (product, call) = try await Self.call(server, ids, token, &held, &random)
              recorder.keep(call, of: product)
            }
          }
        }
        try await group.waitForAll()
      }
      return recorder.histories.map(Self.withWhatOthersAskedFor)
    }
  }

  private static func call(
    _ server: TestServer, _ products: [Int64], _ token: String, _ held: inout [Held],
    _ random: inout SplitMix64
  ) async throws -> (Int, Call<Action>) {
    let product = Int.random(in: 0..<products.count, using: &random)
    let id = products[product]
    let clock = ContinuousClock()
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<5:
      let count = Int64.random(in: 1...4, using: &random)
      let path = Bool.random(using: &random) ? "/order" : "/orderThreshold"
      // Two lines of one product count together.
      let parts = count > 1 ? [1, count - 1] : [count]
      let lines = parts.map { (product: id, quantity: $0) }
      let cart = try await server.makeCart(lines, token: token)
      let start = clock.now
      let answer = try await server.order(cart, by: path, token: token)
      let end = clock.now
      if answer.status == 201 {
        held.append(Held(order: answer.id, product: product, count: count))
        return (
          product, Call(.sold(count, throughCache: path == "/order"), invoked: start, returned: end)
        )
      }
      try #require(answer.problem == "out-of-stock", "\(answer)")
      let line = try #require(answer.json["lines"]?[0])
      #expect(line["asked"]?.integer == count)
      let available = try #require(line["available"]?.integer)
      return (
        product,
        Call(
          path == "/order"
            ? .turnedAway(count, available: available, besides: 0)
            : .refused(count, available: available), invoked: start, returned: end)
      )
    case 5,
      6 where !held.isEmpty:
      guard let order = held.indices.randomElement(using: &random).map({ held.remove(at: $0) })
      else { fallthrough }
      let start = clock.now
      let answer = try await server.client.post("/order/\(order.order)/cancel", token: token)
      let end = clock.now
      try #require(answer.status == 200, "\(answer)")
      return (order.product, Call(.cancelled(order.count), invoked: start, returned: end))
    case 7:
      let change = Int64.random(in: 1...6, using: &random) * (Bool.random(using: &random) ? 1 : -1)
      let start = clock.now
      let answer = try await server.client.post(
        "/product/\(id)/stock", ["adjust": .integer(change), "reason": "count"],
        token: TestServer.administratorToken)
      let end = clock.now
      if answer.status == 200 {
        let quantity = try #require(answer.data["quantity"]?.integer)
        return (product, Call(.adjusted(by: change, to: quantity), invoked: start, returned: end))
      }
      try #require(answer.problem == "insufficient-stock", "\(answer)")
      let available = try #require(answer.json["available"]?.integer)
      return (
        product,
        Call(.notAdjusted(by: change, available: available), invoked: start, returned: end)
      )
    default:
      // Alone, or in the list.
      let isListed = Bool.random(using: &random)
      let start = clock.now
      let answer = try await server.client.get(isListed ? "/product" : "/product/\(id)")
      let end = clock.now
      let shown = isListed ? answer.data[product] : answer.data
      let quantity = try #require(shown?["quantity"]?.integer, "\(answer)")
      let available = try #require(shown?["available"]?.integer)
      return (
        product,
        Call(.read(quantity: quantity, available: available), invoked: start, returned: end)
      )
    }
  }

  /// Fills in what other orders through the cache, under way at the same time, may have set aside.
  private static func withWhatOthersAskedFor(_ history: History) -> History {
    func asked(_ action: Action) -> Int64 {
      switch action {
      case .sold(let count, true): count
      // Turned away by the cache it has set nothing aside, but the database may have refused it later.
      case .turnedAway(let count, _, _): count
      default: 0
      }
    }
    var result = history
    for index in history.calls.indices {
      let call = history.calls[index]
      guard case .turnedAway(let count, let available, _) = call.action else { continue }
      let besides = history.calls.indices.filter {
        $0 != index && history.calls[$0].invoked <= call.returned
          && call.invoked <= history.calls[$0].returned
      }.map { asked(history.calls[$0].action) }.reduce(0, +)
      result.calls[index] = Call(
        .turnedAway(count, available: available, besides: besides), invoked: call.invoked,
        returned: call.returned)
    }
    return result
  }

  private static func text(_ calls: [Call<Action>]) -> String {
    guard let start = calls.map(\.invoked).min() else { return "nothing" }
    return calls.sorted { $0.invoked < $1.invoked }.map {
      "\($0.action) from \($0.invoked - start) to \($0.returned - start)"
    }.joined(separator: "\n")
  }

  // MARK: The checker

  private func call(_ action: Action, _ invoked: Int, _ returned: Int) -> Call<Action> {
    Call(
      action, invoked: Self.origin + .seconds(invoked), returned: Self.origin + .seconds(returned))
  }

  private static let origin = ContinuousClock.now

  private func isGood(_ calls: [Call<Action>], quantity: Int64 = 5, threshold: Int64 = 2) -> Bool {
    isLinearizable(calls, from: StockModel(quantity: quantity, threshold: threshold)) {
      $0.after($1)
    }
  }

  @Test func knownGoodHistories() {
    #expect(isGood([]))
    #expect(
      isGood([
        call(.sold(3, throughCache: false), 0, 1), call(.read(quantity: 2, available: 0), 2, 3),
      ]))
    // A read beside a sale may see it or not, and two reads in either way that agrees with the clock.
    for seen in [2, 5] as [Int64] {
      #expect(
        isGood([
          call(.sold(3, throughCache: false), 0, 10),
          call(.read(quantity: seen, available: seen - 2), 2, 3),
        ]))
    }
    // Only the order that nobody waited for makes sense of it.
    #expect(
      isGood([
        call(.sold(5, throughCache: true), 0, 10), call(.adjusted(by: 4, to: 4), 1, 9),
        call(.read(quantity: 0, available: 0), 0, 10), call(.refused(3, available: 2), 8, 10),
      ]))
    // The cache counts what others have asked for.
    #expect(
      isGood([
        call(.turnedAway(2, available: 1, besides: 4), 0, 10),
        call(.read(quantity: 5, available: 3), 0, 10),
      ]))
  }

  @Test func knownBadHistories() {
    // Oversold.
    #expect(
      !isGood([
        call(.sold(3, throughCache: false), 0, 9), call(.sold(1, throughCache: false), 0, 9),
      ]))
    #expect(!isGood([call(.sold(6, throughCache: true), 0, 9)]))
    // A stale read: the sale was answered before.
    #expect(
      !isGood([
        call(.sold(3, throughCache: false), 0, 1), call(.read(quantity: 5, available: 3), 2, 3),
      ]))
    // A read of what nobody has done yet.
    #expect(
      !isGood([
        call(.read(quantity: 2, available: 0), 0, 1), call(.sold(3, throughCache: false), 2, 3),
      ]))
    // One reader sees the sale, the next does not any more.
    #expect(
      !isGood([
        call(.sold(3, throughCache: false), 0, 10), call(.read(quantity: 2, available: 0), 1, 2),
        call(.read(quantity: 5, available: 3), 3, 4),
      ]))
    // Two readers who see two sales in opposite order.
    #expect(
      !isGood([
        call(.sold(1, throughCache: true), 0, 10), call(.sold(2, throughCache: true), 0, 10),
        call(.read(quantity: 4, available: 2), 1, 2), call(.read(quantity: 3, available: 1), 3, 4),
      ]))
    // What was cancelled has not come back.
    #expect(
      !isGood([
        call(.sold(3, throughCache: false), 0, 1), call(.cancelled(3), 2, 3),
        call(.refused(3, available: 0), 4, 5),
      ]))
    // Refused while there was enough.
    #expect(!isGood([call(.turnedAway(2, available: 1, besides: 3), 0, 1)]))
    #expect(!isGood([call(.refused(3, available: 2), 0, 1)]))
    // An adjustment that got lost.
    #expect(
      !isGood([call(.adjusted(by: 1, to: 6), 0, 9), call(.adjusted(by: 1, to: 6), 0, 9)]))
  }

  /// The slow way: all orders.
  private func isGoodByBruteForce(_ calls: [Call<Action>], _ state: StockModel) -> Bool {
    calls.isEmpty
      || calls.indices.contains { index in
        let call = calls[index]
        let isFree = calls.allSatisfy { $0.returned >= call.invoked }
        guard isFree, let next = state.after(call.action) else { return false }
        var rest = calls
        rest.remove(at: index)
        return isGoodByBruteForce(rest, next)
      }
  }

  @Test func agreesWithAllOrders() {
    var random = SplitMix64(seed: 5)
    var goodCount = 0
    for round in 0..<3_000 {
      let calls = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        let start = Int.random(in: 0...8, using: &random)
        let number = Int64.random(in: 0...5, using: &random)
        let actions: [Action] = [
          .sold(1, throughCache: false), .sold(2, throughCache: true), .cancelled(1),
          .adjusted(by: 1, to: number), .read(quantity: number, available: max(0, number - 1)),
          .refused(2, available: min(1, number)),
          .turnedAway(3, available: min(2, number), besides: 1),
        ]
        return call(
          actions.randomElement(using: &random)!, start,
          start + Int.random(in: 0...6, using: &random))
      }
      let expected = isGoodByBruteForce(calls, StockModel(quantity: 3, threshold: 1))
      #expect(isGood(calls, quantity: 3, threshold: 1) == expected, "round \(round): \(calls)")
      if expected { goodCount += 1 }
    }
    #expect(300...2_700 ~= goodCount, "\(goodCount)")
  }
}
