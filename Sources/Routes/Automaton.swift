import Grids

/// The walks of a route as a position automaton (Glushkov 1961): a state for each step that the
/// route names, entered only by that step.
///
/// Since all ways into a state are the same move, the cells at which walks can be in that state are
/// one move of one board. A repeat of a single direction is one state, however high its counts.
struct Automaton: Sendable {
  struct State: Sendable, Equatable {
    /// Any of these is the step, or the repeated step, that enters the state.
    var directions: DirectionSet

    /// How many steps are taken on entering; only a single direction is ever counted.
    var count: ClosedRange<Int> = 1...1

    /// Which leg of the route the state belongs to.
    var leg: Int

    /// Whether a walk may begin with this state.
    var isInitial = false

    /// Whether a walk may end in this state.
    var isAccepting = false

    /// The states before and after this one, ascending. Itself, where its step is repeated.
    var predecessors: [Int] = []
    var successors: [Int] = []
  }

  private(set) var states: [State]

  init(states: [State]) { self.states = states }

  /// - Parameter wholeRoute: The place of the whole text, for errors.
  /// - Throws: ``RouteError`` at the repeat that would take more than
  ///   ``Route/maximumStateCount`` states.
  init(_ legs: [Leg], wholeRoute: Range<Int>) throws(RouteError) {
    var builder = AutomatonBuilder(wholeRoute: wholeRoute)
    var route = Fragment.empty
    for (index, leg) in legs.enumerated() {
      builder.leg = index
      route = try builder.join(route, builder.build(leg.expression))
    }
    states = try builder.finish(route)
    mergeInterchangeableStates()
  }

  /// The automaton of the same walks, walked backwards.
  var reversed: Automaton {
    Automaton(
      states: states.map { state in
        var state = state
        state.directions = DirectionSet(
          rawValue: state.directions.rawValue << 4 | state.directions.rawValue >> 4)
        swap(&state.isInitial, &state.isAccepting)
        swap(&state.predecessors, &state.successors)
        return state
      })
  }

  /// Makes one state of those that are entered from the same states, and left to the same:
  /// `(N|E|S|W)*` becomes `.*`.
  private mutating func mergeInterchangeableStates() {
    struct Context: Hashable {
      var predecessors, successors: [Int]
      var isInitial, isAccepting: Bool
      var leg: Int
    }
    var representatives: [Context: Int] = [:]
    var replacement = Array(states.indices)
    for (index, state) in states.enumerated() where state.count == 1...1 {
      let context = Context(
        predecessors: state.predecessors, successors: state.successors,
        isInitial: state.isInitial, isAccepting: state.isAccepting, leg: state.leg)
      if let representative = representatives[context] {
        states[representative].directions.formUnion(state.directions)
        replacement[index] = representative
      } else {
        representatives[context] = index
      }
    }
    let kept = states.indices.filter { replacement[$0] == $0 }
    guard kept.count < states.count else { return }
    var newIndex = Array(repeating: 0, count: states.count)
    for (new, old) in kept.enumerated() { newIndex[old] = new }
    let renumbered = replacement.map { newIndex[$0] }
    states = kept.map { index in
      var state = states[index]
      state.predecessors = Set(state.predecessors.map { renumbered[$0] }).sorted()
      state.successors = Set(state.successors.map { renumbered[$0] }).sorted()
      return state
    }
  }
}

/// A part of an automaton under construction: where its walks begin and end.
private struct Fragment {
  var first: [Int]
  var last: [Int]
  var isNullable: Bool

  /// Whether its ends lead to its beginnings already.
  var isLoop = false

  static let empty = Fragment(first: [], last: [], isNullable: true)
}

private struct AutomatonBuilder {
  let wholeRoute: Range<Int>
  var leg = 0
  private var states: [Automaton.State] = []
  private var successors: [Set<Int>] = []
  private var transitionCount = 0

  /// How many repeats without end enclose what is being built.
  private var loopDepth = 0

  /// As many as make a dense automaton of 1024 states.
  private static let maximumTransitionCount = 1 << 20

  init(wholeRoute: Range<Int>) { self.wholeRoute = wholeRoute }

  mutating func build(_ expression: RouteExpression) throws(RouteError) -> Fragment {
    switch expression {
    case .step(let directions):
      return addState(directions)
    case .sequence(let parts):
      var whole = Fragment.empty
      for part in parts { whole = try join(whole, build(part)) }
      return whole
    case .choice(let branches):
      var whole = Fragment(first: [], last: [], isNullable: false)
      for branch in branches {
        let fragment = try build(branch)
        whole.first += fragment.first
        whole.last += fragment.last
        whole.isNullable = whole.isNullable || fragment.isNullable
      }
      return whole
    case .repetition(let part, let repetition):
      return try build(part, repeated: repetition)
    }
  }

  private mutating func build(
    _ part: RouteExpression, repeated repetition: Repetition
  ) throws(RouteError) -> Fragment {
    if let direction = runDirection(part, repetition) { return try buildRun(direction, repetition) }
    // However often, the walk of no steps is one walk: there may be a million copies of it.
    if stateCount(part) == 0 { return .empty }
    if states.count + stateCount(.repetition(part, repetition)) > Route.maximumStateCount {
      throw tooLarge(repetition)
    }
    // Copies are built from the last to the first, so that each optional one encloses the next:
    // a(a(a)?)? has as many transitions as copies, a?a?a? has their square.
    var whole = Fragment.empty
    let optionalCount = repetition.maximum.map { $0 - repetition.minimum } ?? 0
    for _ in 0..<optionalCount {
      whole = try join(build(part), whole)
      whole.isNullable = true
    }
    if repetition.maximum == nil {
      loopDepth += 1
      whole = try loop(build(part))
      loopDepth -= 1
      whole.isNullable = whole.isNullable || repetition.minimum == 0
    }
    let requiredCount =
      repetition.maximum == nil ? max(repetition.minimum - 1, 0) : repetition.minimum
    for _ in 0..<requiredCount { whole = try join(build(part), whole) }
    return whole
  }

  /// The direction that a counting state would take, if one is to be made of a repeat. Where walks go
  /// in circles, counting is done in rounds over the map, and a few plain steps are quicker.
  private func runDirection(_ part: RouteExpression, _ repetition: Repetition) -> DirectionSet? {
    guard case .step(let directions) = part, directions.only != nil else { return nil }
    let length = repetition.maximum ?? repetition.minimum
    return loopDepth > 0 && length <= Self.maximumChainLength ? nil : directions
  }

  private static let maximumChainLength = 16

  /// Repeats of one direction: `N{3,500}` is a state that counts, `N{3,}` one that counts to three
  /// and one that loops.
  private mutating func buildRun(
    _ directions: DirectionSet, _ repetition: Repetition
  ) throws(RouteError) -> Fragment {
    let minimum = repetition.minimum
    if let maximum = repetition.maximum {
      guard maximum > 0 else { return .empty }
      var run = addState(directions, count: max(minimum, 1)...maximum)
      run.isNullable = minimum == 0
      return run
    }
    var tail = try loop(addState(directions))
    guard minimum > 1 else {
      tail.isNullable = minimum == 0
      return tail
    }
    tail.isNullable = true
    return try join(addState(directions, count: minimum...minimum), tail)
  }

  private mutating func addState(
    _ directions: DirectionSet, count: ClosedRange<Int> = 1...1
  ) -> Fragment {
    states.append(Automaton.State(directions: directions, count: count, leg: leg))
    successors.append([])
    return Fragment(first: [states.count - 1], last: [states.count - 1], isNullable: false)
  }

  mutating func join(_ head: Fragment, _ tail: Fragment) throws(RouteError) -> Fragment {
    try connect(head.last, to: tail.first)
    return Fragment(
      first: head.isNullable ? head.first + tail.first : head.first,
      last: tail.isNullable ? head.last + tail.last : tail.last,
      isNullable: head.isNullable && tail.isNullable)
  }

  private mutating func loop(_ body: Fragment) throws(RouteError) -> Fragment {
    guard !body.isLoop else { return body }
    try connect(body.last, to: body.first)
    var loop = body
    loop.isLoop = true
    return loop
  }

  private mutating func connect(_ sources: [Int], to targets: [Int]) throws(RouteError) {
    for source in sources {
      let before = successors[source].count
      successors[source].formUnion(targets)
      transitionCount += successors[source].count - before
      if transitionCount > Self.maximumTransitionCount { throw tooLarge(nil) }
    }
  }

  func finish(_ route: Fragment) throws(RouteError) -> [Automaton.State] {
    if states.count > Route.maximumStateCount { throw tooLarge(nil) }
    var states = states
    for index in route.first { states[index].isInitial = true }
    for index in route.last { states[index].isAccepting = true }
    for (index, targets) in successors.enumerated() {
      states[index].successors = targets.sorted()
      for target in states[index].successors { states[target].predecessors.append(index) }
    }
    return states
  }

  /// The states that an expression takes; saturates at 2³², and no repeat copies more than 2²⁰ times,
  /// so that products do not overflow.
  private func stateCount(_ expression: RouteExpression) -> Int {
    switch expression {
    case .step: return 1
    case .sequence(let parts), .choice(let parts):
      return parts.reduce(0) { min($0 + stateCount($1), 1 << 32) }
    case .repetition(let part, let repetition):
      let copies = repetition.maximum ?? max(repetition.minimum, 1)
      let isRun = runDirection(part, repetition) != nil
      return isRun ? min(copies, 2) : min(stateCount(part) * copies, 1 << 32)
    }
  }

  private func tooLarge(_ repetition: Repetition?) -> RouteError {
    RouteError(
      message: "the route is too large",
      range: repetition?.range ?? wholeRoute,
      label: repetition == nil ? nil : "too many copies",
      help: "a route may take \(Route.maximumStateCount) states and "
        + "\(Self.maximumTransitionCount) transitions; repeats of a single direction are cheap")
  }
}
