import Grids

/// Walks that are sorted by how many steps they take in a leg.
///
/// Walks up to the leg are added up once. From there on those in the leg move a step at a time, and
/// after each step those that leave it are followed to their ends. No number is greater than that of
/// all walks to its node, so that none takes more words.
struct LegFlow: Sendable {
  let graph: WalkGraph

  /// The number of all walks to each passed node.
  private let sums: ZeroedStorage<UInt64>
  private let width: Int

  /// - Throws: ``WalkError``, also if the numbers would take more than half of the memory.
  init(_ passed: PassedNodes) throws(WalkError) {
    let order = try passed.topologicalOrder()
    (sums, width) = try passed.sums(in: order)
    guard 3 * width * MemoryLayout<UInt64>.size * order.count <= Memory.byteCount / 2 else {
      throw .tooManyNodes(
        stateCount: passed.product.automaton.states.count, passed.product.map.size)
    }
    graph = WalkGraph(passed, order)
  }

  /// All walks, by where they end.
  func sumsOfAll() -> PositionSums {
    let sums = PositionSums(positionCount: graph.positions.count, width: width + 1)
    for node in 0..<graph.count where graph.ends[node] > 0 {
      sums.add(sum(at: node), at: graph.ends[node] - 1)
    }
    return sums
  }

  /// - Parameter body: Gets numbers of steps, from 0, and the walks that take so many in the leg, if any,
  ///   by where they end. Returns whether to go on.
  func forEachStepCount(ofLeg leg: Int, _ body: (Int, PositionSums) -> Bool) {
    var inLeg = NodeSums(nodeCount: graph.count, width: width)
    var next = NodeSums(nodeCount: graph.count, width: width)
    let behind = NodeSums(nodeCount: graph.count, width: width)
    let ended = PositionSums(positionCount: graph.positions.count, width: width + 1)

    func leave(_ node: Int, _ sum: UnsafeMutableBufferPointer<UInt64>) {
      if graph.ends[node] > 0 { ended.add(sum, at: graph.ends[node] - 1) }
      for target in graph.successors(of: node) {
        if graph.legs[Int(target)] == leg {
          next.add(sum, at: Int(target))
        } else if graph.legs[Int(target)] > leg {
          behind.add(sum, at: Int(target))
        }
      }
    }

    for node in 0..<graph.count where graph.legs[node] < leg { leave(node, sum(at: node)) }
    var stepCount = 0
    while true {
      behind.drain(leave)
      guard body(stepCount, ended), !next.isEmpty else { return }
      ended.clear()
      swap(&inLeg, &next)
      inLeg.drain(leave)
      stepCount += 1
    }
  }

  private func sum(at node: Int) -> UnsafeMutableBufferPointer<UInt64> {
    sums.words(at: Int(graph.order[node]) * width, count: width)
  }
}
