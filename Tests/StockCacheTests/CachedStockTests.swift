import Foundation
import OrderTesting
import Ordering
import StockCache
import Testing

/// What both caches do alike.
@Suite(.everyCache) struct CachedStockTests {
  private let lamp = ProductID(rawValue: 1)
  private let chair = ProductID(rawValue: 2)

  private func demand(_ quantities: [ProductID: Int64]) -> Demand {
    Demand(quantities.map { Item(productID: $0, quantity: $1, price: 0) })
  }

  private func cache(_ quantities: [ProductID: Int64]) async throws -> any CachedStock {
    let cache = try CacheKind.current.make()
    cache.publish(Publication(loaded: quantities))
    await cache.start(database: UUID().uuidString)
    return cache
  }

  @Test func takesAllLinesOrNone() async throws {
    let cache = try await cache([lamp: 5, chair: 1])
    await #expect(
      throws: CacheError.refused(.outOfStock([Shortage(productID: chair, asked: 2, available: 1)]))
    ) { try await cache.take(demand([lamp: 3, chair: 2])) }
    #expect(try await cache.available(lamp) == 5)
    _ = try await cache.take(demand([lamp: 5, chair: 1]))
    #expect(try await cache.available(lamp) == 0)
    #expect(try await cache.available(chair) == 0)
  }

  @Test func knowsOnlyWhatWasLoaded() async throws {
    let cache = try await cache([lamp: 5])
    await #expect(throws: CacheError.refused(.cacheNotGenerated([chair]))) {
      try await cache.take(demand([lamp: 1, chair: 1]))
    }
    cache.publish(Publication(quantities: [chair: 7]))
    #expect(try await cache.available(chair) == nil)
    cache.publish(Publication(loaded: [chair: 7]))
    #expect(try await cache.available(chair) == 7)
  }

  @Test func aSoldTakeLeavesWhatIsCommitted() async throws {
    let cache = try await cache([lamp: 5])
    let take = try await cache.take(demand([lamp: 2]))
    cache.publish(Publication(quantities: [lamp: 3], settled: [take]))
    #expect(try await cache.available(lamp) == 3)
  }

  /// Incident, 6: what earlier lines took was never given back.
  @Test func aRefusedTakeIsGivenBackOnce() async throws {
    let cache = try await cache([lamp: 5])
    let take = try await cache.take(demand([lamp: 2]))
    cache.publish(Publication(settled: [take]))
    cache.publish(Publication(settled: [take]))
    #expect(try await cache.available(lamp) == 5)
  }

  /// Incident, 7: `generate` overwrote live stock in the middle of a sale.
  @Test func loadingAgainLeavesWhatIsTaken() async throws {
    let cache = try await cache([lamp: 5])
    let take = try await cache.take(demand([lamp: 2]))
    cache.publish(Publication(loaded: [lamp: 5]))
    #expect(try await cache.available(lamp) == 3)
    cache.publish(Publication(quantities: [lamp: 3], settled: [take]))
    #expect(try await cache.available(lamp) == 3)
  }

  /// The other way of selling, or an adjustment, may go below what was taken meanwhile.
  @Test func isNeverNegative() async throws {
    let cache = try await cache([lamp: 5])
    _ = try await cache.take(demand([lamp: 4]))
    cache.publish(Publication(quantities: [lamp: 1]))
    #expect(try await cache.available(lamp) == 0)
    await #expect(
      throws: CacheError.refused(.outOfStock([Shortage(productID: lamp, asked: 1, available: 0)]))
    ) { try await cache.take(demand([lamp: 1])) }
  }

  /// Incident, 1: `/order` read, checked and wrote, and accepted all of 1,280 attempts for 100 pieces.
  @Test func takesExactlyWhatThereIs() async throws {
    let cache = try await cache([lamp: 100])
    let accepted = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<1_280 {
        group.addTask { (try? await cache.take(self.demand([self.lamp: 1]))) != nil }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(accepted == 100)
  }
}
