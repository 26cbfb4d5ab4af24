import Grids

/// The order in which the boards of an automaton's states are made.
///
/// The states fall into components, each a set of states that can follow one another in a circle. A
/// component that is one state of one direction is filled by a single sweep over the rows, in the
/// direction's order; all others are saturated word by word.
///
/// States whose sweeps go the same way share one: a row passes through all of them while it is in
/// the cache, and what only they need is never kept. For `N+ E+ S+` that leaves an upward sweep for
/// N+ and a downward one for both E+ and S+.
struct Schedule {
  enum Stage: Equatable {
    /// States in topological order, filled together; `step` is the next row's distance, -1 or 1.
    case sweep(states: [Int], step: Int)

    /// One component, ascending.
    case saturation(states: [Int])
  }

  private(set) var stages: [Stage] = []

  /// For each state the number of its stage.
  private(set) var stageOfState: [Int]

  init(_ automaton: Automaton) {
    stageOfState = Array(repeating: -1, count: automaton.states.count)
    var waiting = automaton.components()
    while !waiting.isEmpty {
      let stage = nextStage(of: waiting, automaton)
      let members =
        switch stage {
        case .sweep(let members, _), .saturation(let members): members
        }
      for state in members { stageOfState[state] = stages.count }
      stages.append(stage)
      waiting.removeAll { stageOfState[$0[0]] >= 0 }
    }
  }

  /// - Parameter waiting: The components without a stage, in topological order.
  private func nextStage(of waiting: [[Int]], _ automaton: Automaton) -> Stage {
    let up = sweep(waiting, automaton, step: -1)
    let down = sweep(waiting, automaton, step: 1)
    if up.isEmpty && down.isEmpty { return .saturation(states: waiting[0]) }
    return up.count > down.count
      ? .sweep(states: up, step: -1) : .sweep(states: down, step: 1)
  }

  /// The states that one sweep can fill now.
  private func sweep(_ waiting: [[Int]], _ automaton: Automaton, step: Int) -> [Int] {
    var members: [Int] = []
    var isMember = Array(repeating: false, count: automaton.states.count)
    for component in waiting where component.count == 1 {
      let index = component[0]
      guard let direction = automaton.sweepDirection(of: index),
        direction.dy == 0 || direction.dy == step,
        automaton.states[index].predecessors.allSatisfy({
          $0 == index || stageOfState[$0] >= 0 || isMember[$0]
        })
      else { continue }
      members.append(index)
      isMember[index] = true
    }
    // A horizontal state is best filled by the sweep that reads it: until then it is not stored.
    for index in members.reversed() where automaton.sweepDirection(of: index)?.dy == 0 {
      let readers = automaton.states[index].successors.filter { $0 != index }
      isMember[index] = readers.isEmpty || readers.contains { isMember[$0] }
    }
    let immediate = members.filter { isMember[$0] }
    return immediate.isEmpty ? members : immediate
  }
}

extension Schedule {
  /// For each state the last stage that reads its cells, -1 if none does.
  func lastReaders(of automaton: Automaton) -> [Int] {
    automaton.states.map { state in
      state.successors.map { stageOfState[$0] }.max() ?? -1
    }
  }

  /// How many boards there are at once, at most: one for each state that a later stage reads, and two
  /// for each that is being saturated, three if it counts.
  func peakBoardCount(of automaton: Automaton) -> Int {
    let lastReader = lastReaders(of: automaton)
    var peak = 0
    var kept = 0
    for (number, stage) in stages.enumerated() {
      switch stage {
      case .sweep(let states, _):
        kept += states.count { lastReader[$0] > number }
        peak = max(peak, kept)
      case .saturation(let states):
        let made = states.reduce(0) { $0 + (automaton.states[$1].count == 1...1 ? 2 : 3) }
        peak = max(peak, kept + made)
        kept += states.count { lastReader[$0] > number }
      }
      kept -= lastReader.indices.count {
        lastReader[$0] == number && stageOfState[$0] < number
      }
    }
    return peak
  }
}

extension Automaton {
  /// The direction of the sweep that fills a state, if one can: it has a single direction, and a
  /// step of it that repeats does not count as well.
  fileprivate func sweepDirection(of index: Int) -> Direction? {
    isLoop(index) && states[index].count != 1...1 ? nil : states[index].directions.only
  }

  /// Whether a walk may enter a state again right after it.
  func isLoop(_ index: Int) -> Bool { states[index].successors.contains(index) }
}

extension Automaton {
  /// The strongly connected components in topological order, each ascending (R. Tarjan, "Depth-first
  /// search and linear graph algorithms", 1972).
  func components() -> [[Int]] {
    var components: [[Int]] = []
    var order = Array(repeating: 0, count: states.count)
    var low = order
    var isOnStack = Array(repeating: false, count: states.count)
    var stack: [Int] = []
    var next = 1
    // The calls in progress: a state and how many of its successors have been looked at.
    var calls: [(state: Int, successor: Int)] = []
    for root in states.indices where order[root] == 0 {
      calls.append((root, 0))
      while let (state, successor) = calls.popLast() {
        if successor == 0 {
          order[state] = next
          low[state] = next
          next += 1
          stack.append(state)
          isOnStack[state] = true
        } else {
          low[state] = min(low[state], low[states[state].successors[successor - 1]])
        }
        if let index = states[state].successors[successor...].firstIndex(where: {
          order[$0] == 0 || isOnStack[$0]
        }) {
          let target = states[state].successors[index]
          calls.append((state, index + 1))
          if order[target] == 0 { calls.append((target, 0)) }
          continue
        }
        guard low[state] == order[state] else { continue }
        var component: [Int] = []
        repeat {
          component.append(stack.removeLast())
          isOnStack[component.last!] = false
        } while component.last != state
        components.append(component.sorted())
      }
    }
    return components.reversed()
  }
}
