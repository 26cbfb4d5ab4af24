/// One call of a client, and when it was under way.
///
/// It took effect at one moment between the two, if the history that it belongs to is linearizable.
public struct Call<Action: Sendable>: Sendable {
  public let action: Action
  public let invoked: ContinuousClock.Instant
  public let returned: ContinuousClock.Instant

  public init(
    _ action: Action, invoked: ContinuousClock.Instant, returned: ContinuousClock.Instant
  ) {
    self.action = action
    self.invoked = invoked
    self.returned = returned
  }
}

/// Whether calls can be put into an order in which each could have followed the one before, none of them
/// before one that had returned when it began.
///
/// Wing and Gong's search: of the calls that could come next, try each. What was tried is remembered, as Lowe
/// proposes: which calls are done, and in which state, is all that matters for the rest.
///
/// - Parameter step: what an action makes of a state, or `nil` where it cannot have been answered so.
/// - Complexity: exponential in the number of calls under way at one time, at worst; not in that of all.
/// - SeeAlso: Wing and Gong, "Testing and verifying concurrent objects", 1993; Lowe, "Testing for
///   linearizability", 2017.
public func isLinearizable<Action, State: Hashable>(
  _ history: [Call<Action>], from start: State, step: (State, Action) -> State?
) -> Bool {
  let calls = history.sorted { $0.invoked < $1.invoked }
  var remembered: Set<Configuration<State>> = []
  // A stack of its own: as deep as the history is long.
  var path: [(choice: Int, before: Configuration<State>)] = []
  var current = Configuration(done: [], first: 0, state: start)
  var candidate = 0

  while true {
    if current.first == calls.count { return true }
    if let (next, state) = current.next(from: candidate, of: calls, step: step) {
      let following = current.with(next, state: state)
      guard remembered.insert(following).inserted else {
        candidate = next + 1
        continue
      }
      path.append((next, current))
      current = following
      candidate = current.first
    } else {
      guard let last = path.popLast() else { return false }
      current = last.before
      candidate = last.choice + 1
    }
  }
}

/// How far a search has come: all calls before `first` are done, and some after.
private struct Configuration<State: Hashable>: Hashable {
  /// Sorted.
  let done: [Int]
  let first: Int
  let state: State

  /// The first call, from one on, that could come next.
  func next<Action>(
    from candidate: Int, of calls: [Call<Action>], step: (State, Action) -> State?
  ) -> (Int, State)? {
    // Whatever is not done has to come before a call that began after its return.
    var deadline: ContinuousClock.Instant?
    for index in first..<calls.count {
      if let deadline, calls[index].invoked > deadline { return nil }
      if done.contains(index) { continue }
      if index >= candidate, let state = step(state, calls[index].action) { return (index, state) }
      deadline = min(deadline ?? calls[index].returned, calls[index].returned)
    }
    return nil
  }

  func with(_ index: Int, state: State) -> Self {
    var done = done
    done.insert(index, at: done.firstIndex { $0 > index } ?? done.endIndex)
    var first = first
    while done.first == first {
      done.removeFirst()
      first += 1
    }
    return Self(done: done, first: first, state: state)
  }
}
