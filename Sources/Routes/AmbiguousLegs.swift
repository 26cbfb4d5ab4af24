import Grids

extension StepAutomaton {
  /// Makes sure that no walk can be divided among the legs in two ways.
  ///
  /// Pairs of ways to the same walk are followed breadth first, each as the two states that they are
  /// in. Ways part where a step belongs to two legs, and there are two ways to a whole walk once ways
  /// that have parted are both at an end.
  ///
  /// - Precondition: The automaton is deterministic by leg: two steps of one direction from one state
  ///   belong to different legs.
  /// - Throws: ``WalkError/ambiguousLegs(_:_:walk:)`` with a shortest walk of which that is true, and
  ///   ``WalkError/tooManyNodes(stateCount:_:)`` where there are more than 2²² pairs.
  /// - Complexity: O(*n*²), *n* states; O(*n*) for routes whose ways never part, as those of legs in
  ///   different directions.
  func requireLegsToldApart(on size: GridSize) throws(WalkError) {
    let isLive = isLive
    let start = Ways(first: 0, second: 0, haveParted: false)
    var origins: [Ways: (ways: Ways, step: Direction)] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let ways = queue[next]
      next += 1
      if ways.haveParted, states[ways.first].isAccepting, states[ways.second].isAccepting {
        throw ambiguity(from: origins, at: ways)
      }
      for (step, firsts) in states[ways.first].transitions {
        for first in firsts where isLive[first] {
          for second in targets(of: ways.second, step) where isLive[second] {
            let further = Ways(
              first: min(first, second), second: max(first, second),
              haveParted: ways.haveParted || first != second)
            guard origins[further] == nil else { continue }
            origins[further] = (ways, step)
            queue.append(further)
          }
        }
      }
      guard queue.count <= 1 << 22 else {
        throw .tooManyNodes(stateCount: states.count, size)
      }
    }
  }

  /// Two ways to one walk.
  private struct Ways: Hashable {
    var first: Int
    var second: Int
    var haveParted: Bool
  }

  private func ambiguity(
    from origins: [Ways: (ways: Ways, step: Direction)], at end: Ways
  ) -> WalkError {
    var ways = end
    var parting = end
    var steps: [Direction] = []
    while let origin = origins[ways] {
      if ways.haveParted { parting = ways }
      steps.append(origin.step)
      ways = origin.ways
    }
    let legs = [states[parting.first].leg, states[parting.second].leg].sorted()
    return .ambiguousLegs(legs[0], legs[1], walk: Walk(steps: steps.reversed()))
  }

  private func targets(of state: Int, _ step: Direction) -> [Int] {
    states[state].transitions.first { $0.direction == step }?.targets ?? []
  }

  /// For each state whether an end can be reached from it: a count beyond the map's sides is cut off,
  /// and leads nowhere.
  private var isLive: [Bool] {
    var isLive = states.map(\.isAccepting)
    var leading = states.indices.filter { isLive[$0] }
    while let state = leading.popLast() {
      for source in states[state].entrances.flatMap(\.sources) where !isLive[source] {
        isLive[source] = true
        leading.append(source)
      }
    }
    return isLive
  }
}
