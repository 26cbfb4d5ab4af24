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
/// Where very many paths are wanted on one map, ``turns(from:to:moves:algorithm:into:)`` finds them without
/// allocating anything.
///
/// The map is kept as two bits a cell, rows and columns, and a byte a cell where cells have costs. Scratch
/// space is 8 bytes a cell, and 16 more for jump point search, all of which take memory only where searches
/// have been; the queues take at most 16 bytes for each cell that waits. A search costs nothing for cells that it
/// does not reach, save that one in 32767 begins with new memory.
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

  /// Made when it is first asked for.
  private lazy var jumps = JumpPointSearch(terrain: terrain!)
  private var boards: JumpBoards?

  /// - Parameters:
  ///   - map: Where to go; its start does not matter.
  ///   - costs: Of entering each cell, row by row, 1...9, 0 where blocked; an obstacle of the map remains
  ///     one whatever its cost. `nil` where all cost 1.
  ///   - boards: What was prepared for this map, which finders may share. Without, it is made when
  ///     ``PathAlgorithm/preparedJumpPoints`` is first asked for.
  /// - Precondition: There are as many costs as cells, each at most 9.
  /// - Complexity: O(*n*), *n* words of the map, or cells where these have costs.
  public init(map: GridMap, costs: [UInt8]? = nil, boards: JumpBoards? = nil) {
    precondition(boards.map { $0.fit(map) } ?? true, "the boards are another map's")
    self.boards = boards
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

  private func checkedTerrain(
    for algorithm: PathAlgorithm?, _ moves: Moves, from start: Cell
  ) throws(PathError) -> Terrain {
    guard let terrain else { throw .mapTooLarge(size) }
    if let algorithm, !algorithm.fits(moves, hasCosts: terrain.hasCosts) {
      throw .algorithmDoesNotFit(algorithm, moves, hasCosts: terrain.hasCosts)
    }
    precondition(terrain.isTraversable(start), "the start \(start) must be traversable")
    return terrain
  }

  /// What to use where no algorithm is named.
  private func best(_ moves: Moves, on terrain: Terrain, goalCount: Int) -> PathAlgorithm {
    let best = PathAlgorithm.best(
      for: moves, hasCosts: terrain.hasCosts, goalCount: goalCount)
    return best == .jumpPoints && boards != nil ? .preparedJumpPoints : best
  }
}

// MARK: - Memory

extension PathFinder {
  /// Makes now what an algorithm would otherwise make when it is first asked for.
  public func prepare(_ algorithm: PathAlgorithm) {
    guard let terrain, !algorithm.takesManyGoals else { return }
    _ = jumps
    if algorithm == .preparedJumpPoints, boards == nil { boards = JumpBoards(terrain) }
  }

  /// What the map, what is prepared and the scratch space of an algorithm take, the queues and the marks of goals aside.
  public func byteCount(of algorithm: PathAlgorithm) -> Int {
    guard let terrain else { return 0 }
    let scratch =
      algorithm.takesManyGoals ? Labels.byteCountPerCell : JumpPointSearch.byteCountPerCell
    var count = terrain.byteCount + scratch * terrain.cellCount
    if !algorithm.takesManyGoals { count += jumps.columns.byteCount }
    if algorithm == .preparedJumpPoints { count += boards?.byteCount ?? 0 }
    return count
  }
}

// MARK: - From one cell to another

extension PathFinder {
  /// What a search between two cells found.
  public struct Measure: Sendable {
    /// `nil` where no path leads to the goal.
    public var cost: PathCost?

    /// Cells whose neighbours were looked at.
    public var expandedCount: Int

    /// What was asked for, or was found best.
    public var algorithm: PathAlgorithm
  }

  /// Finds a shortest path between two cells, as the cells at which it turns.
  ///
  /// Made for many questions: once scratch space and the array have grown, nothing is allocated.
  /// ``GridPath/init(turns:cost:)`` gives all cells of the path.
  ///
  /// - Parameters:
  ///   - start: A clear cell.
  ///   - goal: A goal on an obstacle or off the map is like one that no path leads to.
  ///   - moves: Which steps the path may take.
  ///   - algorithm: `nil` for the best that fits: see ``PathAlgorithm/best(for:hasCosts:goalCount:)``.
  ///   - turns: Becomes the start, the cells at which the path turns, and the goal, with a straight or
  ///     diagonal line from each to the next; empty where there is no path.
  /// - Throws: ``PathError`` where the algorithm does not fit, or the map is too large.
  /// - Precondition: The start is traversable.
  public func turns(
    from start: Cell, to goal: Cell, moves: Moves, algorithm: PathAlgorithm? = nil,
    into turns: inout [Cell]
  ) throws(PathError) -> Measure {
    let terrain = try checkedTerrain(for: algorithm, moves, from: start)
    let algorithm = algorithm ?? best(moves, on: terrain, goalCount: 1)
    var trace = TurnTrace(in: &turns)
    var measure = Measure(cost: nil, expandedCount: 0, algorithm: algorithm)
    if terrain.isTraversable(goal) {
      let isFound: Bool
      if algorithm.takesManyGoals {
        let number = terrain.number(of: goal)
        goalBoard.insert(number)
        let search = beginSearch(on: terrain, moves, from: start)
        let heuristic = Heuristic(
          goal: goal, moves: moves, leastCost: terrain.costRange.lowerBound)
        measure.expandedCount = run(algorithm, search, heuristic)
        goalBoard.remove(number)
        isFound = labels.isSettled(number)
        if isFound { search.trace(&trace, to: goal) }
      } else {
        isFound = find(goal, from: start, algorithm, &measure.expandedCount, &trace)
      }
      if isFound { measure.cost = trace.cost }
    }
    trace.finish(into: &turns)
    return measure
  }

  /// For algorithms that look for one goal at a time.
  private func find(
    _ goal: Cell, from start: Cell, _ algorithm: PathAlgorithm, _ expandedCount: inout Int,
    _ trace: inout TurnTrace
  ) -> Bool {
    prepare(algorithm)
    let isFound = jumps.run(
      from: start, to: goal, boards: algorithm == .preparedJumpPoints ? boards : nil,
      &expandedCount)
    if isFound { jumps.trace(&trace, from: start, to: goal) }
    return isFound
  }

  private func beginSearch(
    on terrain: Terrain, _ moves: Moves, from start: Cell, settlesAllGoals: Bool = false
  ) -> Search {
    labels.beginSearch()
    return Search(
      terrain: terrain, steps: .table(for: moves), labels: labels, goals: goalBoard,
      start: terrain.number(of: start), settlesAllGoals: settlesAllGoals)
  }

  private func run(
    _ algorithm: PathAlgorithm, _ search: Search, _ heuristic: @autoclosure () -> Heuristic
  ) -> Int {
    switch algorithm {
    case .breadthFirst: search.breadthFirst(&wave, &nextWave)
    case .dijkstra: search.dijkstra(&buckets)
    case .aStar: search.aStar(heuristic(), &open)
    case .jumpPoints, .preparedJumpPoints:
      preconditionFailure("\(algorithm) looks for one goal at a time")
    }
  }
}

// MARK: - To several goals

extension PathFinder {
  /// What a search found.
  public struct Outcome: Sendable {
    /// One path to the nearest goal, or with `toEach` one for each reachable goal, in the goals' order.
    public var paths: [(goal: Cell, path: GridPath)]

    /// Cells whose neighbours were looked at, each counted once in a search; where
    /// no goal is reachable, all cells that are.
    public var expandedCount: Int

    /// Where no goal is reachable: the reachable cell nearest to a goal, by the distance without
    /// obstacles (octile or Manhattan, as the moves are); the first in row order of several. `nil` where
    /// there is no goal on the map.
    public var nearestReachable: Cell?

    /// What was asked for, or was found best.
    public var algorithm: PathAlgorithm
  }

  /// Finds a shortest path to the nearest of some goals, or to each of them.
  ///
  /// Of goals at the same distance, the first is taken. Of paths at the same cost, the one found is the
  /// same every time, and tends to turn little.
  ///
  /// - Parameters:
  ///   - start: A clear cell.
  ///   - goals: A goal on an obstacle or off the map is like one that no path leads to. The start may be
  ///     a goal.
  ///   - moves: Which steps paths may take.
  ///   - algorithm: `nil` for the best that fits: see ``PathAlgorithm/best(for:hasCosts:goalCount:)``.
  ///   - toEach: Whether to find a path to each goal that can be reached.
  /// - Throws: ``PathError`` where the algorithm does not fit, or the map is too large.
  /// - Precondition: The start is traversable.
  /// - Complexity: O(*n*) or, with A* and jump points, O(*n* log *n*), *n* cells reached; with jump points
  ///   as often as there are goals; where no goal is, O(*n*·*g*), *g* goals.
  public func paths(
    from start: Cell, to goals: [Cell], moves: Moves, algorithm: PathAlgorithm? = nil,
    toEach: Bool = false
  ) throws(PathError) -> Outcome {
    let terrain = try checkedTerrain(for: algorithm, moves, from: start)
    let algorithm = algorithm ?? best(moves, on: terrain, goalCount: goals.count)
    var outcome = Outcome(
      paths: [], expandedCount: 0, nearestReachable: nil, algorithm: algorithm)
    let clearGoals = goals.filter(terrain.isTraversable)
    if !clearGoals.isEmpty {
      if algorithm.takesManyGoals {
        findAtOnce(clearGoals, moves, on: terrain, from: start, toEach: toEach, &outcome)
      } else {
        findOneByOne(clearGoals, from: start, toEach: toEach, &outcome)
      }
    }
    let targets = goals.filter(size.contains)
    if outcome.paths.isEmpty, !targets.isEmpty {
      let search = beginSearch(on: terrain, moves, from: start)
      let found = search.nearestReachable(to: targets, moves: moves, &wave)
      outcome.nearestReachable = found.cell
      outcome.expandedCount = found.reachedCount
    }
    return outcome
  }

  private func findAtOnce(
    _ goals: [Cell], _ moves: Moves, on terrain: Terrain, from start: Cell, toEach: Bool,
    _ outcome: inout Outcome
  ) {
    let numbers = goals.map(terrain.number)
    for number in numbers { goalBoard.insert(number) }
    let search = beginSearch(on: terrain, moves, from: start, settlesAllGoals: toEach)
    let heuristic = Heuristic(
      goals: goals, moves: moves, leastCost: terrain.costRange.lowerBound)
    outcome.expandedCount = run(outcome.algorithm, search, heuristic)
    for number in numbers { goalBoard.remove(number) }

    let settled = zip(goals, numbers).filter { labels.isSettled($1) }
    // The first of equals, as `min` has it.
    let nearest = settled.min { CostKey.isLess(labels[$0.1], labels[$1.1]) }
    for (goal, _) in toEach ? settled : nearest.map({ [$0] }) ?? [] {
      var turns: [Cell] = []
      var trace = TurnTrace(in: &turns)
      search.trace(&trace, to: goal)
      trace.finish(into: &turns)
      outcome.paths.append((goal, GridPath(turns: turns, cost: trace.cost)))
    }
  }

  private func findOneByOne(
    _ goals: [Cell], from start: Cell, toEach: Bool, _ outcome: inout Outcome
  ) {
    var turns: [Cell] = []
    for goal in goals {
      var trace = TurnTrace(in: &turns)
      let isFound = find(goal, from: start, outcome.algorithm, &outcome.expandedCount, &trace)
      trace.finish(into: &turns)
      guard isFound else { continue }
      if !toEach, let nearest = outcome.paths.first {
        guard trace.cost < nearest.path.cost else { continue }
        outcome.paths.removeAll()
      }
      outcome.paths.append((goal, GridPath(turns: turns, cost: trace.cost)))
    }
  }
}

// MARK: - Among several cells

extension PathFinder {
  /// The fewest steps to the four neighbours between each two of some cells.
  ///
  /// - Parameters:
  ///   - cells: Clear cells, each once, at most ``DistanceTable/maximumCount``.
  ///   - isWanted: Asked before each search, with the number of searches behind; the table is given up
  ///     where it says no.
  /// - Returns: `nil` where it was given up.
  /// - Throws: ``PathError`` where cells have costs, or the map is too large.
  /// - Complexity: O(*k*·*n*), *k* cells, *n* cells of the map that can be reached.
  public func distances(
    among cells: [Cell], while isWanted: (Int) -> Bool = { _ in true }
  ) throws(PathError) -> DistanceTable? {
    var table = DistanceTable(count: cells.count)
    guard let first = cells.first else { return table }
    let terrain = try checkedTerrain(for: .breadthFirst, .cardinal, from: first)
    let numbers = cells.map(terrain.number)
    let indices = Dictionary(uniqueKeysWithValues: zip(numbers, cells.indices))
    for number in numbers { goalBoard.insert(number) }
    defer { for number in numbers { goalBoard.remove(number) } }
    for (index, cell) in cells.enumerated() {
      guard isWanted(index) else { return nil }
      let search = beginSearch(
        on: try checkedTerrain(for: .breadthFirst, .cardinal, from: cell), .cardinal, from: cell,
        settlesAllGoals: true)
      search.forEachGoal(&wave, &nextWave) { goal, steps in
        table.set(index, indices[goal]!, to: steps)
      }
    }
    return table
  }
}
