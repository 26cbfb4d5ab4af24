import GridTesting
import Grids
import Testing

struct GridMapTests {
  private func gridMap(_ map: ReferenceMap) throws -> GridMap {
    let size = try #require(GridSize(width: map.width, height: map.height))
    var traversable = CellSet(size: size)
    for cell in map.cells where map.contains(cell) {
      traversable.insert(Cell(x: cell.x, y: cell.y))
    }
    return GridMap(traversable: traversable, start: Cell(x: map.start.x, y: map.start.y))
  }

  @Test func diagonalStepsCutNoCorner() throws {
    let map = try gridMap(ReferenceMap(["..#", ".X.", ".#."]))
    let center = Cell(x: 1, y: 1)
    let allowed = Direction.allCases.filter { map.allowsStep(from: center, $0) }
    #expect(allowed == [.north, .east, .west, .northWest])
  }

  @Test(arguments: [1, 2, 9, 63, 64, 65], 0..<10)
  func stepsAreThoseOfTheReference(width: Int, seed: Int) throws {
    var generator = SeededGenerator(seed: width * 100 + seed)
    let reference = ReferenceMap.random(
      width: width, height: 4, obstacleDensity: 0.3, using: &generator)
    let map = try gridMap(reference)
    for cell in reference.cells {
      #expect(map.isTraversable(Cell(x: cell.x, y: cell.y)) == reference.contains(cell))
      for (direction, step) in zip(Direction.allCases, ReferenceStep.allCases) {
        let isPossible =
          reference.contains(cell) && reference.destination(of: step, from: cell) != nil
        #expect(
          map.allowsStep(from: Cell(x: cell.x, y: cell.y), direction) == isPossible,
          "\(cell) \(direction), seed \(seed)\n\(reference)")
      }
    }
  }

  @Test func startOnAnObstacleTraps() async {
    await #expect(processExitsWith: .failure) {
      let traversable = CellSet(size: GridSize(width: 2, height: 1)!)
      _ = GridMap(traversable: traversable, start: Cell(x: 0, y: 0))
    }
  }

  @Test func startOffTheMapTraps() async {
    await #expect(processExitsWith: .failure) {
      var traversable = CellSet(size: GridSize(width: 2, height: 1)!)
      traversable.insert(Cell(x: 0, y: 0))
      _ = GridMap(traversable: traversable, start: Cell(x: 0, y: 1))
    }
  }
}
