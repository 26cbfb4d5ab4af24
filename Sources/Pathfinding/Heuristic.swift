import Grids

/// The cost to the nearest goal if there were no obstacles: never more than a path costs, and along a
/// step it never falls by more than the step costs.
///
/// Of more than eight goals, the distance is that to the rectangle around them all, which is never more.
struct Heuristic {
  /// Inclusive bounds.
  private struct Box {
    var minX, maxX, minY, maxY: Int
  }

  private static let boxLimit = 8

  private var first: Box
  private var others: [Box] = []
  private let straight: UInt64
  private let diagonal: UInt64

  /// - Parameter goals: At least one.
  init(goals: [Cell], moves: Moves, leastCost: UInt64) {
    straight = CostKey.straight * leastCost
    // Without diagonal steps, as many straight ones on both axes.
    diagonal = (moves == .octile ? CostKey.diagonal : 2 * CostKey.straight) * leastCost
    let boxes = goals.map { Box(minX: $0.x, maxX: $0.x, minY: $0.y, maxY: $0.y) }
    first = boxes[0]
    if goals.count <= Self.boxLimit {
      others = Array(boxes.dropFirst())
    } else {
      for box in boxes {
        first.minX = min(first.minX, box.minX)
        first.maxX = max(first.maxX, box.maxX)
        first.minY = min(first.minY, box.minY)
        first.maxY = max(first.maxY, box.maxY)
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
