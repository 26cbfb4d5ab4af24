/// The least pushes that boxes need at least: each is given a goal of its own so that the pushes to these, as if
/// no other box were there, are the fewest in all.
///
/// The Hungarian method, box by box. Of a state it is made once; for each state that a push leads to, only one
/// box has another row of pushes, and is matched anew.
///
/// - SeeAlso: H. W. Kuhn, "The Hungarian method for the assignment problem", Naval Research Logistics Quarterly
///   2, 1955; A. Junghanns and J. Schaeffer, "Sokoban: Enhancing general single-agent search methods using domain
///   knowledge", Artificial Intelligence 129, 2001.
struct SokobanMatching {
  /// More than any matching costs, and little enough that prices of all boxes add up.
  static let never = 1 << 40

  private let count: Int

  /// Pushes from each cell to each goal, cell by cell; ``unreachable`` where there is no way.
  private let pushes: [UInt16]
  fileprivate static let unreachable = UInt16.max

  /// The matching of a state, and the one of a state that a push leads to.
  private var matched: Assignment
  private var tried: Assignment

  private var scratch: Scratch

  init(_ board: SokobanBoard, _ watch: inout SearchWatch) throws(LimitReached) {
    count = board.goalNumbers.count
    let byteCount = board.cells.count * count * MemoryLayout<UInt16>.stride
    try watch.require(byteCount)
    var pushes = Array(repeating: Self.unreachable, count: board.cells.count * count)
    for (index, goal) in board.goalNumbers.enumerated() {
      try watch.spend(8 * board.cells.count, stateCount: 0, byteCount: byteCount)
      for (cell, distance) in Self.pulls(from: goal, board).enumerated() {
        pushes[cell * count + index] = distance
      }
    }
    self.pushes = pushes
    matched = Assignment(count: count)
    tried = matched
    scratch = Scratch(count: count)
  }

  /// Pushes to a goal from each cell on an empty board, found by pulling away from the goal.
  private static func pulls(from goal: Int, _ board: SokobanBoard) -> [UInt16] {
    var distances = Array(repeating: unreachable, count: board.cells.count)
    distances[goal] = 0
    var queue = [goal]
    var index = 0
    while index < queue.count {
      let cell = queue[index]
      index += 1
      for move in 0..<4 {
        let next = Int(board.neighbors[cell * 4 + move])
        // Pulled a step that way, with room for the player beyond.
        guard next >= 0, board.neighbors[next * 4 + move] >= 0, distances[next] == unreachable
        else { continue }
        distances[next] = distances[cell] + 1
        queue.append(next)
      }
    }
    return distances
  }

  /// Whether no box on the cell could ever reach a goal.
  func isDead(_ cell: Int) -> Bool {
    (0..<count).allSatisfy { pushes[cell * count + $0] == Self.unreachable }
  }

  /// Matches boxes on some cells.
  ///
  /// - Returns: The pushes; at least ``never`` where there is no matching.
  mutating func match(
    _ boxes: [Int], _ watch: inout SearchWatch, stateCount: Int, byteCount: Int
  ) throws(LimitReached) -> Int {
    matched.clear()
    for (index, cell) in boxes.enumerated() {
      try watch.spend(count * count, stateCount: stateCount, byteCount: byteCount)
      matched.place(index + 1, on: cell, pushes, &scratch)
    }
    return matched.total(pushes)
  }

  /// What the matching comes to if one of the boxes that were matched were on another cell.
  mutating func pushes(ifMoved box: Int, to cell: Int) -> Int {
    tried.copy(matched)
    tried.place(box + 1, on: cell, pushes, &scratch)
    return tried.total(pushes)
  }
}

/// Which box goes to which goal, with the prices that prove that none other is cheaper.
///
/// Rows are boxes and columns goals, both from 1; row and column 0 stand for none.
private struct Assignment {
  private let count: Int
  private var rowPrices: [Int]
  private var columnPrices: [Int]
  private var rowOfColumn: [Int]
  private var cells: [Int]

  init(count: Int) {
    self.count = count
    rowPrices = Array(repeating: 0, count: count + 1)
    columnPrices = rowPrices
    rowOfColumn = rowPrices
    cells = rowPrices
  }

  /// No box has a goal.
  mutating func clear() {
    for column in 0...count {
      columnPrices[column] = 0
      rowOfColumn[column] = 0
    }
  }

  /// Takes over another one in place.
  mutating func copy(_ other: borrowing Assignment) {
    for index in 0...count {
      rowPrices[index] = other.rowPrices[index]
      columnPrices[index] = other.columnPrices[index]
      rowOfColumn[index] = other.rowOfColumn[index]
      cells[index] = other.cells[index]
    }
  }

  func total(_ pushes: [UInt16]) -> Int {
    (1...count).reduce(0) { $0 + cost(cells[rowOfColumn[$1]], $1, pushes) }
  }

  @inline(__always)
  private func cost(_ cell: Int, _ column: Int, _ pushes: [UInt16]) -> Int {
    let found = pushes[cell &* count &+ column &- 1]
    return found == SokobanMatching.unreachable ? SokobanMatching.never : Int(found)
  }

  /// Puts a box on a cell and finds a goal for it, by the cheapest chain of exchanges.
  mutating func place(_ row: Int, on cell: Int, _ pushes: [UInt16], _ scratch: inout Scratch) {
    cells[row] = cell
    rowPrices[row] = 0
    for column in 1...count where rowOfColumn[column] == row { rowOfColumn[column] = 0 }
    rowOfColumn[0] = row
    scratch.clear()
    var column = 0
    repeat {
      scratch.isDone[column] = true
      let row = rowOfColumn[column]
      let cell = cells[row]
      let rowPrice = rowPrices[row]
      var least = Int.max
      var next = 0
      for other in 1...count where !scratch.isDone[other] {
        let reduced = cost(cell, other, pushes) - rowPrice - columnPrices[other]
        if reduced < scratch.slack[other] {
          scratch.slack[other] = reduced
          scratch.previous[other] = column
        }
        if scratch.slack[other] < least {
          least = scratch.slack[other]
          next = other
        }
      }
      for other in 0...count {
        if scratch.isDone[other] {
          rowPrices[rowOfColumn[other]] += least
          columnPrices[other] -= least
        } else if scratch.slack[other] != .max {
          scratch.slack[other] -= least
        }
      }
      column = next
    } while rowOfColumn[column] != 0
    while column != 0 {
      rowOfColumn[column] = rowOfColumn[scratch.previous[column]]
      column = scratch.previous[column]
    }
  }
}

/// What a search for a goal needs to remember, kept so that it need not be made each time.
private struct Scratch {
  var slack: [Int]
  var previous: [Int]
  var isDone: [Bool]

  init(count: Int) {
    slack = Array(repeating: 0, count: count + 1)
    previous = slack
    isDone = Array(repeating: false, count: count + 1)
  }

  mutating func clear() {
    for column in isDone.indices {
      slack[column] = .max
      isDone[column] = false
    }
  }
}
