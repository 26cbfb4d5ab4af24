import Grids

/// The nodes that walks to positions pass, numbered so that every step leads to a greater number.
struct WalkGraph: Sendable {
  /// For each node its index among the passed nodes.
  let order: [UInt32]

  /// For each node the leg whose step leads to it, -1 for the start.
  let legs: [Int32]

  /// For each node where a walk has found a position the index of its cell in ``positions``, plus one.
  let ends: [UInt32]

  /// Each once, in no order.
  let positions: [Cell]

  /// For each node the end of its edges among all; they begin where those of the node before it end.
  private let edgeEnds: [Int]
  private let edges: [UInt32]

  var count: Int { order.count }

  /// - Parameter order: A topological one.
  init(_ passed: PassedNodes, _ order: [UInt32]) {
    let product = passed.product
    self.order = order
    var numbers = Array(repeating: UInt32(0), count: order.count)
    for (number, index) in order.enumerated() { numbers[Int(index)] = UInt32(number) }
    let places = ZeroedStorage<UInt32>(count: product.cellCount)
    var legs: [Int32] = []
    var ends: [UInt32] = []
    var positions: [Cell] = []
    var edgeEnds: [Int] = []
    var targets: [UInt32] = []
    for index in order {
      let node = Int(passed.nodes[Int(index)])
      legs.append(Int32(product.automaton.states[product.state(of: node)].leg))
      let cell = product.cellIndex(of: node)
      let isEnd = product.isEnd(node)
      if isEnd, places.words[cell] == 0 {
        positions.append(product.cell(of: node))
        places.words[cell] = UInt32(positions.count)
      }
      ends.append(isEnd ? places.words[cell] : 0)
      passed.forEachSuccessor(of: UInt32(node)) { targets.append(numbers[$0]) }
      edgeEnds.append(targets.count)
    }
    self.legs = legs
    self.ends = ends
    self.positions = positions
    edges = targets
    self.edgeEnds = edgeEnds
  }

  func successors(of node: Int) -> ArraySlice<UInt32> {
    edges[(node == 0 ? 0 : edgeEnds[node - 1])..<edgeEnds[node]]
  }

  /// The most steps that a walk takes in a leg.
  func longestStay(inLeg leg: Int) -> Int {
    var stays = Array(repeating: Int32(0), count: count)
    var longest: Int32 = 0
    for node in 0..<count {
      longest = max(longest, stays[node])
      for target in successors(of: node) where legs[Int(target)] == leg {
        stays[Int(target)] = max(stays[Int(target)], stays[node] + 1)
      }
    }
    return Int(longest)
  }
}
