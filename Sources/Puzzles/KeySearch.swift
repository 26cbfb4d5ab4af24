/// The search for the fewest steps to all keys: A* over places of the robots and sets of keys.
struct KeySearch: ~Copyable {
  private let allKeys: KeySet
  private let startCount: Int
  private let ways: KeyWays
  private let bound: KeyBound

  private var table: StateTable
  private var queue = StateQueue()
  private var watch: SearchWatch

  /// States that the search has met.
  var stateCount: Int { table.count }

  init(_ puzzle: KeyPuzzle, _ order: KeyOrder, _ ways: KeyWays, _ watch: SearchWatch) {
    allKeys = puzzle.allKeys
    startCount = puzzle.starts.count
    self.ways = ways
    bound = KeyBound(ways, order)
    table = StateTable(wordsPerState: 1, byteLimit: watch.byteLimit)
    self.watch = watch
  }

  /// - Returns: The states of a shortest solution, from the first on; each collects one key more.
  mutating func run() throws(LimitReached) -> [KeyState] {
    try meet(.first, cost: 0, parent: StateTable.none)
    while let number = queue.popFirst() {
      let note = table[number]
      if note.isExpanded { continue }
      table[number].isExpanded = true
      try watch.spend(
        100 * startCount, stateCount: table.count, byteCount: table.byteCount + queue.byteCount)
      let state = state(number)
      if state.keys == allKeys.rawValue { return way(to: number) }
      // Of states that promise the same, the last that was met comes first.
      for robot in (0..<startCount).reversed() {
        var tried = state.keys
        // The first way to a key is the shortest that the keys allow.
        for way in ways.ways[state.place(robot)]
        where tried >> UInt32(way.key) & 1 == 0 && way.needed & ~state.keys == 0 {
          tried |= 1 << UInt32(way.key)
          try meet(
            state.moving(robot, to: way.key), cost: note.cost + UInt32(way.length),
            parent: UInt32(number))
        }
      }
    }
    preconditionFailure("keys that can be collected were not")
  }

  @inline(__always)
  private mutating func meet(
    _ state: KeyState, cost: UInt32, parent: UInt32
  ) throws(LimitReached) {
    var word = state.word
    let number = try table.insert(&word, hash: mixed(word))
    var note = table[number]
    if note.cost == StateTable.none {
      note.bound = bound.steps(state).map(UInt32.init) ?? StateTable.none
    }
    guard cost < note.cost else { return }
    note.cost = cost
    note.parent = parent
    table[number] = note
    if note.bound != StateTable.none { queue.insert(number, cost: Int(cost + note.bound)) }
  }

  private func state(_ number: Int) -> KeyState { KeyState(word: table.state(number)[0]) }

  private func way(to number: Int) -> [KeyState] {
    var states: [KeyState] = []
    for number in table.way(to: number) { states.append(state(number)) }
    return states
  }
}
