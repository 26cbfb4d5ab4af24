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
    let order = try passed.topologicalOrder()
    var width = 1
    var sums = passed.sums(in: order, width: width)
    while sums == nil {
      width *= 2
      guard order.count <= Memory.byteCount / (2 * width * MemoryLayout<UInt64>.size) else {
        throw .tooManyNodes(stateCount: product.automaton.states.count, product.map.size)
      }
      sums = passed.sums(in: order, width: width)
    }
    // One word more than a node's sum has room for what the states of a cell add up to.
    self.width = width + 1
    counts = ZeroedStorage(count: positions.count * self.width)
    var placeCount = 0
    var total = WalkCount()
    for (index, node) in passed.nodes.enumerated() where product.isEnd(Int(node)) {
      let sum = sums!.words(at: index * width, count: width)
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

/// The nodes that some walk to a position passes.
private struct PassedNodes {
  let product: Product

  /// In the order of their distance from the start.
  private(set) var nodes: [UInt32] = []

  /// For each node of the product its index here, plus one.
  private let places: ZeroedStorage<UInt32>

  init(_ product: Product) throws(WalkError) {
    self.product = product
    places = ZeroedStorage(count: product.nodeCount)
    // A node is reached once it is in `reached`, and passed if a position can be reached from it.
    let isReached = ZeroedStorage<UInt8>(count: product.nodeCount)
    let isPassed = ZeroedStorage<UInt8>(count: product.nodeCount)
    var reached = [UInt32(product.startNode)]
    isReached.words[product.startNode] = 1
    var next = 0
    while next < reached.count {
      product.forEachSuccessor(of: Int(reached[next])) { target, _ in
        guard isReached.words[target] == 0 else { return }
        isReached.words[target] = 1
        reached.append(UInt32(target))
      }
      next += 1
    }
    guard reached.count <= Memory.byteCount / 32 else {
      throw .tooManyNodes(stateCount: product.automaton.states.count, product.map.size)
    }
    var leading = reached.filter { product.isEnd(Int($0)) }
    for node in leading { isPassed.words[Int(node)] = 1 }
    while let node = leading.popLast() {
      product.forEachPredecessor(of: Int(node)) { source in
        guard isReached.words[source] == 1, isPassed.words[source] == 0 else { return }
        isPassed.words[source] = 1
        leading.append(UInt32(source))
      }
    }
    nodes = reached.filter { isPassed.words[Int($0)] == 1 }
    for (index, node) in nodes.enumerated() { places.words[Int(node)] = UInt32(index + 1) }
  }

  /// - Returns: Indices of `nodes`, each behind those that lead to it.
  func topologicalOrder() throws(WalkError) -> [UInt32] {
    var missing = Array(repeating: UInt32(0), count: nodes.count)
    for node in nodes { forEachSuccessor(of: node) { missing[$0] += 1 } }
    var order: [UInt32] = []
    order.reserveCapacity(nodes.count)
    for index in nodes.indices where missing[index] == 0 { order.append(UInt32(index)) }
    var next = 0
    while next < order.count {
      forEachSuccessor(of: nodes[Int(order[next])]) { target in
        missing[target] -= 1
        if missing[target] == 0 { order.append(UInt32(target)) }
      }
      next += 1
    }
    guard order.count == nodes.count else {
      // What is left lies on a circle or behind one; a position behind it has no end of walks.
      let endless = nodes.indices.filter { missing[$0] > 0 && product.isEnd(Int(nodes[$0])) }
      throw .infinitelyManyWalks(endAt: endless.map { product.cell(of: Int(nodes[$0])) }.min()!)
    }
    return order
  }

  /// The number of walks to each of the nodes, as little-endian words.
  ///
  /// - Returns: `nil` if a number takes more words than `width`.
  func sums(in order: [UInt32], width: Int) -> ZeroedStorage<UInt64>? {
    let sums = ZeroedStorage<UInt64>(count: nodes.count * width)
    guard !nodes.isEmpty else { return sums }
    sums.words[(Int(places.words[product.startNode]) - 1) * width] = 1
    var overflows = false
    for index in order {
      let sum = sums.words(at: Int(index) * width, count: width)
      forEachSuccessor(of: nodes[Int(index)]) { target in
        overflows = add(sum, to: sums.words(at: target * width, count: width)) || overflows
      }
      if overflows { return nil }
    }
    return sums
  }

  private func forEachSuccessor(of node: UInt32, _ body: (Int) -> Void) {
    product.forEachSuccessor(of: Int(node)) { target, _ in
      let place = places.words[target]
      if place > 0 { body(Int(place) - 1) }
    }
  }
}

extension ZeroedStorage {
  fileprivate func words(at start: Int, count: Int) -> UnsafeMutableBufferPointer<Word> {
    UnsafeMutableBufferPointer(start: words + start, count: count)
  }
}
