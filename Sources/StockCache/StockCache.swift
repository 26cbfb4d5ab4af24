import Ordering
import Synchronization

/// The stock of the sale in memory, in front of the database: it turns away the crowd.
///
/// For each product it keeps what is committed and what is taken. A take sets pieces aside, in one step
/// for all lines of a cart or none; the writer settles it with the batch that decides its order. What is
/// committed comes from the database alone, so that the cache is never a second truth: an order that it
/// let through can still be refused there.
public final class StockCache: Sendable {
  private struct Entry {
    var committed: Int64
    var taken: Int64 = 0

    var available: Int64 { max(0, committed - taken) }
  }

  private struct State {
    var entries: [ProductID: Entry] = [:]
    var takes: [UInt64: Demand] = [:]
    var lastTake: UInt64 = 0
  }

  private let state = Mutex(State())

  public init() {}

  /// Sets the pieces of an order aside, all or none.
  ///
  /// - Throws: ``Ordering/Refusal/cacheNotGenerated(_:)`` where a product is not in the cache,
  ///   ``Ordering/Refusal/outOfStock(_:)`` with every product that is short.
  /// - Complexity: O(*n*) in the number of products; one lock.
  public func take(_ demand: Demand) throws(Refusal) -> Take {
    let outcome = state.withLock { state -> Result<Take, Refusal> in
      let missing = demand.parts.map(\.productID).filter { state.entries[$0] == nil }
      guard missing.isEmpty else { return .failure(.cacheNotGenerated(missing)) }
      let shortages = demand.parts.compactMap { part -> Shortage? in
        let available = state.entries[part.productID]!.available
        guard available < part.quantity else { return nil }
        return Shortage(productID: part.productID, asked: part.quantity, available: available)
      }
      guard shortages.isEmpty else { return .failure(.outOfStock(shortages)) }
      for part in demand.parts { state.entries[part.productID]!.taken += part.quantity }
      state.lastTake += 1
      state.takes[state.lastTake] = demand
      return .success(Take(id: state.lastTake, demand: demand))
    }
    return try outcome.get()
  }

  /// Brings the cache to what a batch has committed. Settling a take twice is the same as once.
  public func publish(_ publication: Publication) {
    state.withLock { state in
      for (id, quantity) in publication.loaded {
        state.entries[id, default: Entry(committed: 0)].committed = quantity
      }
      for (id, quantity) in publication.quantities {
        state.entries[id]?.committed = quantity
      }
      for take in publication.settled {
        guard let demand = state.takes.removeValue(forKey: take.id) else { continue }
        for part in demand.parts { state.entries[part.productID]!.taken -= part.quantity }
      }
    }
  }

  /// What `take` could have of a product now, or `nil` where it is not in the cache.
  public func available(_ id: ProductID) -> Int64? {
    state.withLock { $0.entries[id]?.available }
  }
}
