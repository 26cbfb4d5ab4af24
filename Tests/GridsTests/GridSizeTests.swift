import Grids
import Testing

struct GridSizeTests {
  @Test(arguments: [
    (1, 1), (1 << 20, 1), (1, 1 << 20), (1 << 20, 1 << 12), (1 << 16, 1 << 16), (1 << 12, 1 << 20),
  ])
  func withinTheLimits(width: Int, height: Int) throws {
    let size = try #require(GridSize(width: width, height: height))
    #expect(size.width == width && size.height == height)
    #expect(size.cellCount == width * height)
  }

  @Test(arguments: [
    (0, 1), (1, 0), (0, 0), (-1, 1), (1, -1), (-1, -1), ((1 << 20) + 1, 1), (1, (1 << 20) + 1),
    (1 << 20, (1 << 12) + 1), ((1 << 16) + 1, 1 << 16), (1 << 20, 1 << 20), (.max, .max),
    (.min, .min), (.max, 1),
  ])
  func beyondTheLimits(width: Int, height: Int) {
    #expect(GridSize(width: width, height: height) == nil)
  }

  @Test func cellsOnTheGrid() throws {
    let size = try #require(GridSize(width: 3, height: 2))
    for y in -2...3 {
      for x in -2...4 {
        #expect(size.contains(Cell(x: x, y: y)) == (0...2 ~= x && 0...1 ~= y), "\(x),\(y)")
      }
    }
    #expect(!size.contains(Cell(x: .max, y: .max)))
    #expect(!size.contains(Cell(x: .min, y: .min)))
  }
}
