import Ordering
import Synchronization

/// The stock of the sale in a table of this process. A take is a lock and a few looks; it cannot fail.
public final class MemoryStock: CachedStock {
  private struct State {
    var table = StockTable()
    var lastTake: UInt64 = 0
  }

  private let state = Mutex(State())

  public init() {}

  public func start(database: String) async {}

  public func close() async {}

  /// - Complexity: O(*n*) in the number of products; one lock.
  public func take(_ demand: Demand) async throws(CacheError) -> Take {
    let outcome = state.withLock { state -> Result<Take, CacheError> in
      if let refusal = state.table.refusal(of: demand) { return .failure(.refused(refusal)) }
      state.lastTake += 1
      let take = Take(id: state.lastTake, demand: demand)
      state.table.add(take)
      return .success(take)
    }
    return try outcome.get()
  }

  public func publish(_ publication: Publication) {
    state.withLock { $0.table.apply(publication) }
  }

  public func catchUp() async {}

  public func available(_ id: ProductID) async -> Int64? {
    state.withLock { $0.table.entries[id]?.available }
  }

  public var isReachable: Bool { true }
}
