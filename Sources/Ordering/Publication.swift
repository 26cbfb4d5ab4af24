/// Pieces that the cache has set aside for one order that is not decided yet.
public struct Take: Equatable, Sendable {
  /// Unlike that of any other take of this process.
  public let id: UInt64
  public let demand: Demand

  public init(id: UInt64, demand: Demand) {
    self.id = id
    self.demand = demand
  }
}

/// What a committed batch tells the cache. Publications reach it in the order of their commits, and
/// say what is, not by how much it changed.
public struct Publication: Equatable, Sendable {
  /// What is in stock after the batch, of each product that it touched.
  public var quantities: [ProductID: Int64]
  /// Products that are to be in the cache from now on, with what is in stock.
  public var loaded: [ProductID: Int64]
  /// Takes that are decided: sold, then `quantities` has them, or given back.
  public var settled: [Take]
  /// How many orders the batch placed.
  public var orderCount: Int

  public init(
    quantities: [ProductID: Int64] = [:], loaded: [ProductID: Int64] = [:], settled: [Take] = [],
    orderCount: Int = 0
  ) {
    self.quantities = quantities
    self.loaded = loaded
    self.settled = settled
    self.orderCount = orderCount
  }
}
