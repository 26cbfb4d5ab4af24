import Grids

/// An automaton whose every transition is a single step, for what looks at walks one by one.
///
/// State 0 is the start; it is entered by no step.
struct StepAutomaton: Sendable {
  struct State: Sendable {
    var isAccepting = false

    /// The states that a step in a direction leads to, and those from which one leads here.
    fileprivate(set) var transitions: [(direction: Direction, targets: [Int])] = []
    fileprivate(set) var entrances: [(direction: Direction, sources: [Int])] = []
  }

  private(set) var states: [State]

  /// - Parameter targets: For each state and direction, by its raw value, the next states.
  private init(isAccepting: [Bool], targets: [[Set<Int>]]) {
    states = isAccepting.map { State(isAccepting: $0) }
    var sources = Array(repeating: Array(repeating: [Int](), count: 8), count: states.count)
    for state in states.indices {
      for direction in Direction.allCases {
        let next = targets[state][Int(direction.rawValue)].sorted()
        guard !next.isEmpty else { continue }
        states[state].transitions.append((direction, next))
        for target in next { sources[target][Int(direction.rawValue)].append(state) }
      }
    }
    for state in states.indices {
      for direction in Direction.allCases {
        let previous = sources[state][Int(direction.rawValue)]
        if !previous.isEmpty { states[state].entrances.append((direction, previous)) }
      }
    }
  }

  /// Writes counted repeats out as chains of steps.
  ///
  /// - Parameter size: Counts beyond the map's sides are cut off: no walk is so long.
  /// - Throws: ``WalkError/tooManyNodes(stateCount:_:)``
  init(_ automaton: Automaton, on size: GridSize) throws(WalkError) {
    let side = max(size.width, size.height)
    var links: [Range<Int>] = []
    var count = 1
    for state in automaton.states {
      links.append(count..<count + min(state.count.upperBound, side))
      count = links.last!.upperBound
    }
    guard count <= Self.maximumStateCount(on: size) else {
      throw .tooManyNodes(stateCount: count, size)
    }
    var isAccepting = Array(repeating: false, count: count)
    var targets = Array(repeating: Array(repeating: Set<Int>(), count: 8), count: count)
    func connect(_ source: Int, to target: Int, by directions: DirectionSet) {
      for direction in directions.directions {
        targets[source][Int(direction.rawValue)].insert(target)
      }
    }
    for (index, state) in automaton.states.enumerated() {
      if state.isInitial { connect(0, to: links[index].lowerBound, by: state.directions) }
      for (steps, link) in zip(1..., links[index]) {
        if link + 1 < links[index].upperBound {
          connect(link, to: link + 1, by: state.directions)
        }
        guard state.count.contains(steps) else { continue }
        isAccepting[link] = state.isAccepting
        for target in state.successors {
          connect(link, to: links[target].lowerBound, by: automaton.states[target].directions)
        }
      }
    }
    self.init(isAccepting: isAccepting, targets: targets)
  }

  /// The automaton of the same walks that is in one state at a time (M. Rabin and D. Scott, "Finite
  /// automata and their decision problems", 1959), so that each walk is counted once.
  ///
  /// - Throws: ``WalkError/tooManyNodes(stateCount:_:)``
  func deterministic(on size: GridSize) throws(WalkError) -> StepAutomaton {
    var sets: [Set<Int>] = [[0]]
    var numbers: [Set<Int>: Int] = [[0]: 0]
    var targets: [[Set<Int>]] = []
    while targets.count < sets.count {
      var next = Array(repeating: Set<Int>(), count: 8)
      for state in sets[targets.count] {
        for (direction, targets) in states[state].transitions {
          next[Int(direction.rawValue)].formUnion(targets)
        }
      }
      targets.append(
        next.map { set in
          guard !set.isEmpty else { return [] }
          let number = numbers[set] ?? sets.count
          if number == sets.count {
            sets.append(set)
            numbers[set] = number
          }
          return [number]
        })
      guard sets.count <= min(Self.maximumStateCount(on: size), 1 << 14) else {
        throw .tooManyNodes(stateCount: sets.count, size)
      }
    }
    return StepAutomaton(
      isAccepting: sets.map { set in set.contains { states[$0].isAccepting } }, targets: targets)
  }

  /// So many that nodes have numbers of 32 bits, and eight bytes each fit in memory.
  private static func maximumStateCount(on size: GridSize) -> Int {
    min(1 << 32, Memory.byteCount / 8) / size.cellCount
  }
}
