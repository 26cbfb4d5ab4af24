import Grids

extension Search {
  /// Of all cells that can be reached, the one nearest to a goal by the distance without obstacles, and
  /// the first in row order of several.
  ///
  /// - Parameters:
  ///   - targets: What to be near to, on the map, at least one.
  ///   - pending: Space for cells that wait.
  /// - Returns: The cell, and how many can be reached.
  /// - Complexity: O(*n*·*t*), *n* cells reached and *t* targets.
  func nearestReachable(
    to targets: [Cell], moves: Moves, _ pending: inout CellStack
  ) -> (cell: Cell, reachedCount: Int) {
    pending.removeAll()
    // A distance to each target on its own: to the rectangle around many would not do.
    let distances = targets.map { Heuristic(goal: $0, moves: moves, leastCost: 1) }
    var nearest = (distance: UInt64.max, number: Int.max)
    var reachedCount = 0

    labels[start] = labels.origin
    pending.append(start)
    while let number = pending.popLast().map(Int.init) {
      reachedCount += 1
      let cell = terrain.cell(number)
      var distance = UInt64.max
      for target in distances { distance = min(distance, target(cell.x, cell.y)) }
      if (distance, number) < nearest { nearest = (distance, number) }

      var directions = terrain.steps(from: number, steps)
      while directions != 0 {
        let next = terrain.neighbor(of: number, directions.trailingZeroBitCount)
        directions &= directions &- 1
        guard !labels.isReached(next) else { continue }
        labels[next] = labels.origin
        pending.append(next)
      }
    }
    return (terrain.cell(nearest.number), reachedCount)
  }
}
