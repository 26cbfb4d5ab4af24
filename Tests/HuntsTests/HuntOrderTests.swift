import GridTesting
import Grids
import Hunts
import Routes
import Testing

struct HuntOrderTests {
  /// Exactly as many as ordered, counted by the slow reference.
  @Test(
    arguments: ["N+ E+ S+", "(N|E){1,5} S*", "NE+ S+ W*", ".{3}"], [1, 2, 5, 12])
  func hasAsManyAsOrdered(route: String, count: Int) throws {
    for seed in 0..<3 as Range<UInt64> {
      for (width, height) in [(16, 8), (65, 9)] {
        let order = HuntOrder(
          size: GridSize(width: width, height: height)!, route: try Route(route),
          positionCount: count)
        let map = try #require(
          try order.map(seed: seed), "\(route), \(count), \(width)×\(height), seed \(seed)")
        let reference = ReferenceMap(map)
        #expect(
          referencePositions(reference, try ReferenceRoute(route)).count == count, "\(reference)")
      }
    }
  }

  @Test func startIsKept() throws {
    let start = Cell(x: 3, y: 7)
    let order = HuntOrder(
      size: GridSize(width: 20, height: 8)!, route: try Route("N+ E+ S+"), positionCount: 7,
      start: start)
    for seed in 0..<20 as Range<UInt64> {
      let map = try #require(try order.map(seed: seed))
      #expect(map.start == start)
      #expect(try map.cells(reachedBy: Route("N+ E+ S+"), from: start).count == 7)
    }
  }

  @Test func sameSeedSameMap() throws {
    let order = HuntOrder(
      size: GridSize(width: 32, height: 16)!, route: try Route("N+ E+ S+"), positionCount: 9)
    let map = try #require(try order.map(seed: 5))
    #expect(try order.map(seed: 5) == map)
    #expect(try order.map(seed: 6) != map)
    // In every version: worked out once, and to stay so.
    #expect(map.digest == 0xE9FD_19D2_6B80_647B)
  }

  /// From the top row no walk goes north; and one step leads to no more than four cells.
  @Test func whatCannotBeIsGivenUp() throws {
    for (route, count, start) in [
      ("N+ E+ S+", 3, Cell(x: 4, y: 0)), (".", 5, Cell(x: 4, y: 4)), ("", 1, Cell(x: 1, y: 1)),
    ] {
      var order = HuntOrder(
        size: GridSize(width: 9, height: 9)!, route: try Route(route), positionCount: count,
        start: start)
      order.limit = 50
      var solved = 0
      #expect(try order.map(seed: 1) { solved = $0 } == nil)
      #expect(solved == 50)
    }
  }

  @Test func largeMapsInFewSteps() throws {
    let order = HuntOrder(
      size: GridSize(width: 300, height: 300)!, route: try Route("N+ E+ S+"), positionCount: 777)
    var solved = 0
    let map = try #require(try order.map(seed: 3) { solved = $0 })
    #expect(try map.cells(reachedBy: order.route, from: map.start!).count == 777)
    #expect(solved < 2000)
  }
}

extension ReferenceMap {
  fileprivate init(_ map: GridMap) {
    self.init(
      isClear: (0..<map.size.height).map { y in
        (0..<map.size.width).map { x in map.isTraversable(Cell(x: x, y: y)) }
      }, start: ReferenceCell(x: map.start!.x, y: map.start!.y))
  }
}

extension GridMap {
  fileprivate var digest: UInt64 {
    traversable.reduce(UInt64(start!.y * size.width + start!.x)) { digest, cell in
      (digest ^ UInt64(cell.y * size.width + cell.x)) &* 0x100_0000_01B3
    }
  }
}
