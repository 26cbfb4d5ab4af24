/// A*: cells by growing cost so far and estimated cost to go.
///
/// The heuristic is consistent, so that a cell is final when it is first taken from the queue, and none is
/// expanded twice. Among equals, the cell found last goes first, and else the one that seems nearer to the
/// goal.
///
/// - SeeAlso: P. E. Hart, N. J. Nilsson and B. Raphael, "A formal basis for the heuristic determination of
///   minimum cost paths", 1968.
extension Search {
  /// - Complexity: O(*n* log *n*), *n* cells reached.
  func aStar(_ heuristic: Heuristic, _ queue: inout OpenQueue) -> Int {
    var expandedCount = 0
    var remaining = goals.count
    /// The key of the nearest goal's cost, once it is found.
    var bound: UInt64?

    labels[start] = labels.origin
    let cell = terrain.cell(start)
    let estimate = heuristic(cell.x, cell.y)
    queue.removeAll(
      startingAt: Labels.shifted(estimate), estimateBound: heuristic.bound(on: terrain.size),
      greatestCost: terrain.costRange.upperBound)
    queue.insert(start, row: cell.y, label: labels.origin, estimate: estimate)
    while let entry = queue.popFirst() {
      let cell = Int(entry.node)
      if let bound, CostKey.isLess(bound, Labels.key(entry.priority)) { break }
      guard let label = labels.settle(cell) else { continue }
      if goals.contains(cell) {
        remaining -= 1
        if remaining == 0 { break }
        if !settlesAllGoals { bound = Labels.key(label) }
      }
      expandedCount += 1
      let y = Int(entry.detail)
      let x = cell &- (y &+ 1) &* terrain.stride &- 1
      var directions = terrain.steps(from: cell, steps)
      while directions != 0 {
        let direction = directions.trailingZeroBitCount
        directions &= directions &- 1
        let next = terrain.neighbor(of: cell, direction)
        let better = Labels.label(after: label, stepKey: stepKey(direction, into: next))
        guard labels.improve(next, to: better) else { continue }
        let (dx, dy) = Self.offset(direction)
        queue.insert(
          next, row: y &+ dy, label: better, estimate: heuristic(x &+ dx, y &+ dy))
      }
    }
    return expandedCount
  }

  /// The step on each axis, from two bits a direction, one more than the step.
  @inline(__always)
  private static func offset(_ direction: Int) -> (dx: Int, dy: Int) {
    // Clockwise from north: dx 0 1 1 1 0 -1 -1 -1, and dy is dx two directions before.
    let dx = 0b00_00_00_01_10_10_10_01
    let dy = 0b00_01_10_10_10_01_00_00
    return (dx >> (2 &* direction) & 3 &- 1, dy >> (2 &* direction) & 3 &- 1)
  }
}
