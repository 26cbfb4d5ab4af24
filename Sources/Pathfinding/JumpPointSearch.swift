import Grids

/// Jump point search: A* that goes in straight lines, and puts only those cells into its queue at which a
/// path may have to turn.
///
/// From a cell, lines run straight, and diagonals from each of whose cells lines run straight to both
/// sides of the diagonal. A line ends at an obstacle, at the goal, or at a *jump point*: a cell with a clear
/// cell beside it and an obstacle diagonally behind it, round which a path may turn. Lines are scanned 64
/// cells at a time on the board, or on its transpose. A diagonal's own cells are never put into the queue: what is found from
/// them has the cell where the diagonal began as its parent.
///
/// A cell is inserted anew when a better way to it is found; what it leaves behind finds the cell closed.
///
/// - SeeAlso: D. Harabor and A. Grastien, "Online graph pruning for pathfinding on grid maps", AAAI 2011;
///   "The JPS pathfinding system", SoCS 2012, for the rule that no corner is cut; "Improving jump point
///   search", ICAPS 2014, for scans of blocks and for the pruning of diagonals.
final class JumpPointSearch {
  /// What is known of a cell.
  struct Node {
    /// The key of the cost of getting there.
    var cost: UInt64
    var parent: UInt32
    /// From the highest bit: the search that said so in 29 bits, whether that is final, and the
    /// direction in which it was reached, halved.
    var state: UInt32
  }

  private static let closedBit: UInt32 = 4
  fileprivate static let searchStep: UInt32 = 8

  let terrain: Terrain
  let columns: ScanBoard
  private var storage: ZeroedStorage<UInt64>
  private var search: UInt32 = 0

  private var open = JumpQueue()

  static let byteCountPerCell = MemoryLayout<Node>.stride

  init(terrain: Terrain) {
    self.terrain = terrain
    columns = terrain.rows.transposed()
    storage = ZeroedStorage(count: 2 * terrain.cellCount)
  }

  /// Finds a shortest path between clear cells, and keeps it until the next search.
  ///
  /// - Parameter boards: What was prepared for the map; `nil` to scan from every cell of a diagonal.
  /// - Returns: Whether there is one.
  /// - Complexity: O(*n* log *n*), *n* jump points reached, and what the scans take.
  func run(
    from start: Cell, to goal: Cell, boards: JumpBoards?, _ expandedCount: inout Int
  ) -> Bool {
    search &+= Self.searchStep
    if search == 0 {
      storage = ZeroedStorage(count: storage.count)
      search = Self.searchStep
    }
    guard start != goal else { return true }
    let startNumber = terrain.number(of: start)
    let nodes = UnsafeMutableRawPointer(storage.words).assumingMemoryBound(to: Node.self)
    nodes[startNumber] = Node(
      cost: 0, parent: UInt32(startNumber), state: search | Self.closedBit)

    let expansion = Expansion(
      rows: terrain.rows.lines, columns: columns.lines, nodes: nodes, search: search, goal: goal,
      goalNumber: terrain.number(of: goal), number: startNumber, x: start.x, y: start.y, cost: 0)
    open.removeAll(startingAt: CostKey.octile(goal.x - start.x, goal.y - start.y))
    return withExtendedLifetime((terrain, columns, storage, boards)) {
      if let boards {
        Self.run(
          expansion, InterruptedDiagonals(boards: boards), &open, &expandedCount)
      } else {
        Self.run(expansion, ScannedDiagonals(), &open, &expandedCount)
      }
    }
  }

  private static func run<Diagonals: DiagonalWalk>(
    _ first: Expansion, _ diagonals: Diagonals, _ open: inout JumpQueue, _ expandedCount: inout Int
  ) -> Bool {
    let (table, nodes, rows) = (JumpTable.shared, first.nodes, first.rows)
    var expansion = first
    var count = 1
    defer { expandedCount += count }
    expansion.go(
      StepTable.octile[rows.surroundings(of: expansion.number)], diagonals, &open)
    while let entry = open.popFirst() {
      let number = Int(entry.node)
      let state = nodes[number].state
      if state & closedBit != 0 { continue }
      if number == expansion.goalNumber { return true }
      nodes[number].state = state | closedBit
      count &+= 1
      expansion.number = number
      expansion.cost = nodes[number].cost
      expansion.y = Int(entry.detail)
      expansion.x = number &- (expansion.y &+ 1) &* rows.stride &- 1
      let came = Int(truncatingIfNeeded: state & 3) << 1
      expansion.go(table.directions(from: came, rows.surroundings(of: number)), diagonals, &open)
    }
    return false
  }

  /// The parent of a cell that the last search reached.
  func parent(of cell: Int) -> Int {
    let nodes = UnsafeMutableRawPointer(storage.words).assumingMemoryBound(to: Node.self)
    return Int(nodes[cell].parent)
  }
}

// MARK: - Lines

extension JumpPointSearch {
  /// What is found from one cell.
  ///
  /// It holds no reference: what keeps the memory alive is the search that makes it.
  struct Expansion {
    let rows: ScanLines
    let columns: ScanLines
    let nodes: UnsafeMutablePointer<Node>
    let search: UInt32
    let goal: Cell
    let goalNumber: Int

    var number: Int
    var x: Int
    var y: Int
    var cost: UInt64

    /// - Parameter directions: The raw value of a ``DirectionSet`` of possible steps.
    @inline(__always)
    func go<Diagonals: DiagonalWalk>(
      _ directions: UInt8, _ diagonals: Diagonals, _ open: inout JumpQueue
    ) {
      var rest = directions
      while rest != 0 {
        let direction = rest.trailingZeroBitCount
        rest &= rest &- 1
        switch direction {
        case 0: goVertically(Backward.self, &open)
        case 1: diagonals.go(from: self, Forward.self, Backward.self, &open)
        case 2: goHorizontally(Forward.self, &open)
        case 3: diagonals.go(from: self, Forward.self, Forward.self, &open)
        case 4: goVertically(Forward.self, &open)
        case 5: diagonals.go(from: self, Backward.self, Forward.self, &open)
        case 6: goHorizontally(Backward.self, &open)
        default: diagonals.go(from: self, Backward.self, Backward.self, &open)
        }
      }
    }

    private func goHorizontally<X: ScanSense>(_: X.Type, _ open: inout JumpQueue) {
      if y == goal.y, isGoalAhead((goal.x &- x) &* X.step, rows, number, X.self) {
        reach(goalNumber, goal.x, y, cost &+ straight(abs(goal.x &- x)), from: 0, &open)
      }
      if let distance = rows.jump(number, X.self) {
        reachInRow(number, x, y, cost, distance, X.self, &open)
      }
    }

    private func goVertically<Y: ScanSense>(_: Y.Type, _ open: inout JumpQueue) {
      let columnNumber = columns.number(line: x, y)
      if x == goal.x, isGoalAhead((goal.y &- y) &* Y.step, columns, columnNumber, Y.self) {
        reach(goalNumber, x, goal.y, cost &+ straight(abs(goal.y &- y)), from: 0, &open)
      }
      if let distance = columns.jump(columnNumber, Y.self) {
        reachInColumn(number, x, y, cost, distance, Y.self, &open)
      }
    }

    /// After how many steps of a diagonal the goal is straight ahead to one side, if this is positive.
    @inline(__always)
    func stepsToGoalLine<X: ScanSense, Y: ScanSense>(_: X.Type, _: Y.Type) -> Int {
      min((goal.x &- x) &* X.step, (goal.y &- y) &* Y.step)
    }

    // What a diagonal finds is worked out from the steps alone: its loop has enough to carry along.
    // Where a jump point may lie beyond what the loop knows, the line is scanned further.

    @inline(never)
    func reachInRow<X: ScanSense, Y: ScanSense>(
      after steps: Int, _ found: Int, _: X.Type, _: Y.Type, _ open: inout JumpQueue
    ) {
      let (x, y) = (x &+ steps &* X.step, y &+ steps &* Y.step)
      let number = rows.number(line: y, x)
      var distance = found
      if found == ScanFront<X>.length {
        guard let beyond = rows.jump(number, beyond: found &- 1, X.self) else { return }
        distance = beyond
      }
      reachInRow(number, x, y, cost &+ diagonal(steps), distance, X.self, &open)
    }

    @inline(never)
    func reachInColumn<X: ScanSense, Y: ScanSense>(
      after steps: Int, _ found: Int, _: X.Type, _: Y.Type, _ open: inout JumpQueue
    ) {
      let (x, y) = (x &+ steps &* X.step, y &+ steps &* Y.step)
      var distance = found
      if found == ScanFront<Y>.length {
        let number = columns.number(line: x, y)
        guard let beyond = columns.jump(number, beyond: found &- 1, Y.self) else { return }
        distance = beyond
      }
      reachInColumn(
        rows.number(line: y, x), x, y, cost &+ diagonal(steps), distance, Y.self, &open)
    }

    /// Where a diagonal comes to the goal or to its row or column, from where it is straight ahead.
    ///
    /// - Returns: Whether the diagonal ends there, at the goal.
    @inline(never)
    func lookForGoal<X: ScanSense, Y: ScanSense>(
      after steps: Int, _: X.Type, _: Y.Type, _ open: inout JumpQueue
    ) -> Bool {
      let (x, y) = (x &+ steps &* X.step, y &+ steps &* Y.step)
      let (dx, dy) = ((goal.x &- x) &* X.step, (goal.y &- y) &* Y.step)
      let isAtGoal = dx == 0 && dy == 0
      if isAtGoal || isGoalAhead(dx, rows, rows.number(line: y, x), X.self)
        || isGoalAhead(dy, columns, columns.number(line: x, y), Y.self)
      {
        let cost = cost &+ diagonal(steps) &+ straight(dx &+ dy)
        reach(goalNumber, goal.x, goal.y, cost, from: 0, &open)
      }
      return isAtGoal
    }

    /// Whether the goal can be seen along a line.
    ///
    /// - Parameter distance: To the goal, negative where it lies behind.
    @inline(__always)
    private func isGoalAhead<Sense: ScanSense>(
      _ distance: Int, _ lines: ScanLines, _ bit: Int, _: Sense.Type
    ) -> Bool {
      distance > 0 && lines.clearLength(bit, Sense.self) >= distance
    }

    @inline(__always)
    private func straight(_ steps: Int) -> UInt64 {
      UInt64(truncatingIfNeeded: steps) &* CostKey.straight
    }

    @inline(__always)
    private func diagonal(_ steps: Int) -> UInt64 {
      UInt64(truncatingIfNeeded: steps) &* CostKey.diagonal
    }

    @inline(__always)
    private func reachInRow<X: ScanSense>(
      _ number: Int, _ x: Int, _ y: Int, _ cost: UInt64, _ distance: Int, _: X.Type,
      _ open: inout JumpQueue
    ) {
      let dx = distance &* X.step
      reach(
        number &+ dx, x &+ dx, y, cost &+ straight(distance), from: X.step > 0 ? 1 : 3, &open)
    }

    @inline(__always)
    private func reachInColumn<Y: ScanSense>(
      _ number: Int, _ x: Int, _ y: Int, _ cost: UInt64, _ distance: Int, _: Y.Type,
      _ open: inout JumpQueue
    ) {
      let dy = distance &* Y.step
      reach(
        number &+ dy &* rows.stride, x, y &+ dy, cost &+ straight(distance),
        from: Y.step > 0 ? 2 : 0, &open)
    }

    @inline(__always)
    private func reach(
      _ number: Int, _ x: Int, _ y: Int, _ cost: UInt64, from came: UInt32,
      _ open: inout JumpQueue
    ) {
      let node = nodes + number
      // A closed node's cost is the least.
      if node.pointee.state ^ search < JumpPointSearch.searchStep,
        !CostKey.isLess(cost, node.pointee.cost)
      {
        return
      }
      node.pointee = Node(
        cost: cost, parent: UInt32(truncatingIfNeeded: self.number), state: search | came)
      open.insert(
        QueueEntry(
          priority: cost &+ CostKey.octile(goal.x &- x, goal.y &- y),
          node: UInt32(truncatingIfNeeded: number), detail: UInt32(truncatingIfNeeded: y)))
    }
  }
}
