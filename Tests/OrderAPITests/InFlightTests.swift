import Hummingbird
import OrderStore
import OrderTesting
import Testing

@testable import OrderAPI

@Suite(.everyCache) struct InFlightTests {
  /// Held open by the test, so that repetitions surely come while it is being served.
  private struct Gate {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func open() { continuation.finish() }
    func pass() async { for await _ in stream {} }
  }

  private let inFlight = InFlight()

  private func claim(_ body: UInt8 = 0, user: Int64 = 1) -> Claim {
    Claim(principal: user, method: "POST", path: "/order", key: "k", fingerprint: [body])
  }

  private static let done = Answer(
    status: .created, contentType: "application/json", body: ByteBuffer(string: "{}"))

  @Test func repetitionsJoinTheFirst() async throws {
    let (gate, begun) = (Gate(), Gate())
    async let first = inFlight.share(claim()) {
      begun.open()
      await gate.pass()
      return Self.done
    }
    await begun.pass()
    async let second = inFlight.share(claim()) { throw Problem.internalError }
    async let third = inFlight.share(claim()) { throw Problem.internalError }
    await inFlight.waitForJoined(2, claim())
    gate.open()
    #expect(try await first.isReplay == false)
    #expect(try await second.isReplay)
    #expect(try await third.body == Self.done.body)
  }

  @Test func theyGetItsFailureToo() async throws {
    let (gate, begun) = (Gate(), Gate())
    let first = Task {
      try await inFlight.share(claim()) {
        begun.open()
        await gate.pass()
        throw Problem(.overloaded, "too much")
      }
    }
    await begun.pass()
    let second = Task { try await inFlight.share(claim()) { Self.done } }
    await inFlight.waitForJoined(1, claim())
    gate.open()
    for task in [first, second] {
      let problem = await #expect(throws: Problem.self) { try await task.value }
      #expect(problem?.kind == .overloaded)
    }
    // Nothing stays behind: the next one is judged afresh.
    #expect(try await inFlight.share(claim()) { Self.done }.isReplay == false)
  }

  @Test func anotherBodyAndOtherScopesDoNotJoin() async throws {
    let (gate, begun) = (Gate(), Gate())
    async let first = inFlight.share(claim()) {
      begun.open()
      await gate.pass()
      return Self.done
    }
    await begun.pass()
    let problem = await #expect(throws: Problem.self) {
      try await inFlight.share(claim(1)) { Self.done }
    }
    #expect(problem?.kind == .keyReused)
    #expect(try await inFlight.share(claim(user: 2)) { Self.done }.isReplay == false)
    gate.open()
    _ = try await first
  }

  /// The work is not the first client's alone.
  @Test func theWorkGoesOnWhenTheFirstIsCancelled() async throws {
    let (gate, begun) = (Gate(), Gate())
    let first = Task {
      try await inFlight.share(claim()) {
        begun.open()
        // What the store does for a command: it is finished whoever waits.
        await Task { await gate.pass() }.value
        return Self.done
      }
    }
    await begun.pass()
    async let second = inFlight.share(claim()) { throw Problem.internalError }
    await inFlight.waitForJoined(1, claim())
    first.cancel()
    gate.open()
    #expect(try await second.isReplay)
  }
}

extension InFlight {
  /// Returns when so many wait for the answer of a claim.
  fileprivate func waitForJoined(_ count: Int, _ claim: Claim) async {
    while joinedCount(claim) < count { await Task.yield() }
  }
}
