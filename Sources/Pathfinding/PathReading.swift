import Grids

extension Search {
  /// A path to a settled goal, read backwards from the labels: since costs are exact, a cell lies on a
  /// shortest path just when its cost and the step's make the next cell's.
  ///
  /// No parent is stored, and of several ways back the one that goes straight on is taken.
  ///
  /// - Complexity: O(*n*), *n* cells of the path.
  func path(to goal: Int) -> GridPath {
    var cells = [terrain.cell(goal)]
    var cost = PathCost.zero
    var cell = goal
    var last: Int?
    while cell != start {
      let (direction, previous) = stepBack(from: cell, preferring: last)
      let weight = Int(terrain.cost(of: cell))
      if direction & 1 == 0 { cost.straight += weight } else { cost.diagonal += weight }
      cells.append(
        cells[cells.count - 1].moved(Direction(rawValue: UInt8(direction))!))
      cell = previous
      last = direction
    }
    cells.reverse()
    return GridPath(cells: cells, cost: cost)
  }

  /// Steps and their reverses are allowed alike, so that the steps from a cell are those into it.
  private func stepBack(
    from cell: Int, preferring last: Int?
  ) -> (direction: Int, previous: Int) {
    let label = labels[cell]
    let directions = terrain.steps(from: cell, steps)
    func leads(_ direction: Int) -> Int? {
      guard directions >> UInt8(direction) & 1 == 1 else { return nil }
      let previous = terrain.neighbor(of: cell, direction)
      let step = Labels.shifted(stepKey(direction, into: cell))
      let isOnPath =
        labels.isReached(previous)
        && Labels.key(labels[previous] &+ step) == Labels.key(label)
      return isOnPath ? previous : nil
    }
    if let last, let previous = leads(last) { return (last, previous) }
    for direction in 0..<8 {
      if let previous = leads(direction) { return (direction, previous) }
    }
    fatalError("a reached cell was reached from nowhere")
  }
}
