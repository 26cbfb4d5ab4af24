import Grids

/// The cost to the nearest goal if there were no obstacles: never more than a path costs, and along a
/// step it never falls by more than the step costs.
///
/// Of more than eight goals, the distance is that to the rectangle around them all, which is never more.
struct Heuristic {
  /// Inclusive bounds.
  private struct Box {
    var minX, maxX, minY, maxY: Int

    init(_ cell: Cell) { (minX, maxX, minY, maxY) = (cell.x, cell.x, cell.y, cell.y) }
  }

  private static let boxLimit = 8

  private var first: Box
  private var others: [Box] = []
  private let straight: UInt64
  private let diagonal: UInt64

  init(goal: Cell, moves: Moves, leastCost: UInt64) {
    straight = CostKey.straight * leastCost
    // Without diagonal steps, as many straight ones on both axes.
    diagonal = (moves == .octile ? CostKey.diagonal : 2 * CostKey.straight) * leastCost
    first = Box(goal)
  }

  /// - Parameter goals: At least one.
  init(goals: [Cell], moves: Moves, leastCost: UInt64) {
    self.init(goal: goals[0], moves: moves, leastCost: leastCost)
    if goals.count <= Self.boxLimit {
      others = goals.dropFirst().map(Box.init)
    } else {
      for goal in goals {
        first.minX = min(first.minX, goal.x)
        first.maxX = max(first.maxX, goal.x)
        first.minY = min(first.minY, goal.y)
        first.maxY = max(first.maxY, goal.y)
      }
    }
  }

  /// The key of the cost, not reduced modulo anything: at most 2^61.
  @inline(__always)
  func callAsFunction(_ x: Int, _ y: Int) -> UInt64 {
    var least = distance(x, y, to: first)
    for box in others { least = min(least, distance(x, y, to: box)) }
    return least
  }

  /// What no estimate on a map exceeds.
  func bound(on size: GridSize) -> UInt64 { UInt64(size.width + size.height) * straight }

  @inline(__always)
  private func distance(_ x: Int, _ y: Int, to box: Box) -> UInt64 {
    let dx = max(box.minX &- x, x &- box.maxX, 0)
    let dy = max(box.minY &- y, y &- box.maxY, 0)
    let shorter = min(dx, dy)
    let longer = max(dx, dy)
    return UInt64(truncatingIfNeeded: shorter) &* diagonal
      &+ UInt64(truncatingIfNeeded: longer &- shorter) &* straight
  }
}
