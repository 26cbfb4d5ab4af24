import Grids

extension GridMap {
  /// Counts the walks, as sequences of cells, that end at each position of a route, however many ways
  /// the route has to describe one walk.
  ///
  /// - Throws: ``WalkError/infinitelyManyWalks(endAt:)`` if there is no end to them at some position,
  ///   ``WalkError/tooManyNodes(stateCount:_:)`` if the map has too many cells for the route.
  /// - Complexity: O(*t*·*c*·*b*), *t* transitions of the route's deterministic automaton, *c* cells,
  ///   *b* words of the largest count; some 24 bytes and a count for each cell in each state that a
  ///   walk passes.
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

  private let counts: [WalkCount]

  /// For each cell the index of its count, plus one.
  private let places: ZeroedStorage<UInt32>

  /// The number of walks that end at a cell; 0 if it is no position.
  public func count(at cell: Cell) -> WalkCount {
    guard positions.contains(cell) else { return WalkCount() }
    return counts[Int(places.words[cell.y * positions.width + cell.x]) - 1]
  }

  /// The part of all walks that end at a cell, 0...1.
  public func share(at cell: Cell) -> Double { count(at: cell).ratio(to: total) }

  /// Counts by adding up along the steps, in an order in which each node comes after all that lead to
  /// it. There is such an order unless some walk can go in a circle.
  fileprivate init(_ product: Product, positions: CellSet) throws(WalkError) {
    self.positions = positions
    places = ZeroedStorage(count: product.cellCount)
    let passed = PassedNodes(product)
    let order = try passed.topologicalOrder()
    var width = 1
    var sums = passed.sums(in: order, width: width)
    while sums == nil {
      width *= 2
      guard order.count * width <= WalkError.maximumNodeCount >> 2 else {
        throw .tooManyNodes(stateCount: product.automaton.states.count, product.map.size)
      }
      sums = passed.sums(in: order, width: width)
    }
    var counts: [WalkCount] = []
    var total = WalkCount()
    for (index, node) in passed.nodes.enumerated() where product.isEnd(node) {
      let count = WalkCount(sums![index * width..<(index + 1) * width])
      let cell = product.cellIndex(of: node)
      if places.words[cell] == 0 {
        counts.append(count)
        places.words[cell] = UInt32(counts.count)
      } else {
        counts[Int(places.words[cell]) - 1] += count
      }
      total += count
    }
    self.counts = counts
    self.total = total
  }
}

/// The nodes that some walk to a position passes.
private struct PassedNodes {
  let product: Product

  /// In the order of their distance from the start.
  private(set) var nodes: [Int] = []

  /// For each node of the product its index here, plus one.
  private let places: ZeroedStorage<UInt32>

  init(_ product: Product) {
    self.product = product
    places = ZeroedStorage(count: product.nodeCount)
    // A node is reached once it is in `reached`, and passed if a position can be reached from it.
    let isReached = ZeroedStorage<UInt8>(count: product.nodeCount)
    let isPassed = ZeroedStorage<UInt8>(count: product.nodeCount)
    var reached = [product.startNode]
    isReached.words[product.startNode] = 1
    var next = 0
    while next < reached.count {
      product.forEachSuccessor(of: reached[next]) { target, _ in
        guard isReached.words[target] == 0 else { return }
        isReached.words[target] = 1
        reached.append(target)
      }
      next += 1
    }
    var leading = reached.filter(product.isEnd)
    for node in leading { isPassed.words[node] = 1 }
    while let node = leading.popLast() {
      product.forEachPredecessor(of: node) { source in
        guard isReached.words[source] == 1, isPassed.words[source] == 0 else { return }
        isPassed.words[source] = 1
        leading.append(source)
      }
    }
    nodes = reached.filter { isPassed.words[$0] == 1 }
    for (index, node) in nodes.enumerated() { places.words[node] = UInt32(index + 1) }
  }

  /// - Returns: Indices of `nodes`, each behind those that lead to it.
  func topologicalOrder() throws(WalkError) -> [Int] {
    var missing = Array(repeating: UInt32(0), count: nodes.count)
    for node in nodes { forEachSuccessor(of: node) { missing[$0] += 1 } }
    var order = nodes.indices.filter { missing[$0] == 0 }
    order.reserveCapacity(nodes.count)
    var next = 0
    while next < order.count {
      forEachSuccessor(of: nodes[order[next]]) { target in
        missing[target] -= 1
        if missing[target] == 0 { order.append(target) }
      }
      next += 1
    }
    guard order.count == nodes.count else {
      // What is left lies on a circle or behind one; a position behind it has no end of walks.
      let endless = nodes.indices.filter { missing[$0] > 0 && product.isEnd(nodes[$0]) }
      throw .infinitelyManyWalks(endAt: endless.map { product.cell(of: nodes[$0]) }.min()!)
    }
    return order
  }

  /// The number of walks to each of the nodes, as little-endian words.
  ///
  /// - Returns: `nil` if a number takes more words than `width`.
  func sums(in order: [Int], width: Int) -> [UInt64]? {
    var sums = Array(repeating: UInt64(0), count: nodes.count * width)
    guard !nodes.isEmpty else { return sums }
    sums[(Int(places.words[product.startNode]) - 1) * width] = 1
    var overflows = false
    for index in order {
      forEachSuccessor(of: nodes[index]) { target in
        var carry = false
        for word in 0..<width {
          let (partial, first) = sums[target * width + word].addingReportingOverflow(
            sums[index * width + word])
          let (sum, second) = partial.addingReportingOverflow(carry ? 1 : 0)
          sums[target * width + word] = sum
          carry = first || second
        }
        overflows = overflows || carry
      }
      if overflows { return nil }
    }
    return sums
  }

  private func forEachSuccessor(of node: Int, _ body: (Int) -> Void) {
    product.forEachSuccessor(of: node) { target, _ in
      let place = places.words[target]
      if place > 0 { body(Int(place) - 1) }
    }
  }
}
