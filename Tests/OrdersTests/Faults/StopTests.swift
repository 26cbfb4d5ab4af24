import Foundation
import OrderTesting
import Synchronization
import Testing

extension FaultTests {
  /// SIGTERM under load.
  struct StopTests {
    /// What was done was answered: the retry of a request that got no answer is never a replay. Nothing is
    /// left in the log, and it takes ten seconds at most.
    @Test func whatIsDoneIsAnsweredBeforeTheEnd() async throws {
      var random = SplitMix64(seed: TestSize.seed)
      try await withTemporaryFolder { folder in
        var purchases: [Customer.Purchase] = []
        var server = try RunningServer("--hold", "8760h", in: folder)
        let customer = try await Customer(of: server)
        var slowestEnd = Duration.zero
        var unanswered = 0
        for round in 1...TestSize.stops {
          let some = Customer.purchases(400, named: "stop-\(round)", using: &random)
          purchases += some
          let enough = customer.acknowledgementCount + Int.random(in: 1...400, using: &random)
          let running = server
          let sent = Mutex(ContinuousClock.now)
          customer.atEachAcknowledgement { count in
            guard count == enough else { return }
            sent.withLock { $0 = .now }
            running.send(SIGTERM)
          }
          unanswered += try await customer.carryOut(some, at: server.client, workers: 64)
          customer.atEachAcknowledgement(nil)
          #expect(try server.waitForEnd() == 0, "\(server.log)")
          slowestEnd = max(slowestEnd, sent.withLock { $0 }.duration(to: .now))
          #expect(try folder.text("orders.sqlite-wal") == "")

          server = try RunningServer("--hold", "8760h", in: folder)
          #expect(try await customer.carryOut(some, at: server.client) == 0)
          #expect(customer.unheardCount == 0)
          try await customer.expectOneOrderEach(some, at: server.client)
          try Customer.audit(folder, orderCount: purchases.count)
        }
        #expect(try server.end() == 0)
        #expect(slowestEnd < .seconds(10))
        report(
          "stop",
          "\(TestSize.stops) stops under load, seed \(TestSize.seed): \(customer.acknowledgementCount) "
            + "requests acknowledged; of \(unanswered) that came too late none was done; each stop took "
            + "at most \(slowestEnd.inSeconds)")
      }
    }
  }
}
