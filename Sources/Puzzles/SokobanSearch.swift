/// The search for a solution of one level: A* with the bound of ``SokobanMatching``.
///
/// A state is where the boxes are and the first cell that the player can reach: all places of the player between
/// which no push is needed are one. A push that leaves a box where it cannot reach a goal, or locked with one that is
/// on none, is not made.
struct SokobanSearch: ~Copyable {
  private let board: SokobanBoard
  private let neighbors: [Int16]
  private let wordCount: Int
  private let boxKeys: [UInt64]
  private let playerKeys: [UInt64]
  private let isDead: [Bool]
  private let isGoal: [Bool]

  private var table: StateTable
  private var queue = StateQueue()
  private var watch: SearchWatch
  private var matching: SokobanMatching

  /// The state that is looked at: where its boxes are, in order, and whether there is one on a cell.
  private var boxes: [Int]
  private var isBox: [Bool]
  private var region: SokobanRegion

  /// One that a push leads to.
  private var nextRegion: SokobanRegion
  private var lock: SokobanLock
  private var words: [UInt64]

  /// States that the search has met.
  var stateCount: Int { table.count }

  init(_ board: SokobanBoard, _ matching: SokobanMatching, _ watch: SearchWatch) {
    self.board = board
    neighbors = board.neighbors
    let cellCount = board.cells.count
    wordCount = (cellCount + 63) / 64
    boxKeys = (0..<cellCount).map { mixed(UInt64($0)) }
    playerKeys = (0..<cellCount).map { mixed(UInt64($0 + cellCount)) }
    self.matching = matching
    self.watch = watch
    isDead = (0..<cellCount).map(matching.isDead)
    var isGoal = Array(repeating: false, count: cellCount)
    for goal in board.goalNumbers { isGoal[goal] = true }
    self.isGoal = isGoal
    table = StateTable(wordsPerState: wordCount + 1, byteLimit: watch.byteLimit)
    boxes = board.boxNumbers
    isBox = Array(repeating: false, count: cellCount)
    for box in boxes { isBox[box] = true }
    region = SokobanRegion(neighbors: neighbors)
    nextRegion = region
    lock = SokobanLock(neighbors: neighbors, isGoal: isGoal, isDead: isDead)
    words = Array(repeating: 0, count: wordCount + 1)
  }

  /// - Returns: Where the boxes are, from the first state of a shortest solution to the last, a push from each to the
  ///   next; `nil` where there is none.
  mutating func run() throws(LimitReached) -> [[Int]]? {
    try meetFirst()
    while let number = queue.popFirst() {
      if table[number].isExpanded { continue }
      table[number].isExpanded = true
      load(number)
      if boxes.allSatisfy({ isGoal[$0] }) { return way(to: number) }
      try expand(number)
    }
    return nil
  }

  private mutating func meetFirst() throws(LimitReached) {
    region.fill(from: board.playerNumber, isBox)
    var hash = playerKeys[region.first]
    for box in boxes {
      words[box >> 6] |= 1 << UInt64(box & 63)
      hash ^= boxKeys[box]
    }
    words[wordCount] = UInt64(region.first)
    let first = try table.insert(words, hash: hash)
    let bound = try matching.match(boxes, &watch, stateCount: 1, byteCount: table.byteCount)
    guard bound < SokobanMatching.never else { return }
    table[first].cost = 0
    table[first].bound = UInt32(bound)
    queue.insert(first, cost: bound)
  }

  /// Makes a state the one that is looked at.
  private mutating func load(_ number: Int) {
    for box in boxes { isBox[box] = false }
    boxes.removeAll(keepingCapacity: true)
    let own = table.state(number)
    for index in 0..<wordCount {
      var word = own[index]
      while word != 0 {
        boxes.append(index << 6 + word.trailingZeroBitCount)
        word &= word &- 1
      }
    }
    for box in boxes { isBox[box] = true }
    region.fill(from: Int(own[wordCount]), isBox)
  }

  /// Makes every push that does not lock.
  private mutating func expand(_ number: Int) throws(LimitReached) {
    let cost = table[number].cost + 1
    let hash = boxes.reduce(0) { $0 ^ boxKeys[$1] }
    // The first push to a state that is new needs it.
    var isMatched = false
    for (index, box) in boxes.enumerated() {
      for move in 0..<4 {
        let target = Int(neighbors[box * 4 + move])
        let behind = Int(neighbors[box * 4 + (move + 2) & 3])
        guard target >= 0, behind >= 0, !isBox[target], !isDead[target], region.contains(behind)
        else { continue }
        isBox[box] = false
        isBox[target] = true
        let isLocked = lock.isLocked(target, isBox)
        if !isLocked { nextRegion.fill(from: box, isBox) }
        isBox[target] = false
        isBox[box] = true
        if isLocked { continue }

        let child = try meet(number, box, target, hash)
        try watch.spend(
          2 * isBox.count + boxes.count * boxes.count, stateCount: table.count,
          byteCount: table.byteCount + queue.byteCount)
        var note = table[child]
        guard cost < note.cost else { continue }
        if note.cost == StateTable.none {
          if !isMatched {
            _ = try matching.match(
              boxes, &watch, stateCount: table.count, byteCount: table.byteCount)
            isMatched = true
          }
          let bound = matching.pushes(ifMoved: index, to: target)
          if bound < SokobanMatching.never { note.bound = UInt32(bound) }
        }
        note.cost = cost
        note.parent = UInt32(number)
        table[child] = note
        if note.bound != StateTable.none { queue.insert(child, cost: Int(cost + note.bound)) }
      }
    }
  }

  /// Finds or inserts the state in which a box of another one was pushed, the player's region being the next one.
  private mutating func meet(
    _ number: Int, _ box: Int, _ target: Int, _ hash: UInt64
  ) throws(LimitReached) -> Int {
    let own = table.state(number)
    for word in 0..<wordCount { words[word] = own[word] }
    words[box >> 6] &= ~(1 << UInt64(box & 63))
    words[target >> 6] |= 1 << UInt64(target & 63)
    words[wordCount] = UInt64(nextRegion.first)
    return try table.insert(
      words, hash: hash ^ boxKeys[box] ^ boxKeys[target] ^ playerKeys[nextRegion.first])
  }

  private mutating func way(to number: Int) -> [[Int]] {
    var states: [[Int]] = []
    for number in table.way(to: number) {
      load(number)
      states.append(boxes)
    }
    return states
  }
}

/// The cells that the player reaches without a push.
struct SokobanRegion {
  private let neighbors: [Int16]
  private var marks: [UInt32]
  private var mark: UInt32 = 0
  private var pending: [Int16] = []

  /// The least of them.
  private(set) var first = 0

  init(neighbors: [Int16]) {
    self.neighbors = neighbors
    marks = Array(repeating: 0, count: neighbors.count / 4)
  }

  @inline(__always)
  func contains(_ cell: Int) -> Bool { marks[cell] == mark }

  mutating func fill(from player: Int, _ isBox: [Bool]) {
    mark &+= 1
    if mark == 0 {
      for cell in marks.indices { marks[cell] = 0 }
      mark = 1
    }
    first = player
    marks[player] = mark
    pending.append(Int16(player))
    while let cell = pending.popLast() {
      for index in Int(cell) * 4..<Int(cell) * 4 + 4 {
        let next = Int(neighbors[index])
        guard next >= 0, marks[next] != mark, !isBox[next] else { continue }
        marks[next] = mark
        if next < first { first = next }
        pending.append(Int16(next))
      }
    }
  }
}
