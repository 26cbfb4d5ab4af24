import Grids

/// A map laid out for searches: every cell has a number, and steps are sums of numbers.
///
/// Rows are one blocked cell longer than the map's, and a blocked row lies above and below. So every
/// neighbour of a cell of the map has a number, whose bit tells that it is clear, and nothing asks where
/// the edges are. The blocked cell between two rows is the border of both.
struct Terrain {
  let size: GridSize

  /// From a cell to the one below.
  let stride: Int

  /// Cells, the border counted.
  let cellCount: Int

  /// The least and the greatest cost of entering a cell.
  let costRange: ClosedRange<UInt64>

  /// Whether a cell is clear, by its number.
  let rows: ScanBoard

  private let costs: ZeroedStorage<UInt8>?

  /// What to add to a cell's number for a step, by the direction's raw value.
  private let offsets = ZeroedStorage<Int>(count: 8)

  static func cellCount(_ size: GridSize) -> Int {
    ScanBoard.bitCount(lineLength: size.width, lineCount: size.height)
  }

  init(_ map: GridMap, costs: [UInt8]?) {
    size = map.size
    stride = size.width + 1
    cellCount = Self.cellCount(size)
    rows = ScanBoard(lineLength: size.width, lineCount: size.height)
    for y in 0..<size.height {
      let row = map.traversable.row(y)
      for column in 0..<map.traversable.wordsPerRow {
        rows.insert(row[column], at: rows.lines.number(line: y, column * 64))
      }
    }
    for direction in Direction.allCases {
      offsets.words[Int(direction.rawValue)] = direction.dy * stride + direction.dx
    }
    guard let costs else {
      self.costs = nil
      costRange = 1...1
      return
    }

    precondition(costs.count == size.cellCount, "a cost for each cell")
    let storage = ZeroedStorage<UInt8>(count: cellCount)
    var (least, greatest) = (UInt8(9), UInt8(1))
    for y in 0..<size.height {
      for x in 0..<size.width {
        let cost = costs[y * size.width + x]
        precondition(cost <= 9, "the cost of (\(x),\(y)) is \(cost), more than 9")
        let cell = (y + 1) * stride + x + 1
        storage.words[cell] = cost
        if cost == 0 {
          rows.remove(cell)
        } else if rows.lines.contains(cell) {
          least = min(least, cost)
          greatest = max(greatest, cost)
        }
      }
    }
    self.costs = storage
    costRange = UInt64(min(least, greatest))...UInt64(greatest)
  }

  var hasCosts: Bool { costs != nil }

  var byteCount: Int { rows.byteCount + (costs?.count ?? 0) }

  /// - Parameter cell: On the map.
  func number(of cell: Cell) -> Int { (cell.y + 1) * stride + cell.x + 1 }

  func cell(_ number: Int) -> Cell {
    let (row, column) = number.quotientAndRemainder(dividingBy: stride)
    return Cell(x: column - 1, y: row - 1)
  }

  func isTraversable(_ cell: Cell) -> Bool {
    guard size.contains(cell) else { return false }
    return rows.lines.contains(number(of: cell))
  }

  /// The steps that lead from a clear cell, as the raw value of a ``DirectionSet``.
  @inline(__always)
  func steps(from cell: Int, _ table: StepTable) -> UInt8 {
    table[rows.lines.surroundings(of: cell)]
  }

  /// The cell to which a step leads.
  @inline(__always)
  func neighbor(of cell: Int, _ direction: Int) -> Int { cell &+ offsets.words[direction] }

  /// The cost of entering a clear cell, 1...9.
  @inline(__always)
  func cost(of cell: Int) -> UInt64 {
    guard let costs else { return 1 }
    return UInt64(costs.words[cell])
  }
}
