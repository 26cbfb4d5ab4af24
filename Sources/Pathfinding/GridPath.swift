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

  /// The path that runs in straight and diagonal lines through some cells.
  ///
  /// - Parameters:
  ///   - turns: The start, the cells at which the path turns, and the goal: each in one of the eight
  ///     directions from the one before.
  ///   - cost: Of the whole path.
  /// - Complexity: O(*n*), *n* cells of the path.
  public init(turns: [Cell], cost: PathCost) {
    cells = []
    cells.reserveCapacity(zip(turns, turns.dropFirst()).reduce(1) { $0 + $1.0.distance(to: $1.1) })
    if let start = turns.first { cells.append(start) }
    for (from, to) in zip(turns, turns.dropFirst()) {
      let (dx, dy) = ((to.x - from.x).signum(), (to.y - from.y).signum())
      precondition(
        dx == 0 || dy == 0 || abs(to.x - from.x) == abs(to.y - from.y),
        "no straight or diagonal line leads from \(from) to \(to)")
      for step in Swift.stride(from: 1, through: from.distance(to: to), by: 1) {
        cells.append(Cell(x: from.x + step * dx, y: from.y + step * dy))
      }
    }
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

extension Cell {
  /// Steps to another cell in one of the eight directions.
  fileprivate func distance(to other: Cell) -> Int { max(abs(other.x - x), abs(other.y - y)) }
}

extension Direction {
  fileprivate init?(dx: Int, dy: Int) {
    guard let direction = Self.allCases.first(where: { $0.dx == dx && $0.dy == dy })
    else { return nil }
    self = direction
  }
}
