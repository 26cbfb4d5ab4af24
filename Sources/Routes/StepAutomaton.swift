import Grids

/// An automaton whose every transition is a single step, for what looks at walks one by one.
///
/// State 0 is the start; it is entered by no step.
struct StepAutomaton: Sendable {
  struct State: Sendable {
    var isAccepting = false

    /// The leg of the route whose step leads here: -1 at the start, and where legs are not told apart.
    var leg = -1

    /// The states that a step in a direction leads to, and those from which one leads here.
    fileprivate(set) var transitions: [(direction: Direction, targets: [Int])] = []
    fileprivate(set) var entrances: [(direction: Direction, sources: [Int])] = []
  }

  private(set) var states: [State]

  /// - Parameter targets: For each state and direction, by its raw value, the next states.
  private init(_ unconnected: [State], targets: [[Set<Int>]]) {
    states = unconnected
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
    var states = Array(repeating: State(), count: count)
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
        states[link].leg = state.leg
        guard state.count.contains(steps) else { continue }
        states[link].isAccepting = state.isAccepting
        for target in state.successors {
          connect(link, to: links[target].lowerBound, by: automaton.states[target].directions)
        }
      }
    }
    self.init(states, targets: targets)
  }

  /// The automaton of the same walks that is in one state at a time (M. Rabin and D. Scott, "Finite
  /// automata and their decision problems", 1959), so that each walk is counted once.
  ///
  /// - Throws: ``WalkError/tooManyNodes(stateCount:_:)``
  func deterministic(on size: GridSize) throws(WalkError) -> StepAutomaton {
    try determinized(on: size) { _ in -1 }
  }

  /// The automaton of the same walks that is in one state at a time once it is known to which leg each
  /// step belongs: each way to divide a walk among the legs is counted once.
  ///
  /// - Throws: ``WalkError/tooManyNodes(stateCount:_:)``
  func deterministicByLeg(on size: GridSize) throws(WalkError) -> StepAutomaton {
    try determinized(on: size) { states[$0].leg }
  }

  /// - Parameter label: What is known of a step besides its direction, by the state that it leads to.
  private func determinized(
    on size: GridSize, _ label: (Int) -> Int
  ) throws(WalkError) -> StepAutomaton {
    var sets: [Set<Int>] = [[0]]
    var numbers: [Set<Int>: Int] = [[0]: 0]
    var targets: [[Set<Int>]] = []
    while targets.count < sets.count {
      // By direction and label.
      var next = Array(repeating: [Int: Set<Int>](), count: 8)
      for state in sets[targets.count] {
        for (direction, targets) in states[state].transitions {
          for target in targets {
            next[Int(direction.rawValue)][label(target), default: []].insert(target)
          }
        }
      }
      targets.append(
        next.map { setsByLabel in
          // In the labels' order, so that states have the same numbers in every run.
          Set(
            setsByLabel.sorted { $0.key < $1.key }.map { _, set in
              if let number = numbers[set] { return number }
              numbers[set] = sets.count
              sets.append(set)
              return sets.count - 1
            })
        })
      guard sets.count <= min(Self.maximumStateCount(on: size), 1 << 14) else {
        throw .tooManyNodes(stateCount: sets.count, size)
      }
    }
    let united = sets.map { set in
      State(isAccepting: set.contains { states[$0].isAccepting }, leg: label(set.first!))
    }
    return StepAutomaton(united, targets: targets)
  }

  /// So many that nodes have numbers of 32 bits, and eight bytes each fit in memory.
  private static func maximumStateCount(on size: GridSize) -> Int {
    min(1 << 32, Memory.byteCount / 8) / size.cellCount
  }
}
