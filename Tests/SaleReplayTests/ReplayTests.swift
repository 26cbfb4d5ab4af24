import Foundation
import OrderTesting
import Ordering
import ProgramTesting
import SaleReplay
import Testing

@Suite(.serialized) struct ReplayTests {
  @Test(arguments: [Way.originalCache, .originalThreshold])
  func theOriginalOversells(_ way: Way) async throws {
    let outcome = try await Replay.run(Sale(), by: way)
    #expect(outcome.soldBeyondStock > 0)
    #expect(outcome.customersToCall > 0)
    #expect(outcome.negativeProducts > 0)
    #expect(outcome.misreportedProducts > 0)
    #expect(outcome.orderedTwice > 0)
  }

  /// Four sales at a time: each waits for its buyers most of the while.
  @Test(arguments: [Way.threshold, .cache, .both])
  func oursNeverOversells(_ way: Way) async throws {
    _ = try await concurrently(TestSize.replays, workers: 4) { number in
      let seed = TestSize.seed &+ UInt64(number)
      let sale = Sale(seed: seed)
      let outcome = try await Replay.run(sale, by: way)
      #expect(outcome.soldBeyondStock == 0, "seed \(seed)")
      #expect(outcome.customersToCall == 0, "seed \(seed)")
      #expect(outcome.misreportedProducts == 0, "seed \(seed)")
      #expect(outcome.orderedTwice == 0, "seed \(seed)")
      #expect(outcome.ordersAccepted > 100, "seed \(seed)")
      #expect(outcome.ordersEnded > 0, "seed \(seed)")
      for (product, curve) in zip(sale.products, outcome.curves) {
        let floor = way == .threshold ? product.quantityThreshold : 0
        #expect(curve.allSatisfy { $0.quantity >= floor }, "seed \(seed): \(product.name)")
      }
      // What was wanted most is gone: nothing was refused that could have been sold. What comes back late
      // may find nobody who wants it.
      #expect(outcome.curves[0].contains { $0.quantity <= 4 + 1 }, "seed \(seed)")
    }
    report("replay", "\(TestSize.replays) sales by \(way.rawValue), nothing oversold")
  }
}

@Suite struct CrowdedReplayTests {
  /// More come at once than may wait: they are turned away, come again, and nothing is lost over it.
  @Test func moreThanMayWait() async throws {
    let outcome = try await Replay.run(Sale(buyerCount: 10_000), by: .both)
    #expect(outcome.soldBeyondStock == 0)
    #expect(outcome.misreportedProducts == 0)
    #expect(outcome.orderedTwice == 0)
  }
}

@Suite struct SaleTests {
  @Test func aSeedIsASale() {
    #expect(Sale(seed: 7).buyers == Sale(seed: 7).buyers)
    #expect(Sale(seed: 7).buyers != Sale(seed: 8).buyers)
  }

  /// A quiet hour, the rush at midnight, the tail.
  @Test func buyersComeAtMidnight() {
    let sale = Sale()
    #expect(sale.buyers.count == Sale.usualBuyerCount)
    let quiet = sale.buyers.count { $0.arrival < Sale.midnight }
    let rush = sale.buyers.count {
      (Sale.midnight..<Sale.midnight + .seconds(900)).contains($0.arrival)
    }
    #expect(quiet < 100)
    #expect(rush > sale.buyers.count / 2)
    #expect(zip(sale.buyers, sale.buyers.dropFirst()).allSatisfy { $0.arrival <= $1.arrival })
    #expect(sale.buyers.allSatisfy { 1...3 ~= $0.lines.count && $0.arrival < Sale.length })
    #expect(sale.buyers.allSatisfy { Set($0.lines.map(\.product)).count == $0.lines.count })
  }

  @Test func someRetrySomeCancelSomePayLate() {
    let buyers = Sale().buyers
    #expect(buyers.contains { $0.retries })
    #expect(buyers.contains { if case .cancels = $0.sequel { true } else { false } })
    #expect(
      buyers.contains { if case .pays(let delay) = $0.sequel { delay > Sale.hold } else { false } })
    #expect(buyers.contains { $0.sequel == .forgets })
  }
}

/// The faulty ways to sell are where no server reaches them.
@Test func onlyTheReplayKnowsTheFaultyWays() throws {
  let sources = packageFolder.appendingPathComponent("Sources")
  let files = try #require(
    FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
  let users = try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    .filter { try String(contentsOf: $0, encoding: .utf8).contains("import SaleReplay") }
    .map { $0.path.dropFirst(sources.path.count + 1) }
  #expect(users.contains("orders/Commands/ReplayCommand.swift"))
  #expect(
    users.allSatisfy {
      $0 == "orders/Commands/ReplayCommand.swift" || $0.hasPrefix("orders/Replay/")
    }, "\(users)")
}
