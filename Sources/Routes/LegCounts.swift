import Grids

extension GridMap {
  /// Counts the walks that end at each position by the number of steps that a leg of the route takes.
  ///
  /// A leg is an item of the route: a direction, `.` or a group, with its repeat; a route with several
  /// branches is a single leg. Its step count is the number of steps, in whatever direction, that a
  /// walk takes in it.
  ///
  /// - Throws: ``WalkError/ambiguousLegs(_:_:walk:)`` if some walk could be divided among the legs in
  ///   two ways, and what ``walkCounts(fitting:from:)`` throws.
  /// - Complexity: As of ``walkCounts(fitting:from:)``, with 40 bytes and three counts more for each
  ///   cell in each state that a walk reaches.
  public func legCounts(fitting route: Route, from start: Cell) throws(WalkError) -> LegCounts {
    let automaton = try StepAutomaton(route.automaton, on: size).deterministicByLeg(on: size)
    try automaton.requireLegsToldApart(on: size)
    return try LegCounts(
      Product(map: self, automaton: automaton, start: start), legs: route.legs.map(\.text))
  }
}

/// How many walks end at each position, by the number of steps that a leg takes.
public struct LegCounts: Sendable {
  /// The legs, as the route has them.
  public let legs: [String]

  /// The cells at which walks end.
  public let positions: CellSet

  /// The number of all walks that end at a position.
  public let total: WalkCount

  private let flow: LegFlow

  /// The part of all walks that end at each position, 0...1; the positions in no order.
  public let shares: [Double]

  /// The walks in which a leg takes one number of steps.
  public struct Group: Sendable {
    /// The number of steps.
    public var stepCount: Int

    /// How many walks these are.
    public var walks: WalkCount

    /// Where they end, each cell once, in no order.
    public var ends: [End]
  }

  /// A position at which walks of a group end.
  public struct End: Sendable, Equatable {
    public var cell: Cell

    /// The part of all walks of the route that are in the group and end here, 0...1.
    public var share: Double

    /// The part of all walks of the route that end here, in the group or not, 0...1.
    public var shareOfAll: Double
  }

  fileprivate init(_ product: Product, legs: [String]) throws(WalkError) {
    self.legs = legs
    flow = try LegFlow(PassedNodes(product))
    let all = flow.sumsOfAll()
    let total = all.total
    self.total = total
    var shares = Array(repeating: 0.0, count: flow.graph.positions.count)
    var positions = CellSet(size: product.map.size)
    for position in all.touched {
      shares[Int(position)] = total.share(of: all[position])
      positions.insert(flow.graph.positions[Int(position)])
    }
    self.shares = shares
    self.positions = positions
  }

  /// How many groups a leg has at most: one more than the most steps that a walk takes in it.
  ///
  /// - Complexity: O(*n*), *n* cells in states that walks reach.
  public func groupLimit(ofLeg leg: Int) -> Int { flow.graph.longestStay(inLeg: leg) + 1 }

  /// Calls `body` with each group of a leg that has walks, in the order of their step counts, until it
  /// returns `false`.
  ///
  /// - Complexity: O(*g*·*n*), *g* groups, *n* cells in states that the walks of a group reach from the
  ///   leg on.
  public func forEachGroup(ofLeg leg: Int, _ body: (Group) -> Bool) {
    flow.forEachStepCount(ofLeg: leg) { stepCount, sums in
      let ends = sums.touched.map { position in
        End(
          cell: flow.graph.positions[Int(position)], share: total.share(of: sums[position]),
          shareOfAll: shares[Int(position)])
      }
      return ends.isEmpty || body(Group(stepCount: stepCount, walks: sums.total, ends: ends))
    }
  }
}
