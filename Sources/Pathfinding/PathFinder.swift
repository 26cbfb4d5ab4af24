import Grids

/// Finds shortest paths on one map, with scratch space that is reused from one search to the next.
///
///     let finder = PathFinder(map: map)
///     let outcome = try finder.paths(from: start, to: [goal], moves: .octile)
///     outcome.paths.first?.path.cost.length  // 3.414…
///
/// A path's cost is that of its steps. A step costs 1, a diagonal one √2, times the cost of the cell that
/// it enters where cells have costs. Costs are added and compared exactly; see ``PathCost``.
///
/// Scratch space is 8 bytes a cell, a byte more where cells have costs, and two bits, all of which take
/// memory only where searches have been; the queues take at most 16 bytes for each cell that waits. A
/// search costs nothing for cells that it does not reach, save that one in 32767 begins with new memory.
///
/// A finder is for one thread at a time; several finders of one map are independent.
public final class PathFinder {
  /// The most cells that a map can have, when a border of one cell to the left, above and below and a
  /// last cell are added to it: cells are numbered in 32 bits.
  public static let maximumCellCount = 1 << 32

  private let size: GridSize
  private let terrain: Terrain?
  private var labels: Labels
  private var goalBoard: GoalBoard
  private var wave = CellStack()
  private var nextWave = CellStack()
  private var buckets = BucketQueue()
  private var open = OpenQueue()

  /// - Parameters:
  ///   - map: Where to go; its start does not matter.
  ///   - costs: Of entering each cell, row by row, 1...9, 0 where blocked; an obstacle of the map remains
  ///     one whatever its cost. `nil` where all cost 1.
  /// - Precondition: There are as many costs as cells, each at most 9.
  /// - Complexity: O(*n*), *n* words of the map, or cells where these have costs.
  public init(map: GridMap, costs: [UInt8]? = nil) {
    size = map.size
    let cellCount = Terrain.cellCount(size)
    guard cellCount <= Self.maximumCellCount else {
      terrain = nil
      labels = Labels(cellCount: 0)
      goalBoard = GoalBoard(cellCount: 0)
      return
    }
    terrain = Terrain(map, costs: costs)
    labels = Labels(cellCount: cellCount)
    goalBoard = GoalBoard(cellCount: cellCount)
  }

  /// What a search found.
  public struct Outcome: Sendable {
    /// One path to the nearest goal, or with `toEach` one for each reachable goal, in the goals' order.
    public var paths: [(goal: Cell, path: GridPath)]

    /// Cells whose neighbours were looked at, each counted once.
    public var expandedCount: Int

    /// Where no goal is reachable: the reachable cell nearest to a goal, by the distance without
    /// obstacles (octile or Manhattan, as the moves are); the first in row order of several. `nil` where
    /// there is no goal on the map.
    public var nearestReachable: Cell?

    /// What was asked for, or was found best.
    public var algorithm: PathAlgorithm
  }

  /// Finds a shortest path to the nearest of some goals, or to each of them, in one search.
  ///
  /// Of goals at the same distance, the first is taken. Of paths at the same cost, the one found is the
  /// same every time, and tends to turn little.
  ///
  /// - Parameters:
  ///   - goals: A goal on an obstacle or off the map is like one that no path leads to. The start may be
  ///     a goal.
  ///   - algorithm: `nil` for the best that fits; see ``PathAlgorithm/best(for:hasCosts:)``.
  ///   - toEach: Whether to find a path to each goal that can be reached.
  /// - Throws: ``PathError`` where the algorithm does not fit, or the map is too large.
  /// - Precondition: The start is traversable.
  /// - Complexity: O(*n*) or, with A*, O(*n* log *n*), *n* cells reached; where no goal is, O(*n*·*g*),
  ///   *g* goals.
  public func paths(
    from start: Cell, to goals: [Cell], moves: Moves, algorithm: PathAlgorithm? = nil,
    toEach: Bool = false
  ) throws(PathError) -> Outcome {
    guard let terrain else { throw .mapTooLarge(size) }
    let algorithm = algorithm ?? .best(for: moves, hasCosts: terrain.hasCosts)
    guard algorithm.fits(moves, hasCosts: terrain.hasCosts) else {
      throw .algorithmDoesNotFit(algorithm, moves, hasCosts: terrain.hasCosts)
    }
    precondition(terrain.isTraversable(start), "the start \(start) must be traversable")

    var outcome = Outcome(
      paths: [], expandedCount: 0, nearestReachable: nil, algorithm: algorithm)
    let clearGoals = goals.filter(terrain.isTraversable)
    let clearNumbers = clearGoals.map(terrain.number)
    for number in clearNumbers { goalBoard.insert(number) }
    defer { goalBoard.remove(all: clearNumbers) }

    func begin() -> Search {
      labels.beginSearch()
      return Search(
        terrain: terrain, steps: .table(for: moves), labels: labels, goals: goalBoard,
        start: terrain.number(of: start), settlesAllGoals: toEach)
    }

    if !clearGoals.isEmpty {
      let search = begin()
      switch algorithm {
      case .breadthFirst:
        outcome.expandedCount = search.breadthFirst(&wave, &nextWave)
      case .dijkstra:
        outcome.expandedCount = search.dijkstra(&buckets)
      case .aStar:
        let heuristic = Heuristic(
          goals: clearGoals, moves: moves, leastCost: terrain.costRange.lowerBound)
        outcome.expandedCount = search.aStar(heuristic, &open)
      }
      let settled = zip(clearGoals, clearNumbers).filter { labels.isSettled($1) }
      // The first of equals, as `min` has it.
      let nearest = settled.min { Labels.isLess(labels[$0.1], labels[$1.1]) }
      for (goal, number) in toEach ? settled : nearest.map({ [$0] }) ?? [] {
        outcome.paths.append((goal, search.path(to: number)))
      }
    }
    let targets = goals.filter(size.contains)
    if outcome.paths.isEmpty, !targets.isEmpty {
      let found = begin().nearestReachable(to: targets, moves: moves, &wave)
      outcome.nearestReachable = found.cell
      outcome.expandedCount = found.reachedCount
    }
    return outcome
  }
}
