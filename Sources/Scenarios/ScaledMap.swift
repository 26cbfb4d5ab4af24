import Grids

extension GridMap {
  /// The map with each cell as a square of cells, as scenarios ask for by another width and height.
  ///
  /// - Returns: `nil` unless both sides are the same whole multiple of the map's.
  /// - Complexity: O(*n*), *n* cells of the scaled map.
  public func scaled(width: Int, height: Int) -> GridMap? {
    let factor = width / size.width
    guard factor >= 1, let scaledSize = GridSize(width: width, height: height),
      size.width * factor == width, size.height * factor == height
    else { return nil }
    guard factor > 1 else { return self }
    var scaled = CellSet(size: scaledSize)
    for cell in traversable {
      for y in cell.y * factor..<(cell.y + 1) * factor {
        for x in cell.x * factor..<(cell.x + 1) * factor { scaled.insert(Cell(x: x, y: y)) }
      }
    }
    return GridMap(traversable: scaled)
  }
}
