import GridTesting
import Grids
import Pathfinding
import Testing

/// What is asked seldom, found by hand.
struct PathFinderEdgeTests {
  private func finder(_ lines: [String], costs: [[Int]]? = nil) -> PathFinder {
    PathCase(
      origin: "by hand", map: ReferenceMap(lines), costs: costs, goals: [], moves: .cardinal
    ).makeFinder()
  }

  @Test(arguments: PathAlgorithm.allCases, [false, true])
  func startIsGoal(algorithm: PathAlgorithm, toEach: Bool) throws {
    let start = Cell(x: 1, y: 0)
    let outcome = try finder([".X."]).paths(
      from: start, to: [start], moves: algorithm.anyMoves, algorithm: algorithm, toEach: toEach)
    let path = try #require(outcome.paths.first).path
    #expect(path == GridPath(cells: [start], cost: .zero))
    #expect(path.steps.isEmpty)
    #expect(outcome.expandedCount == 0)
  }

  @Test(arguments: Moves.allCases)
  func goalOnAnObstacle(moves: Moves) throws {
    let outcome = try finder(["X..", "...", "..#"]).paths(
      from: Cell(x: 0, y: 0), to: [Cell(x: 2, y: 2)], moves: moves)
    #expect(outcome.paths.isEmpty)
    #expect(outcome.nearestReachable == Cell(x: 2, y: 1))
    #expect(outcome.expandedCount == 8)
  }

  /// A goal off the map is unreachable, and nothing is near to it.
  @Test func goalOffTheMap() throws {
    let finder = finder(["X.#."])
    let start = Cell(x: 0, y: 0)
    let far = [Cell(x: -1, y: 0), Cell(x: .max, y: .min), Cell(x: 0, y: 1), Cell(x: 4, y: 0)]
    let outcome = try finder.paths(from: start, to: far, moves: .octile, toEach: true)
    #expect(outcome.paths.isEmpty && outcome.nearestReachable == nil)
    let withWall = try finder.paths(from: start, to: far + [Cell(x: 3, y: 0)], moves: .octile)
    #expect(withWall.paths.isEmpty && withWall.nearestReachable == Cell(x: 1, y: 0))
    let withGoal = try finder.paths(from: start, to: far + [Cell(x: 1, y: 0)], moves: .octile)
    #expect(withGoal.paths.map(\.goal) == [Cell(x: 1, y: 0)])
  }

  @Test func noGoal() throws {
    let outcome = try finder(["X."]).paths(from: Cell(x: 0, y: 0), to: [], moves: .cardinal)
    #expect(outcome.paths.isEmpty && outcome.nearestReachable == nil && outcome.expandedCount == 0)
  }

  @Test(arguments: PathAlgorithm.allCases)
  func firstOfEquallyNearGoals(algorithm: PathAlgorithm) throws {
    let (west, east) = (Cell(x: 0, y: 1), Cell(x: 4, y: 1))
    let finder = finder([".....", "..X..", "....."])
    for goals in [[west, east], [east, west]] {
      let outcome = try finder.paths(
        from: Cell(x: 2, y: 1), to: goals, moves: algorithm.anyMoves, algorithm: algorithm)
      #expect(outcome.paths.map(\.goal) == [goals[0]])
    }
  }

  @Test func aGoalNamedTwiceIsFoundTwice() throws {
    let goal = Cell(x: 1, y: 0)
    let outcome = try finder(["X."]).paths(
      from: Cell(x: 0, y: 0), to: [goal, goal], moves: .cardinal, toEach: true)
    #expect(outcome.paths.map(\.goal) == [goal, goal])
  }

  @Test func noCornerIsCut() throws {
    let outcome = try finder(["X#", ".."]).paths(
      from: Cell(x: 0, y: 0), to: [Cell(x: 1, y: 1)], moves: .octile)
    #expect(outcome.paths.first?.path.steps == [.south, .east])
  }

  /// The diagonal into a 3 costs 3√2, more than by a 1: 1 + 3.
  @Test func diagonalCostsAreThoseOfTheEnteredCell() throws {
    let finder = finder(["X.", ".."], costs: [[5, 1], [9, 3]])
    let outcome = try finder.paths(
      from: Cell(x: 0, y: 0), to: [Cell(x: 1, y: 1)], moves: .octile)
    #expect(outcome.paths.first?.path.cost == PathCost(straight: 4, diagonal: 0))
    #expect(outcome.algorithm == .dijkstra)
  }

  @Test func noCostBlocks() throws {
    let finder = finder(["X..", "..."], costs: [[1, 0, 1], [1, 1, 1]])
    let outcome = try finder.paths(
      from: Cell(x: 0, y: 0), to: [Cell(x: 2, y: 0)], moves: .octile)
    #expect(outcome.paths.first?.path.cost == PathCost(straight: 4, diagonal: 0))
  }

  /// Of the many shortest paths across an open field, one that turns once.
  @Test(arguments: PathAlgorithm.allCases, Moves.allCases)
  func pathsTurnLittle(algorithm: PathAlgorithm, moves: Moves) throws {
    guard algorithm.fits(moves, hasCosts: false) else { return }
    let open = PathCase(
      origin: "by hand", map: .open(width: 30, height: 20, start: ReferenceCell(x: 0, y: 0)),
      goals: [], moves: moves)
    let outcome = try open.makeFinder().paths(
      from: Cell(x: 3, y: 2), to: [Cell(x: 25, y: 14)], moves: moves, algorithm: algorithm)
    let steps = try #require(outcome.paths.first).path.steps
    #expect(zip(steps, steps.dropFirst()).count { $0 != $1 } == 1, "\(steps)")
  }

  @Test func algorithmsThatFit() {
    #expect(PathAlgorithm.best(for: .cardinal, hasCosts: false) == .breadthFirst)
    #expect(PathAlgorithm.best(for: .octile, hasCosts: false) == .jumpPoints)
    #expect(PathAlgorithm.best(for: .octile, hasCosts: false, goalCount: 9) == .aStar)
    #expect(PathAlgorithm.best(for: .cardinal, hasCosts: true) == .dijkstra)
    #expect(PathAlgorithm.best(for: .octile, hasCosts: true) == .dijkstra)
  }

  @Test func breadthFirstSearchNeedsEqualSteps() throws {
    let start = Cell(x: 0, y: 0)
    let plain = try #require(throws: PathError.self) {
      try finder(["X."]).paths(from: start, to: [], moves: .octile, algorithm: .breadthFirst)
    }
    #expect(
      plain.description
        == "bfs needs steps that all cost the same, and octile steps do not; use dijkstra, astar, jps or jps+"
    )
    let withCosts = try #require(throws: PathError.self) {
      try finder(["X."], costs: [[1, 2]]).paths(
        from: start, to: [], moves: .cardinal, algorithm: .breadthFirst)
    }
    #expect(
      withCosts.description
        == "bfs needs steps that all cost the same, and this map's cells have costs; "
        + "use dijkstra or astar")
  }

  @Test func jumpPointsNeedOctileStepsAlone() throws {
    let start = Cell(x: 0, y: 0)
    let cardinal = try #require(throws: PathError.self) {
      try finder(["X."]).paths(from: start, to: [], moves: .cardinal, algorithm: .jumpPoints)
    }
    #expect(
      cardinal.description
        == "jps needs octile steps and cells without costs, and these are cardinal; "
        + "use bfs, dijkstra or astar")
    let withCosts = try #require(throws: PathError.self) {
      try finder(["X."], costs: [[1, 2]]).paths(
        from: start, to: [], moves: .octile, algorithm: .preparedJumpPoints)
    }
    #expect(
      withCosts.description
        == "jps+ needs octile steps and cells without costs, and this map's cells have costs; "
        + "use dijkstra or astar")
  }

  /// The map itself is a sparse half gibibyte, of which nothing is touched.
  @Test func mapThatIsTooLarge() throws {
    let size = try #require(GridSize(width: 1 << 16, height: 1 << 16))
    let finder = PathFinder(map: GridMap(traversable: CellSet(size: size)))
    let error = try #require(throws: PathError.self) {
      try finder.paths(from: Cell(x: 0, y: 0), to: [], moves: .octile)
    }
    #expect(
      error.description
        == "65536x65536 cells are too many to search; "
        + "paths are found on maps of fewer than 4294967296 cells")
  }

  @Test(arguments: PathAlgorithm.allCases)
  func largeMap(algorithm: PathAlgorithm) throws {
    let side = 16_384
    var traversable = CellSet(size: try #require(GridSize(width: side, height: side)))
    for x in 0..<100 { traversable.insert(Cell(x: side - 1 - x, y: side - 1)) }
    let outcome = try PathFinder(map: GridMap(traversable: traversable)).paths(
      from: Cell(x: side - 1, y: side - 1), to: [Cell(x: side - 100, y: side - 1)],
      moves: algorithm.anyMoves, algorithm: algorithm)
    #expect(outcome.paths.first?.path.cost == PathCost(straight: 99, diagonal: 0))
  }
}

extension PathAlgorithm {
  /// Moves that it fits.
  fileprivate var anyMoves: Moves { fits(.cardinal, hasCosts: false) ? .cardinal : .octile }
}
