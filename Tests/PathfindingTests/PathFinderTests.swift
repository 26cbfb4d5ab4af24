import GridTesting
import Grids
import Pathfinding
import Testing

/// Every algorithm against the reference, on seeded random maps.
struct PathFinderTests {
  private static let seedsAtOnce = 100

  @Test(arguments: 0..<30)
  func agreesWithReference(group: Int) throws {
    for seed in group * Self.seedsAtOnce..<(group + 1) * Self.seedsAtOnce {
      let searched = PathCase.random(seed: seed)
      let costs = referenceCosts(searched)
      let finder = searched.makeFinder()
      for algorithm in PathAlgorithm.allCases
      where algorithm.fits(searched.moves, hasCosts: searched.costs != nil) {
        for toEach in [false, true] {
          try expect(algorithm, toEach, by: finder, on: searched, costs)
        }
      }
    }
  }

  private func expect(
    _ algorithm: PathAlgorithm, _ toEach: Bool, by finder: PathFinder, on searched: PathCase,
    _ costs: [ReferenceCell: PathCost]
  ) throws {
    let comment: Comment = "\(algorithm.rawValue), toEach \(toEach), \(searched)"
    let outcome = try finder.paths(
      from: Cell(searched.map.start), to: searched.goals.map(Cell.init), moves: searched.moves,
      algorithm: algorithm, toEach: toEach)

    let reachable = searched.goals.filter { costs[$0] != nil }
    let expected = toEach ? reachable : nearest(reachable, costs).map { [$0] } ?? []
    try #require(outcome.paths.map { ReferenceCell($0.goal) } == expected, comment)
    for (goal, path) in outcome.paths {
      #expect(path.cost == costs[ReferenceCell(goal)]!, comment)
      #expect(path.cells.last == goal, comment)
      expectWalk(path, on: searched, comment)
    }
    #expect(outcome.algorithm == algorithm, comment)
    let searchCount =
      [.jumpPoints, .preparedJumpPoints].contains(algorithm) ? searched.goals.count : 1
    #expect(outcome.expandedCount <= costs.count * searchCount, comment)
    if reachable.isEmpty {
      let nearest = referenceNearest(searched, among: Set(costs.keys))
      #expect(outcome.nearestReachable.map(ReferenceCell.init) == nearest, comment)
      #expect(outcome.expandedCount == costs.count, comment)
    } else {
      #expect(outcome.nearestReachable == nil, comment)
    }
  }

  private func nearest(
    _ goals: [ReferenceCell], _ costs: [ReferenceCell: PathCost]
  ) -> ReferenceCell? {
    let least = goals.map { costs[$0]!.length }.min()
    return goals.first { costs[$0]!.length < least! + 1e-9 }
  }

  /// Whether each step is allowed, and the cost is the sum of theirs.
  private func expectWalk(_ path: GridPath, on searched: PathCase, _ comment: Comment) {
    #expect(path.cells.first == Cell(searched.map.start), comment)
    #expect(path.steps.count == path.cells.count - 1, comment)
    var cell = searched.map.start
    var cost = PathCost(straight: 0, diagonal: 0)
    for (step, next) in zip(path.steps, path.cells.dropFirst()) {
      let reference = ReferenceStep(rawValue: Int(step.rawValue))!
      #expect(searched.steps.contains(reference), comment)
      guard let destination = searched.map.destination(of: reference, from: cell) else {
        Issue.record("no step \(step) from \(cell): \(comment)")
        return
      }
      #expect(Cell(destination) == next, comment)
      cell = destination
      if step.isDiagonal {
        cost.diagonal += searched.cost(of: cell)
      } else {
        cost.straight += searched.cost(of: cell)
      }
    }
    #expect(cost == path.cost, comment)
  }

  /// What earlier searches leave behind must not show: paths, counts and all are those of a new finder.
  @Test(arguments: 0..<20)
  func usedFinderIsLikeNew(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let searched = PathCase.random(seed: seed)
    let clear = searched.map.cells.filter(searched.map.contains)
    let used = searched.makeFinder()
    for _ in 0..<60 {
      let start = Cell(clear.randomElement(using: &generator)!)
      let goals = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        Cell(searched.map.cells.randomElement(using: &generator)!)
      }
      let moves = Moves.allCases.randomElement(using: &generator)!
      let toEach = generator.chance(0.3)
      let algorithm = PathAlgorithm.allCases
        .filter { $0.fits(moves, hasCosts: searched.costs != nil) }
        .randomElement(using: &generator)!
      let (found, expected) = try (
        used.paths(from: start, to: goals, moves: moves, algorithm: algorithm, toEach: toEach),
        searched.makeFinder().paths(
          from: start, to: goals, moves: moves, algorithm: algorithm, toEach: toEach)
      )
      let comment: Comment =
        "\(algorithm.rawValue), \(moves.rawValue) from \(start) to \(goals), \(searched)"
      #expect(found.paths.map(\.goal) == expected.paths.map(\.goal), comment)
      #expect(found.paths.map(\.path) == expected.paths.map(\.path), comment)
      #expect(found.expandedCount == expected.expandedCount, comment)
      #expect(found.nearestReachable == expected.nearestReachable, comment)
    }
  }

  /// Searches are numbered in 15 bits: here the numbers begin anew.
  @Test func numbersOfSearchesComeRound() throws {
    let finder = PathCase(
      origin: "by hand", map: ReferenceMap(["X.", ".#"]), goals: [], moves: .octile
    ).makeFinder()
    let corners = [Cell(x: 0, y: 1), Cell(x: 1, y: 0)]
    for number in 0..<33_000 {
      let outcome = try finder.paths(
        from: corners[number % 2], to: [corners[1 - number % 2]], moves: .octile)
      // An `#expect` here would take most of the test's time.
      if outcome.paths.first?.path.cost != PathCost(straight: 2, diagonal: 0) {
        Issue.record("search \(number)")
        return
      }
    }
  }

  /// Keys of costs are kept modulo 2^48, which is worth less than this corridor is long.
  @Test(arguments: PathAlgorithm.allCases, Moves.allCases)
  func keysOfCostsComeRound(algorithm: PathAlgorithm, moves: Moves) throws {
    guard algorithm.fits(moves, hasCosts: false) else { return }
    let length = 7000
    let corridor = PathCase(
      origin: "by hand",
      map: .open(width: 1, height: length, start: ReferenceCell(x: 0, y: 0)), goals: [],
      moves: moves)
    let outcome = try corridor.makeFinder().paths(
      from: Cell(x: 0, y: 0), to: [Cell(x: 0, y: length - 1)], moves: moves, algorithm: algorithm)
    let path = try #require(outcome.paths.first).path
    #expect(path.cost == PathCost(straight: length - 1, diagonal: 0))
    #expect(path.cells == (0..<length).map { Cell(x: 0, y: $0) })
    if algorithm.fits(.cardinal, hasCosts: false) { #expect(outcome.expandedCount == length - 1) }
  }

  /// Diagonal steps past the modulus, and digits, too: a staircase of the dearest cells.
  @Test(arguments: [PathAlgorithm.dijkstra, .aStar])
  func keysOfDearDiagonalsComeRound(algorithm: PathAlgorithm) throws {
    let side = 600
    var isClear = Array(repeating: Array(repeating: false, count: side), count: side)
    for y in 0..<side {
      for x in max(0, y - 1)...min(side - 1, y + 1) { isClear[y][x] = true }
    }
    let staircase = PathCase(
      origin: "by hand", map: ReferenceMap(isClear: isClear, start: ReferenceCell(x: 0, y: 0)),
      costs: isClear.map { $0.map { $0 ? 9 : 0 } }, goals: [], moves: .octile)
    let goal = Cell(x: side - 1, y: side - 1)
    let outcome = try staircase.makeFinder().paths(
      from: Cell(x: 0, y: 0), to: [goal], moves: .octile, algorithm: algorithm)
    let path = try #require(outcome.paths.first).path
    #expect(path.cost == PathCost(straight: 0, diagonal: 9 * (side - 1)))
    #expect(path.steps.allSatisfy { $0 == .southEast })
  }
}
