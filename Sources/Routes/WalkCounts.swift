import Grids

extension GridMap {
  /// Counts the walks, as sequences of cells, that end at each position of a route, however many ways
  /// the route has to describe one walk.
  ///
  /// - Throws: ``WalkError/infinitelyManyWalks(endAt:)`` if there is no end to them at some position,
  ///   ``WalkError/tooManyNodes(stateCount:_:)`` if the map has too many cells for the route, and what
  ///   ``cells(reachedBy:from:)`` throws.
  /// - Complexity: O(*t*·*c*·*b*), *t* transitions of the route's deterministic automaton, *c* cells,
  ///   *b* words of the largest count; 6 bytes for each cell in each state, and 20 and a count for
  ///   each that a walk reaches.
  public func walkCounts(fitting route: Route, from start: Cell) throws(WalkError) -> WalkCounts {
    let automaton = try StepAutomaton(route.automaton, on: size).deterministic(on: size)
    return try WalkCounts(
      Product(map: self, automaton: automaton, start: start),
      positions: cells(reachedBy: route, from: start))
  }
}

/// How many walks end at each position, and what share of all walks that is.
public struct WalkCounts: Sendable {
  public let positions: CellSet

  /// The number of all walks that end at a position.
  public let total: WalkCount

  /// One count after another, each of `width` words.
  private let counts: ZeroedStorage<UInt64>
  private let width: Int

  /// For each cell the number of its count, plus one.
  private let places: ZeroedStorage<UInt32>

  /// The number of walks that end at a cell; 0 if it is no position.
  public func count(at cell: Cell) -> WalkCount {
    guard positions.contains(cell) else { return WalkCount() }
    let place = Int(places.words[cell.y * positions.width + cell.x]) - 1
    return WalkCount(counts.words(at: place * width, count: width))
  }

  /// The part of all walks that end at a cell, 0...1.
  public func share(at cell: Cell) -> Double { count(at: cell).ratio(to: total) }

  /// Counts by adding up along the steps, in an order in which each node comes after all that lead to
  /// it. There is such an order unless some walk can go in a circle.
  fileprivate init(_ product: Product, positions: CellSet) throws(WalkError) {
    self.positions = positions
    places = ZeroedStorage(count: product.cellCount)
    let passed = try PassedNodes(product)
    let (sums, width) = try passed.sums(in: passed.topologicalOrder())
    // One word more than a node's sum has room for what the states of a cell add up to.
    self.width = width + 1
    counts = ZeroedStorage(count: positions.count * self.width)
    var placeCount = 0
    var total = WalkCount()
    for (index, node) in passed.nodes.enumerated() where product.isEnd(Int(node)) {
      let sum = sums.words(at: index * width, count: width)
      let cell = product.cellIndex(of: Int(node))
      if places.words[cell] == 0 {
        placeCount += 1
        places.words[cell] = UInt32(placeCount)
      }
      let place = Int(places.words[cell]) - 1
      _ = add(sum, to: counts.words(at: place * self.width, count: self.width))
      total += WalkCount(sum)
    }
    self.total = total
  }
}
