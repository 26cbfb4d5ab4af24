import GridTesting
import Grids

extension ReferenceMap {
  static let assessment = ReferenceMap(
    """
    ########
    #......#
    #.###..#
    #...#.##
    #X#....#
    ########
    """)

  var gridMap: GridMap {
    var traversable = CellSet(size: GridSize(width: width, height: height)!)
    for cell in cells where contains(cell) { traversable.insert(Cell(x: cell.x, y: cell.y)) }
    return GridMap(traversable: traversable, start: Cell(x: start.x, y: start.y))
  }
}
