// API sketch: bodies to come, a file a topic.
import Grids

/// Which steps a path may take: to the four neighbours, or to all eight without cutting corners.
public enum Moves: String, CaseIterable, Sendable { case cardinal, octile }

public enum PathAlgorithm: String, CaseIterable, Sendable { case breadthFirst = "bfs", dijkstra, aStar = "astar" }

/// What a path costs: exact counts, so that lengths can be compared without rounding.
public struct PathCost: Sendable, Hashable, Comparable {
  /// Steps along the axes, or the sum of the entered cells' costs where cells have costs.
  public var straight: Int
  public var diagonal: Int
  public init(straight: Int, diagonal: Int) { self.straight = straight; self.diagonal = diagonal }
  /// straight + diagonal·√2.
  public var length: Double { 0 }
  public static func < (a: PathCost, b: PathCost) -> Bool { false }
}

public struct GridPath: Sendable, Equatable {
  /// From the start to the goal, both included; neighbours are one step apart.
  public var cells: [Cell]
  public var cost: PathCost
  public var steps: [Direction] { [] }
  public init(cells: [Cell], cost: PathCost) { self.cells = cells; self.cost = cost }
}

/// Finds shortest paths on one map, with scratch space that is reused from one search to the next.
public final class PathFinder {
  /// - Parameter costs: of entering each cell, row by row, 1...9, 0 where blocked; `nil`: all 1.
  public init(map: GridMap, costs: [UInt8]? = nil) { fatalError() }

  public struct Outcome: Sendable {
    /// One path to the nearest goal, or with `toEach` one for each reachable goal, in the goals' order.
    public var paths: [(goal: Cell, path: GridPath)]
    /// Cells whose neighbours were looked at.
    public var expandedCount: Int
    /// Where no goal is reachable: the reachable cell nearest to a goal (straight-line octile or Manhattan
    /// distance by the moves; the first in row order of several).
    public var nearestReachable: Cell?
  }
  /// `nil` algorithm: the best that fits (bfs for cardinal unit costs, astar for octile, dijkstra for costs).
  public func paths(from start: Cell, to goals: [Cell], moves: Moves, algorithm: PathAlgorithm?, toEach: Bool = false) -> Outcome { fatalError() }
}
