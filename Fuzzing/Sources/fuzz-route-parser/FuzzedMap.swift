import FuzzDriver
import GridTesting
import Grids

/// A small map made of whatever bytes there are.
///
/// Width and height are chosen by a byte each, the start by two, and the cell to explain by one; then
/// come two bits a cell, from the lowest on and over again when they run out: a cell is an obstacle
/// where both are set. No byte at all is an open map, random ones block a quarter of it.
struct FuzzedMap {
  let map: GridMap
  let start: Cell

  /// Any cell, to be explained.
  let probe: Cell

  /// Rows go wrong where they are as wide as a word or two, give or take a cell.
  private static let widths =
    Array(1...16) + [62, 63, 64, 64, 65, 66, 70, 100, 127, 128, 128, 129, 130, 191, 192, 193]
  private static let maximumHeight = 12

  init(from input: inout FuzzInput) {
    let size = GridSize(
      width: Self.widths[Int(input.byte()) % Self.widths.count],
      height: 1 + Int(input.byte()) % Self.maximumHeight)!
    let start = Cell(x: Int(input.byte()) % size.width, y: Int(input.byte()) % size.height)
    let probeIndex = Int(input.byte()) * size.cellCount / 256
    let pattern = input.rest()
    var traversable = CellSet(size: size)
    for index in 0..<size.cellCount {
      let cell = Cell(x: index % size.width, y: index / size.width)
      let isBlocked =
        pattern.isEmpty ? false : pattern[index / 4 % pattern.count] >> (index % 4 * 2) & 3 == 3
      if !isBlocked || cell == start { traversable.insert(cell) }
    }
    self.start = start
    probe = Cell(x: probeIndex % size.width, y: probeIndex / size.width)
    map = GridMap(traversable: traversable, start: start)
  }

  /// The same map, as the reference holds it.
  var reference: ReferenceMap {
    ReferenceMap(
      isClear: (0..<map.size.height).map { y in
        (0..<map.size.width).map { x in map.isTraversable(Cell(x: x, y: y)) }
      },
      start: ReferenceCell(x: start.x, y: start.y))
  }
}
