import Dispatch
import OrderStore
import OrderTesting
import Testing

/// The writer stands still in it until it is let go on.
private struct Gate: Command {
  let entered = AsyncStream<Void>.makeStream()
  let semaphore = DispatchSemaphore(value: 0)

  func apply(to batch: Batch) {
    entered.continuation.yield()
    semaphore.wait()
  }
}

/// More than can be served.
@Suite struct OverloadTests {
  /// Promise: what is admitted is served, as if nobody else had come; the rest is told at once, which here
  /// means while the writer does nothing at all, and takes nothing along.
  @Test(arguments: ["/order", "/orderThreshold"])
  func tenTimesTheLoad(path: String) async throws {
    let limit = 40
    try await TestServer.run(.init { $0.store.queueLimit = limit }) { server in
      let tea = try await server.makeProduct(quantity: 1_000)
      try await server.generate()
      let lan = try await server.makeUser()
      var carts: [Int64] = []
      for _ in 0..<(10 * limit) { carts.append(try await server.makeCart([(tea, 1)], token: lan)) }
      let orders = carts

      let gate = Gate()
      let standing = Task { try await server.store.perform(gate) }
      for await _ in gate.entered.stream { break }
      let refused = Counter()
      let answers = try await concurrently(orders.count, workers: 2 * limit) { index in
        let answer = try await server.order(orders[index], by: path, token: lan)
        // All that can be refused are, before the writer goes on.
        if answer.status == 503, refused.increment() == 9 * limit { gate.semaphore.signal() }
        return answer
      }
      try await standing.value

      // The sweeper may be one of those that wait.
      let placed = answers.filter { $0.status == 201 }.count
      #expect(limit - 1...limit ~= placed)
      for answer in answers where answer.status != 201 {
        answer.expectProblem("overloaded", 503)
        #expect(answer[header: "Retry-After"] == "1")
      }
      #expect(try await server.quantity(of: tea) == Int64(1_000 - placed))
      // Who comes again is served, and nothing was kept from the refusals.
      let again = try await concurrently(orders.count, workers: limit / 2) { index in
        guard answers[index].status == 503 else { return 201 }
        return try await server.order(orders[index], by: path, token: lan).status
      }
      #expect(again.allSatisfy { $0 == 201 })
      #expect(try await server.quantity(of: tea) == Int64(1_000 - orders.count))
    }
  }
}
