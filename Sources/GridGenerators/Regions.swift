import Grids

/// Clear cells that hang together, by steps to the four neighbours.
///
/// Cells are taken as the runs in which they lie, numbered row by row; runs that touch those of the row
/// above are united with them (R. Tarjan, "Efficiency of a good but not linear set union algorithm", 1975).
/// A region is known by its first run.
struct Regions {
  /// For each run another of its region that comes before it; the first one is its own.
  private var leaders: [UInt32] = []

  /// For each run how many cells it has; for the first one of a region, all cells.
  private var sizes: [Int] = []

  private typealias Run = (cells: Range<Int>, number: Int)

  /// - Complexity: O(*w* + *r*·α(*r*)), *w* words, *r* runs.
  init(of clear: CellSet) {
    var above: [Run] = []
    var here: [Run] = []
    for y in 0..<clear.height {
      here.removeAll(keepingCapacity: true)
      clear.forEachRun(inRow: y) { cells in
        here.append((cells, leaders.count))
        leaders.append(UInt32(leaders.count))
        sizes.append(cells.count)
      }
      var next = 0
      for run in here {
        // Of the runs above, those that end before this one begins touch none of the later ones either.
        while next < above.count, above[next].cells.upperBound <= run.cells.lowerBound { next += 1 }
        var index = next
        while index < above.count, above[index].cells.lowerBound < run.cells.upperBound {
          unite(run.number, above[index].number)
          index += 1
        }
      }
      swap(&above, &here)
    }
  }

  private mutating func leader(of run: Int) -> Int {
    var run = run
    while Int(leaders[run]) != run {
      leaders[run] = leaders[Int(leaders[run])]
      run = Int(leaders[run])
    }
    return run
  }

  private mutating func unite(_ a: Int, _ b: Int) {
    let (a, b) = (leader(of: a), leader(of: b))
    guard a != b else { return }
    leaders[max(a, b)] = UInt32(min(a, b))
    sizes[min(a, b)] += sizes[max(a, b)]
  }

  /// Fills all regions but the largest, and of several the first.
  mutating func keepLargest(of clear: inout CellSet, progress: (Int) -> Void) {
    var largest = 0
    for run in leaders.indices where Int(leaders[run]) == run && sizes[run] > sizes[largest] {
      largest = run
    }
    var number = 0
    for y in 0..<clear.height {
      var filled: [Range<Int>] = []
      clear.forEachRun(inRow: y) { cells in
        if leader(of: number) != largest { filled.append(cells) }
        number += 1
      }
      for cells in filled {
        for x in cells { clear.remove(Cell(x: x, y: y)) }
      }
      progress(y + 1)
    }
  }

  /// Digs a shaft from each region but the first to one before it.
  ///
  /// A region's first cell is the leftmost of its highest ones: whatever is clear above it, or to the left
  /// in its row, belongs to a region before it or to a shaft from one. Where nothing is, the shaft goes to
  /// the first cell of the region before.
  mutating func join(in clear: inout CellSet, progress: (Int) -> Void) {
    var number = 0
    var last: Cell?
    for y in 0..<clear.height {
      var firsts: [Int] = []
      clear.forEachRun(inRow: y) { cells in
        if Int(leaders[number]) == number { firsts.append(cells.lowerBound) }
        number += 1
      }
      for x in firsts {
        let first = Cell(x: x, y: y)
        if let last { clear.dig(from: first, before: last) }
        last = first
      }
      progress(y + 1)
    }
  }
}

extension CellSet {
  /// The runs of members in a row, from left to right.
  fileprivate func forEachRun(inRow y: Int, _ body: (Range<Int>) -> Void) {
    let words = row(y)
    var start: Int?
    for index in 0..<wordsPerRow {
      // A bit where a member follows none, or none a member.
      let before = index == 0 ? 0 : words[index - 1] >> 63
      var changes = words[index] ^ (words[index] << 1 | before)
      while changes != 0 {
        let x = index << 6 + changes.trailingZeroBitCount
        changes &= changes - 1
        if let first = start {
          body(first..<x)
          start = nil
        } else {
          start = x
        }
      }
    }
    if let start { body(start..<width) }
  }

  /// Inserts the cells above one, up to the next member, or those to the left of it; or where there is no
  /// member the way to another one, which is not below.
  fileprivate mutating func dig(from first: Cell, before last: Cell) {
    var cell = first
    repeat { cell.y -= 1 } while cell.y >= 0 && !contains(cell)
    if cell.y >= 0 { return insert(column: first.x, rows: cell.y...first.y) }
    cell = first
    repeat { cell.x -= 1 } while cell.x >= 0 && !contains(cell)
    if cell.x >= 0 { return insert(row: first.y, columns: cell.x...first.x) }
    insert(column: first.x, rows: last.y...first.y)
    insert(row: last.y, columns: Swift.min(first.x, last.x)...Swift.max(first.x, last.x))
  }
}

extension CellSet {
  mutating func insert(row y: Int, columns: ClosedRange<Int>) {
    for x in columns { insert(Cell(x: x, y: y)) }
  }

  mutating func insert(column x: Int, rows: ClosedRange<Int>) {
    for y in rows { insert(Cell(x: x, y: y)) }
  }
}
