import Grids

/// A way from cell to cell, and what it costs.
public struct GridPath: Sendable, Equatable {
  /// From the start to the goal, both included; neighbours are one step apart. A path from a cell to
  /// itself is that cell alone.
  public var cells: [Cell]

  /// The sum of its steps' costs; the start costs nothing.
  public var cost: PathCost

  public init(cells: [Cell], cost: PathCost) {
    self.cells = cells
    self.cost = cost
  }

  /// One step fewer than there are cells.
  ///
  /// - Precondition: Neighbours in ``cells`` are one step apart.
  /// - Complexity: O(*n*), *n* cells.
  public var steps: [Direction] {
    zip(cells, cells.dropFirst()).map { from, to in
      guard let step = Direction(dx: to.x - from.x, dy: to.y - from.y) else {
        preconditionFailure("\(to) is not one step from \(from)")
      }
      return step
    }
  }
}

extension Direction {
  fileprivate init?(dx: Int, dy: Int) {
    guard let direction = Self.allCases.first(where: { $0.dx == dx && $0.dy == dy })
    else { return nil }
    self = direction
  }
}
