import Grids

/// The nodes that some walk to a position passes.
struct PassedNodes {
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

  /// The number of walks to each of the nodes, as little-endian words, and how many of them each takes.
  func sums(in order: [UInt32]) throws(WalkError) -> (ZeroedStorage<UInt64>, width: Int) {
    var width = 1
    while true {
      if let sums = sums(in: order, width: width) { return (sums, width) }
      width *= 2
      guard order.count <= Memory.byteCount / (2 * width * MemoryLayout<UInt64>.size) else {
        throw .tooManyNodes(stateCount: product.automaton.states.count, product.map.size)
      }
    }
  }

  /// - Returns: `nil` if a number takes more words than `width`.
  private func sums(in order: [UInt32], width: Int) -> ZeroedStorage<UInt64>? {
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

  /// - Parameter body: Gets indices of `nodes`.
  func forEachSuccessor(of node: UInt32, _ body: (Int) -> Void) {
    product.forEachSuccessor(of: Int(node)) { target, _ in
      let place = places.words[target]
      if place > 0 { body(Int(place) - 1) }
    }
  }
}

extension ZeroedStorage {
  func words(at start: Int, count: Int) -> UnsafeMutableBufferPointer<Word> {
    UnsafeMutableBufferPointer(start: words + start, count: count)
  }
}
