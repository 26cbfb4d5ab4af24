import GridTesting
import Grids
import Pathfinding
import Testing

/// Walks through several cells: exact where few, bounded where many.
struct ShortestTourTests {
  @Test(arguments: 0..<60)
  func agreesWithAllOrders(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...6, using: &generator)
    let tried = try TourCase(count: count, side: 12, density: 0.25, using: &generator)
    for isClosed in [true, false] {
      let tour = ShortestTour(through: tried.table, isClosed: isClosed)
      #expect(
        tour.length == tried.shortestByAllOrders(isClosed: isClosed), "\(seed) \(tried.cells)")
      #expect(tour.isShortest)
      tried.expectWalk(tour, isClosed: isClosed, "\(seed)")
    }
  }

  /// Beyond the exact ones: a walk that is what it says, between its bound and the length of another way.
  @Test(arguments: 0..<6)
  func staysAboveItsBound(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let tried = try TourCase(
      count: .random(in: 18...40, using: &generator), side: 30, density: 0.2, using: &generator)
    for isClosed in [true, false] {
      let tour = ShortestTour(through: tried.table, isClosed: isClosed)
      tried.expectWalk(tour, isClosed: isClosed, "\(seed)")
      #expect(tour.lowerBound <= tour.length)
      #expect(tour.length * 100 <= tour.lowerBound * 105, "\(seed) \(tour)")
      #expect(tour.length <= tried.nearestFirstLength(isClosed: isClosed))
    }
  }

  /// The bound is below the shortest, which dynamic programming knows: a place that is there twice is in
  /// nobody's way, and one too many for it.
  @Test(arguments: 0..<3)
  func boundsWhatIsKnown(seed: Int) throws {
    var generator = SeededGenerator(seed: 900 + seed)
    let tried = try TourCase(
      count: ShortestTour.exactCount + 1, side: 20, density: 0.2, using: &generator)
    for isClosed in [true, false] {
      let exact = ShortestTour(through: tried.table, isClosed: isClosed)
      let doubled = ShortestTour(through: tried.doublingOne(), isClosed: isClosed)
      #expect(exact.isShortest)
      #expect(doubled.lowerBound <= exact.length, "\(seed)")
      #expect(doubled.length >= exact.length, "\(seed)")
      #expect(doubled.length * 100 <= exact.length * 103, "\(seed)")
    }
  }

  @Test func theSameTwice() throws {
    var generator = SeededGenerator(seed: 5)
    let tried = try TourCase(count: 30, side: 30, density: 0.2, using: &generator)
    #expect(
      ShortestTour(through: tried.table, isClosed: false)
        == ShortestTour(through: tried.table, isClosed: false))
  }

  @Test func aPlaceOutOfReach() throws {
    var clear = CellSet(size: GridSize(width: 3, height: 1)!)
    clear.insert(Cell(x: 0, y: 0))
    clear.insert(Cell(x: 2, y: 0))
    let table = try #require(
      try PathFinder(map: GridMap(traversable: clear)).distances(among: Array(clear)))
    #expect(table[0, 1] == nil)
    #expect(table.unreachablePlaces == [1])
  }

  @Test func isGivenUp() throws {
    let map = openMap(width: 9, height: 9)
    let cells = (0..<9).map { Cell(x: $0, y: $0) }
    #expect(try PathFinder(map: map).distances(among: cells) { $0 < 4 } == nil)
  }

  @Test func cellsWithCosts() {
    let map = openMap(width: 2, height: 1)
    #expect(throws: PathError.algorithmDoesNotFit(.breadthFirst, .cardinal, hasCosts: true)) {
      try PathFinder(map: map, costs: [1, 2]).distances(among: [Cell(x: 0, y: 0)])
    }
  }
}

private func openMap(width: Int, height: Int) -> GridMap {
  var clear = CellSet(size: GridSize(width: width, height: height)!)
  for y in 0..<height {
    for x in 0..<width { clear.insert(Cell(x: x, y: y)) }
  }
  return GridMap(traversable: clear)
}

/// Some cells of a random map, and what lies between them.
private struct TourCase {
  let cells: [Cell]
  let table: DistanceTable
  let map: GridMap

  init(count: Int, side: Int, density: Double, using generator: inout SeededGenerator) throws {
    let reference = ReferenceMap.random(
      width: side, height: side, obstacleDensity: density, using: &generator)
    var clear = CellSet(size: GridSize(width: side, height: side)!)
    for cell in reference.cells where reference.contains(cell) { clear.insert(Cell(cell)) }
    map = GridMap(traversable: clear)
    let finder = PathFinder(map: map)
    let start = Cell(reference.start)
    let reachable = try finder.paths(
      from: start, to: Array(clear).filter { $0 != start }, moves: .cardinal, toEach: true
    ).paths.map(\.goal)
    cells = [start] + reachable.shuffled(using: &generator).prefix(count - 1)
    table = try #require(try finder.distances(among: cells))
    for a in cells.indices {
      let paths = try finder.paths(from: cells[a], to: cells, moves: .cardinal, toEach: true).paths
      for (b, found) in paths.enumerated() {
        try #require(table[a, b] == Int(found.path.cost.length), "\(cells[a]) \(found.goal)")
      }
    }
  }

  func length(_ order: [Int], isClosed: Bool) -> Int {
    zip(order, order.dropFirst()).reduce(isClosed ? table[order.last!, order[0]]! : 0) {
      $0 + table[$1.0, $1.1]!
    }
  }

  func expectWalk(_ tour: ShortestTour, isClosed: Bool, _ comment: Comment) {
    #expect(tour.order.first == 0, comment)
    #expect(tour.order.sorted() == Array(cells.indices), comment)
    #expect(tour.length == length(tour.order, isClosed: isClosed), comment)
  }

  func shortestByAllOrders(isClosed: Bool) -> Int {
    var best = Int.max
    var order = Array(cells.indices)
    func permute(from index: Int) {
      if index >= order.count { best = min(best, length(order, isClosed: isClosed)) }
      for other in index..<max(index, order.count) {
        order.swapAt(index, other)
        permute(from: index + 1)
        order.swapAt(index, other)
      }
    }
    permute(from: 1)
    return best
  }

  func nearestFirstLength(isClosed: Bool) -> Int {
    var order = [0]
    var rest = Set(cells.indices.dropFirst())
    while let next = rest.min(by: { (table[order.last!, $0]!, $0) < (table[order.last!, $1]!, $1) })
    {
      order.append(next)
      rest.remove(next)
    }
    return length(order, isClosed: isClosed)
  }

  /// With the second cell as the last place, too.
  func doublingOne() -> DistanceTable {
    DistanceTable(count: table.count + 1) { a, b in
      table[a == table.count ? 1 : a, b == table.count ? 1 : b]
    }
  }
}
