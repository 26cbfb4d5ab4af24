/// Every (cell, state of the route) that a walk from the start can be in, and the steps between them.
///
/// Slow and plain: found breadth first, a node at a time.
private struct ReachedNodes {
  struct Node: Hashable {
    var cell: ReferenceCell
    var state: Int
  }

  let start: ReferenceCell
  var nodes: [Node] = []
  /// Steps from the start, a node.
  var distances: [Int] = []
  /// The nodes one step on, a node.
  var successors: [[Int]] = []
  /// Whether a walk may end here, a node.
  var isFinal: [Bool] = []

  init(_ map: ReferenceMap, _ route: ReferenceRoute) {
    var derivatives = Derivatives(route)
    var numbers: [Node: Int] = [:]
    start = map.start

    let first = Node(cell: map.start, state: derivatives.initial)
    numbers[first] = 0
    nodes = [first]
    distances = [0]
    // Nodes are appended at growing distances: this is the queue as well.
    var index = 0
    while index < nodes.count {
      let node = nodes[index]
      var following: [Int] = []
      for step in ReferenceStep.allCases {
        let state = derivatives.next(node.state, step)
        guard state != derivatives.nothing,
          let cell = map.destination(of: step, from: node.cell)
        else { continue }
        let next = Node(cell: cell, state: state)
        if numbers[next] == nil {
          numbers[next] = nodes.count
          nodes.append(next)
          distances.append(distances[index] + 1)
        }
        following.append(numbers[next]!)
      }
      successors.append(following)
      isFinal.append(derivatives.isFinal(node.state))
      index += 1
    }
  }

  /// Whether a walk that ends here ends at a position.
  func endsAtPosition(_ index: Int) -> Bool { isFinal[index] && nodes[index].cell != start }

  /// Whether some walk through each node ends at a position.
  var leadsToPosition: [Bool] {
    var predecessors = Array(repeating: [Int](), count: nodes.count)
    for index in nodes.indices {
      for next in successors[index] { predecessors[next].append(index) }
    }
    var leads = nodes.indices.map(endsAtPosition)
    var queue = nodes.indices.filter { leads[$0] }
    while let index = queue.popLast() {
      for previous in predecessors[index] where !leads[previous] {
        leads[previous] = true
        queue.append(previous)
      }
    }
    return leads
  }
}

/// The clear cells, save the start, at which some walk that fits the route ends.
public func referencePositions(_ map: ReferenceMap, _ route: ReferenceRoute) -> Set<ReferenceCell> {
  Set(referenceShortestLengths(map, route).keys)
}

/// Steps of a shortest walk that fits the route, for each position.
public func referenceShortestLengths(
  _ map: ReferenceMap, _ route: ReferenceRoute
) -> [ReferenceCell: Int] {
  let reached = ReachedNodes(map, route)
  var lengths: [ReferenceCell: Int] = [:]
  for index in reached.nodes.indices where reached.endsAtPosition(index) {
    let cell = reached.nodes[index].cell
    lengths[cell] = min(lengths[cell] ?? .max, reached.distances[index])
  }
  return lengths
}

/// How many walks end at each position.
public struct ReferenceWalkCounts: Sendable {
  /// Positions at which finitely many walks end.
  public var finite: [ReferenceCell: ReferenceCount] = [:]
  /// Positions at which infinitely many walks end.
  public var infinite: Set<ReferenceCell> = []

  public var total: ReferenceCount { finite.values.reduce(ReferenceCount(), +) }
}

/// The number of different step sequences that fit the route, for each position.
///
/// Only nodes that lead to a position matter. Those behind no circle are counted one after the other,
/// each when all before it are; the others never get their turn, and infinitely many walks end there.
public func referenceWalkCounts(
  _ map: ReferenceMap, _ route: ReferenceRoute
) -> ReferenceWalkCounts {
  let reached = ReachedNodes(map, route)
  let matters = reached.leadsToPosition
  guard matters[0] else { return ReferenceWalkCounts() }

  var missing = Array(repeating: 0, count: reached.nodes.count)
  for index in reached.nodes.indices where matters[index] {
    for next in reached.successors[index] where matters[next] { missing[next] += 1 }
  }
  var counts = Array(repeating: ReferenceCount(), count: reached.nodes.count)
  counts[0] = ReferenceCount(1)
  var isCounted = Array(repeating: false, count: reached.nodes.count)
  var ready = missing[0] == 0 ? [0] : []
  while let index = ready.popLast() {
    isCounted[index] = true
    for next in reached.successors[index] where matters[next] {
      counts[next] += counts[index]
      missing[next] -= 1
      if missing[next] == 0 { ready.append(next) }
    }
  }

  var result = ReferenceWalkCounts()
  for index in reached.nodes.indices where reached.endsAtPosition(index) {
    let cell = reached.nodes[index].cell
    if isCounted[index] {
      result.finite[cell, default: ReferenceCount()] += counts[index]
    } else {
      result.infinite.insert(cell)
    }
  }
  for cell in result.infinite { result.finite[cell] = nil }
  return result
}

/// The positions of walks of each length 0, 1, … `limit`, and the number of nodes there are in all:
/// a walk at least as long as that has been somewhere twice.
public func referencePositionsByLength(
  _ map: ReferenceMap, _ route: ReferenceRoute, limit: (_ nodeCount: Int) -> Int
) -> [Set<ReferenceCell>] {
  let reached = ReachedNodes(map, route)
  var current: Set = [0]
  var byLength: [Set<ReferenceCell>] = []
  for _ in 0...limit(reached.nodes.count) {
    byLength.append(
      Set(current.filter(reached.endsAtPosition).map { reached.nodes[$0].cell }))
    current = Set(current.flatMap { reached.successors[$0] })
  }
  return byLength
}

// MARK: - Brute force

/// Every walk from the start of at most `maximumLength` steps that fits the route, made by trying all
/// steps at every turn and matching each walk as a whole.
///
/// Exponential: it is there to check the searches above, on maps of a few cells.
public func allWalks(
  _ map: ReferenceMap, _ route: ReferenceRoute, maximumLength: Int
) -> [[ReferenceStep]] {
  var found: [[ReferenceStep]] = []
  var walk: [ReferenceStep] = []
  func extend(from cell: ReferenceCell) {
    if route.matches(walk) { found.append(walk) }
    guard walk.count < maximumLength else { return }
    for step in ReferenceStep.allCases {
      guard let next = map.destination(of: step, from: cell) else { continue }
      walk.append(step)
      extend(from: next)
      walk.removeLast()
    }
  }
  extend(from: map.start)
  return found
}

/// Every walk from the start that fits the route, one by one, for routes of which a map has finitely many.
///
/// As ``allWalks(_:_:maximumLength:)``, but a walk of which nothing that fits can come is left at once.
public func everyWalk(_ map: ReferenceMap, _ route: ReferenceRoute) -> [[ReferenceStep]] {
  var derivatives = Derivatives(route)
  var found: [[ReferenceStep]] = []
  var walk: [ReferenceStep] = []
  func extend(from cell: ReferenceCell, _ state: Int) {
    if derivatives.isFinal(state) { found.append(walk) }
    for step in ReferenceStep.allCases {
      let next = derivatives.next(state, step)
      guard next != derivatives.nothing, let target = map.destination(of: step, from: cell)
      else { continue }
      walk.append(step)
      extend(from: target, next)
      walk.removeLast()
    }
  }
  extend(from: map.start, derivatives.initial)
  return found
}
