import GridTesting
import Grids
import Pathfinding
import Testing

/// Searches by jump points against Dijkstra's algorithm, which `PathFinderTests` compares with the reference,
/// on maps with sides around those of words and windows.
struct JumpPointTests {
  private static let sides = [1, 2, 3, 7, 8, 9, 55, 56, 57, 58, 63, 64, 65, 70, 120, 130]
  private static let seedsAtOnce = 50

  @Test(arguments: 0..<40)
  func agreesWithDijkstra(group: Int) throws {
    for seed in group * Self.seedsAtOnce..<(group + 1) * Self.seedsAtOnce {
      var generator = SeededGenerator(seed: 1_000_000 + seed)
      let map = Self.map(seed: seed, using: &generator)
      let clear = Array(map.traversable)
      guard !clear.isEmpty else { continue }
      let finder = PathFinder(map: map)
      var turns: [Cell] = []
      for _ in 0..<3 {
        let start = clear.randomElement(using: &generator)!
        let goal = clear.randomElement(using: &generator)!
        let expected = try finder.turns(
          from: start, to: goal, moves: .octile, algorithm: .dijkstra, into: &turns)
        for algorithm in [PathAlgorithm.jumpPoints, .preparedJumpPoints] {
          let found = try finder.turns(
            from: start, to: goal, moves: .octile, algorithm: algorithm, into: &turns)
          let comment: Comment = """
            \(algorithm.rawValue) from \(start) to \(goal), seed \(seed)
            \(Self.text(of: map))
            """
          #expect(found.cost == expected.cost, comment)
          if let cost = found.cost {
            expectPath(turns, of: cost, from: start, to: goal, on: map, comment)
          } else {
            #expect(turns.isEmpty, comment)
          }
        }
      }
    }
  }

  /// Strewn obstacles; or rooms, whose long walls have few corners; or blocks.
  private static func map(seed: Int, using generator: inout SeededGenerator) -> GridMap {
    let width = sides.randomElement(using: &generator)!
    // Small ones mostly: of large ones there is less to be found in a test's time.
    let height = (width > 60 ? sides.prefix(8) : sides[...]).randomElement(using: &generator)!
    let density = [0, 0.03, 0.1, 0.25, 0.4].randomElement(using: &generator)!
    var cells = CellSet(size: GridSize(width: width, height: height)!)
    let roomSide = Int.random(in: 3...20, using: &generator)
    let isRooms = generator.chance(0.3)
    for y in 0..<height {
      for x in 0..<width {
        let isWall =
          isRooms
          ? (x % roomSide == 0 || y % roomSide == 0) && !generator.chance(0.1)
          : generator.chance(density)
        if !isWall { cells.insert(Cell(x: x, y: y)) }
      }
    }
    if generator.chance(0.3) {
      for _ in 0..<6 {
        let (x, y) = (
          Int.random(in: 0..<width, using: &generator),
          Int.random(in: 0..<height, using: &generator)
        )
        for dy in 0..<Int.random(in: 1...6, using: &generator) {
          for dx in 0..<Int.random(in: 1...12, using: &generator) {
            cells.remove(Cell(x: x + dx, y: y + dy))
          }
        }
      }
    }
    return GridMap(traversable: cells)
  }

  private static func text(of map: GridMap) -> String {
    (0..<map.size.height).map { y in
      String((0..<map.size.width).map { map.isTraversable(Cell(x: $0, y: y)) ? "." : "#" })
    }.joined(separator: "\n")
  }

  /// Whether each step is allowed, each turn is one, and the cost is the sum of the steps'.
  private func expectPath(
    _ turns: [Cell], of cost: PathCost, from start: Cell, to goal: Cell, on map: GridMap,
    _ comment: Comment
  ) {
    #expect(turns.first == start && turns.last == goal, comment)
    let path = GridPath(turns: turns, cost: cost)
    let steps = path.steps
    let isWalk = zip(path.cells, steps).allSatisfy { map.allowsStep(from: $0, $1) }
    let diagonals = steps.count { $0.isDiagonal }
    let corners = zip(steps, steps.dropFirst()).count { $0 != $1 }
    #expect(isWalk, comment)
    #expect(cost == PathCost(straight: steps.count - diagonals, diagonal: diagonals), comment)
    #expect(turns.count == (start == goal ? 1 : corners + 2), comment)
  }

  /// Lines longer than a window, in all eight directions, with nothing to stop at but the goal.
  @Test(arguments: [PathAlgorithm.jumpPoints, .preparedJumpPoints])
  func longLines(algorithm: PathAlgorithm) throws {
    let side = 401
    var cells = CellSet(size: GridSize(width: side, height: side)!)
    for y in 0..<side { for x in 0..<side { cells.insert(Cell(x: x, y: y)) } }
    let finder = PathFinder(map: GridMap(traversable: cells))
    let middle = Cell(x: 200, y: 200)
    var turns: [Cell] = []
    for direction in Direction.allCases {
      for length in [1, 54, 55, 56, 57, 63, 64, 65, 111, 112, 113, 200] {
        let goal = middle.moved(direction, by: length)
        let found = try finder.turns(
          from: middle, to: goal, moves: .octile, algorithm: algorithm, into: &turns)
        #expect(turns == [middle, goal], "\(direction) \(length)")
        #expect(found.expandedCount == 1)
      }
    }
  }

  /// A corner at every distance from a start, along a row and along a column, before and behind.
  @Test(arguments: [PathAlgorithm.jumpPoints, .preparedJumpPoints])
  func cornersAtEveryDistance(algorithm: PathAlgorithm) throws {
    for distance in 1...130 {
      for (isRow, isReversed) in [(true, false), (true, true), (false, false), (false, true)] {
        let length = 140
        func cell(_ along: Int, _ across: Int) -> Cell {
          let place = isReversed ? length - 1 - along : along
          return isRow ? Cell(x: place, y: across) : Cell(x: across, y: place)
        }
        let size = isRow ? (length, 3) : (3, length)
        var cells = CellSet(size: GridSize(width: size.0, height: size.1)!)
        for along in 0..<length { cells.insert(cell(along, 0)) }
        cells.insert(cell(distance, 1))
        cells.insert(cell(distance, 2))
        let finder = PathFinder(map: GridMap(traversable: cells))
        var turns: [Cell] = []
        let found = try finder.turns(
          from: cell(0, 0), to: cell(distance, 2), moves: .octile, algorithm: algorithm,
          into: &turns)
        #expect(found.cost == PathCost(straight: distance + 2, diagonal: 0))
        #expect(turns == [cell(0, 0), cell(distance, 0), cell(distance, 2)])
      }
    }
  }

  /// Boards made for a map serve several finders of it, and are what `auto` takes.
  @Test func sharedBoards() throws {
    var generator = SeededGenerator(seed: 5)
    let map = Self.map(seed: 5, using: &generator)
    let boards = JumpBoards(map: map)
    let clear = Array(map.traversable)
    var (turns, others): ([Cell], [Cell]) = ([], [])
    for finder in [PathFinder(map: map, boards: boards), PathFinder(map: map, boards: boards)] {
      let found = try finder.turns(
        from: clear[0], to: clear[clear.count - 1], moves: .octile, into: &turns)
      #expect(found.algorithm == .preparedJumpPoints)
      let alone = try PathFinder(map: map).turns(
        from: clear[0], to: clear[clear.count - 1], moves: .octile, into: &others)
      #expect(alone.algorithm == .jumpPoints)
      #expect(found.cost == alone.cost && turns == others)
    }
  }

  /// What the documentation says of memory.
  @Test func memoryIsLean() throws {
    let size = try #require(GridSize(width: 512, height: 512))
    let finder = PathFinder(map: GridMap(traversable: CellSet(size: size)))
    finder.prepare(.preparedJumpPoints)
    let cells = Double(size.cellCount)
    let scratch = Double(finder.byteCount(of: .jumpPoints)) / cells
    let boards =
      Double(JumpBoards(map: GridMap(traversable: CellSet(size: size))).byteCount) / cells
    #expect(scratch < 17)
    #expect(boards < 0.52)
  }
}
