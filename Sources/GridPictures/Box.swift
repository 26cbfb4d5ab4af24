import Grids

/// A rectangle of cells, never empty.
struct Box: Equatable {
  var columns: Range<Int>
  var rows: Range<Int>

  init(_ cell: Cell) {
    columns = cell.x..<cell.x + 1
    rows = cell.y..<cell.y + 1
  }

  /// All cells of a map.
  init(_ size: GridSize) {
    columns = 0..<size.width
    rows = 0..<size.height
  }

  var width: Int { columns.count }
  var height: Int { rows.count }

  func contains(_ cell: Cell) -> Bool { columns ~= cell.x && rows ~= cell.y }

  mutating func include(_ cell: Cell) {
    columns = min(columns.lowerBound, cell.x)..<max(columns.upperBound, cell.x + 1)
    rows = min(rows.lowerBound, cell.y)..<max(rows.upperBound, cell.y + 1)
  }

  /// The box of the given size around the middle of this one, moved to lie on the map.
  func recentered(width: Int, height: Int, in size: GridSize) -> Box {
    func middle(_ range: Range<Int>, length: Int, limit: Int) -> Range<Int> {
      let start = (range.lowerBound + range.upperBound - length) / 2
      let lower = min(max(start, 0), limit - length)
      return lower..<lower + length
    }
    var box = self
    box.columns = middle(columns, length: width, limit: size.width)
    box.rows = middle(rows, length: height, limit: size.height)
    return box
  }
}

extension Scene {
  /// The smallest box around all that a closer look must show, or `nil` where that is the start at
  /// most: of a mere map, the whole is of more use than a part.
  ///
  /// - Complexity: O(*w* + *p*), *w* words of the positions, *p* cells of the paths.
  var box: Box? {
    if heat != nil && positions == nil { return Box(map.size) }
    var box: Box?
    func include(_ cell: Cell) {
      guard map.size.contains(cell) else { return }
      box?.include(cell)
      box = box ?? Box(cell)
    }
    goals.forEach(include)
    treasure.map(include)
    for path in paths { path.forEach(include) }
    positions?.forEachCorner(include)
    if box != nil { map.start.map(include) }
    return box
  }
}

extension CellSet {
  /// The leftmost and the rightmost member of each row that has any.
  fileprivate func forEachCorner(_ body: (Cell) -> Void) {
    for y in 0..<height {
      let words = row(y)
      guard let first = (0..<wordsPerRow).first(where: { words[$0] != 0 }),
        let last = (first..<wordsPerRow).last(where: { words[$0] != 0 })
      else { continue }
      body(Cell(x: first << 6 + words[first].trailingZeroBitCount, y: y))
      body(Cell(x: last << 6 + 63 - words[last].leadingZeroBitCount, y: y))
    }
  }
}
