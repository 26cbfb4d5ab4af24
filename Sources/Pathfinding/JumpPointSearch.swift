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
    /// From the highest bit: the search that said so in 28 bits, whether that is final, and the
    /// direction in which it was reached, halved.
    var state: UInt32
  }

  private static let closedBit: UInt32 = 4
  fileprivate static let searchStep: UInt32 = 8

  let terrain: Terrain
  private let columns: ScanBoard
  private var storage: ZeroedStorage<UInt64>
  private var search: UInt32 = 0

  private var open = JumpQueue()

  init(terrain: Terrain) {
    self.terrain = terrain
    columns = terrain.rows.transposed()
    storage = ZeroedStorage(count: 2 * terrain.cellCount)
  }

  /// Finds the cost of a shortest path, and keeps the path until the next search.
  ///
  /// - Parameters: Numbers of clear cells.
  /// - Returns: Whether there is one.
  /// - Complexity: O(*n* log *n*), *n* jump points reached, and what the scans take.
  func run(from start: Cell, to goal: Cell, _ expandedCount: inout Int) -> Bool {
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
    return withExtendedLifetime((terrain, columns, storage)) {
      Self.run(expansion, &open, &expandedCount)
    }
  }

  private static func run(
    _ first: Expansion, _ open: inout JumpQueue, _ expandedCount: inout Int
  ) -> Bool {
    let (table, nodes, rows) = (JumpTable.shared, first.nodes, first.rows)
    var expansion = first
    var count = 1
    defer { expandedCount += count }
    expansion.go(StepTable.octile[rows.surroundings(of: expansion.number)], &open)
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
      expansion.go(table.directions(from: came, rows.surroundings(of: number)), &open)
    }
    return false
  }

  /// The parent of a cell that the last search reached.
  func parent(of cell: Int) -> Int {
    let nodes = UnsafeMutableRawPointer(storage.words).assumingMemoryBound(to: Node.self)
    return Int(nodes[cell].parent)
  }
}

/// The queue of a search by jump points.
///
/// Cells of the very priority that is being taken, those of moves straight towards the goal, are a plain
/// stack; all others a heap.
struct JumpQueue: ~Copyable {
  private var current = Stack<QueueEntry>()
  private var currentPriority: UInt64 = 0
  private var others = Stack<QueueEntry>()

  mutating func removeAll(startingAt priority: UInt64) {
    current.removeAll()
    others.removeAll()
    currentPriority = priority
  }

  @inline(__always)
  mutating func insert(_ entry: QueueEntry) {
    if entry.priority == currentPriority {
      current.append(entry)
    } else {
      insertLater(entry)
    }
  }

  @inline(never)
  private mutating func insertLater(_ entry: QueueEntry) { others.pushHeap(entry) }

  @inline(__always)
  mutating func popFirst() -> QueueEntry? {
    if let entry = current.popLast() { return entry }
    guard !others.isEmpty else { return nil }
    let entry = others.popHeap()
    currentPriority = entry.priority
    return entry
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
    func go(_ directions: UInt8, _ open: inout JumpQueue) {
      var rest = directions
      while rest != 0 {
        let direction = rest.trailingZeroBitCount
        rest &= rest &- 1
        switch direction {
        case 0: goVertically(down: false, &open)
        case 1: goDiagonally(right: true, down: false, &open)
        case 2: goHorizontally(right: true, &open)
        case 3: goDiagonally(right: true, down: true, &open)
        case 4: goVertically(down: true, &open)
        case 5: goDiagonally(right: false, down: true, &open)
        case 6: goHorizontally(right: false, &open)
        default: goDiagonally(right: false, down: false, &open)
        }
      }
    }

    @inline(__always)
    private func goHorizontally(right: Bool, _ open: inout JumpQueue) {
      scanRow(x, y, number, cost, right: right, &open)
    }

    @inline(__always)
    private func goVertically(down: Bool, _ open: inout JumpQueue) {
      scanColumn(x, y, columns.number(line: x, y), number, cost, down: down, &open)
    }

    @inline(__always)
    private func goDiagonally(right: Bool, down: Bool, _ open: inout JumpQueue) {
      let (dx, dy) = (right ? 1 : -1, down ? 1 : -1)
      let step = (down ? rows.stride : 0 &- rows.stride) &+ dx
      let columnStep = (right ? columns.stride : 0 &- columns.stride) &+ dy
      var (x, y, cost) = (x, y, cost)
      var number = number
      var columnNumber = columns.number(line: x, y)
      var mayGoOn: Bool
      repeat {
        number &+= step
        columnNumber &+= columnStep
        x &+= dx
        y &+= dy
        cost &+= CostKey.diagonal
        if number == goalNumber { return reach(number, x, y, cost, from: 0, &open) }
        let ahead = rows.window(number, forward: right)
        let beside = rows.window(
          down ? number &+ rows.stride : number &- rows.stride, forward: right)
        mayGoOn =
          ScanLines.contains(ahead, 1, forward: right)
          && ScanLines.contains(beside, 0, forward: right)
          && ScanLines.contains(beside, 1, forward: right)
        scanRow(x, y, number, cost, right: right, &open)
        scanColumn(x, y, columnNumber, number, cost, down: down, &open)
      } while mayGoOn
    }

    @inline(__always)
    private func scanRow(
      _ x: Int, _ y: Int, _ number: Int, _ cost: UInt64, right: Bool, _ open: inout JumpQueue
    ) {
      var (distance, isJumpPoint) = rows.jump(number, forward: right)
      if y == goal.y {
        let ahead = right ? goal.x &- x : x &- goal.x
        if 0 < ahead, ahead <= distance { (distance, isJumpPoint) = (ahead, true) }
      }
      guard isJumpPoint else { return }
      let dx = right ? distance : 0 &- distance
      reach(
        number &+ dx, x &+ dx, y,
        cost &+ UInt64(truncatingIfNeeded: distance) &* CostKey.straight, from: right ? 1 : 3, &open
      )
    }

    @inline(__always)
    private func scanColumn(
      _ x: Int, _ y: Int, _ columnNumber: Int, _ number: Int, _ cost: UInt64, down: Bool,
      _ open: inout JumpQueue
    ) {
      var (distance, isJumpPoint) = columns.jump(columnNumber, forward: down)
      if x == goal.x {
        let ahead = down ? goal.y &- y : y &- goal.y
        if 0 < ahead, ahead <= distance { (distance, isJumpPoint) = (ahead, true) }
      }
      guard isJumpPoint else { return }
      let dy = down ? distance : 0 &- distance
      reach(
        number &+ dy &* rows.stride, x, y &+ dy,
        cost &+ UInt64(truncatingIfNeeded: distance) &* CostKey.straight, from: down ? 2 : 0, &open)
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

extension ScanLines {
  /// How far the next jump point or obstacle of a line is, and whether it is the former.
  @inline(__always)
  func jump(_ bit: Int, forward: Bool) -> (distance: Int, isJumpPoint: Bool) {
    var (bit, passed) = (bit, 0)
    while true {
      let clear = window(bit, forward: forward)
      let before = window(bit &- stride, forward: forward)
      let after = window(bit &+ stride, forward: forward)
      let turns =
        before & ~Self.delayed(before, forward: forward)
        | after & ~Self.delayed(after, forward: forward)
      let stops = (~clear | turns) & ~Self.first(forward: forward)
      let distance = Self.distance(stops, forward: forward)
      if distance < Self.windowLength {
        return (passed &+ distance, Self.contains(clear, distance, forward: forward))
      }
      bit = forward ? bit &+ (Self.windowLength &- 1) : bit &- (Self.windowLength &- 1)
      passed &+= Self.windowLength &- 1
    }
  }
}
