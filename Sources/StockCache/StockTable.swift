import Ordering

/// What is committed and what is taken of each product.
///
/// The pieces taken of a product are those of the takes that are not settled, at every moment.
struct StockTable {
  struct Entry: Equatable {
    var committed: Int64
    var taken: Int64 = 0

    var available: Int64 { max(0, committed - taken) }
  }

  private(set) var entries: [ProductID: Entry] = [:]
  /// Not settled yet, by their numbers.
  private(set) var takes: [UInt64: Demand] = [:]

  /// What speaks against a take.
  ///
  /// - Complexity: O(*n*) in the number of products.
  func refusal(of demand: Demand) -> Refusal? {
    let missing = demand.parts.map(\.productID).filter { entries[$0] == nil }
    guard missing.isEmpty else { return .cacheNotGenerated(missing) }
    let shortages = demand.parts.compactMap { part -> Shortage? in
      let available = entries[part.productID]!.available
      guard available < part.quantity else { return nil }
      return Shortage(productID: part.productID, asked: part.quantity, available: available)
    }
    return shortages.isEmpty ? nil : .outOfStock(shortages)
  }

  mutating func add(_ take: Take) {
    for part in take.demand.parts { entries[part.productID]?.taken += part.quantity }
    takes[take.id] = take.demand
  }

  /// Settling a take twice is the same as once.
  mutating func apply(_ publication: Publication) {
    for (id, quantity) in publication.loaded {
      entries[id, default: Entry(committed: 0)].committed = quantity
    }
    for (id, quantity) in publication.quantities {
      entries[id]?.committed = quantity
    }
    for take in publication.settled {
      guard let demand = takes.removeValue(forKey: take.id) else { continue }
      for part in demand.parts { entries[part.productID]?.taken -= part.quantity }
    }
  }
}
