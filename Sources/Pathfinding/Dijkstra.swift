/// Dijkstra's algorithm: cells by growing cost.
///
/// - SeeAlso: E. W. Dijkstra, "A note on two problems in connexion with graphs", 1959.
extension Search {
  /// - Complexity: O(*n*), *n* cells reached.
  func dijkstra(_ queue: inout BucketQueue) -> Int {
    queue.removeAll()
    var expandedCount = 0
    var remaining = goals.count

    labels[start] = labels.origin
    queue.insert(start, labels.origin)
    while queue.advance(), remaining == goals.count || settlesAllGoals {
      while let cell = queue.popLast() {
        guard let label = labels.settle(cell) else { continue }
        if goals.contains(cell) {
          remaining -= 1
          if remaining == 0 { return expandedCount }
        }
        // What is left of the bucket may hold a nearer goal, but leads to none.
        guard remaining == goals.count || settlesAllGoals else { continue }
        expandedCount += 1
        var directions = terrain.steps(from: cell, steps)
        while directions != 0 {
          let direction = directions.trailingZeroBitCount
          directions &= directions &- 1
          let next = terrain.neighbor(of: cell, direction)
          let better = Labels.label(after: label, stepKey: stepKey(direction, into: next))
          if labels.improve(next, to: better) { queue.insert(next, better) }
        }
      }
    }
    return expandedCount
  }
}
