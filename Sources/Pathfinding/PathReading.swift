import Grids

extension Search {
  /// Reads a path to a settled goal backwards from the labels: since costs are exact, a cell lies on a
  /// shortest path just when its cost and the step's make the next cell's.
  ///
  /// No parent is stored, and of several ways back the one that goes straight on is taken.
  ///
  /// - Complexity: O(*n*), *n* cells of the path.
  func trace(_ trace: inout TurnTrace, to goal: Cell) {
    trace.begin(at: goal)
    var cell = terrain.number(of: goal)
    var place = goal
    var last: Int?
    while cell != start {
      let (direction, previous) = stepBack(from: cell, preferring: last)
      place = place.moved(Direction(rawValue: UInt8(direction))!)
      trace.go(to: place, weight: Int(terrain.cost(of: cell)))
      cell = previous
      last = direction
    }
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

extension JumpPointSearch {
  /// Reads the path of the last search from the parents of the cells.
  ///
  /// - Complexity: O(*n*), *n* jump points of the path.
  func trace(_ trace: inout TurnTrace, from start: Cell, to goal: Cell) {
    trace.begin(at: goal)
    let startNumber = terrain.number(of: start)
    var cell = terrain.number(of: goal)
    while cell != startNumber {
      cell = parent(of: cell)
      trace.goStraightThenDiagonally(to: terrain.cell(cell))
    }
  }
}
