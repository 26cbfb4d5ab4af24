/// A route as a deterministic automaton whose states are what remains of the route.
///
/// The derivative of a pattern by a step is the pattern of all that may follow that step. Equal
/// remainders share a number, and alternatives are kept as sorted sets, which makes them finitely
/// many. As no two states lie behind the same steps, paths through the automaton are step sequences,
/// one to one, however ambiguous the route.
///
/// - SeeAlso: J. A. Brzozowski, “Derivatives of Regular Expressions”, JACM 11 (1964)
public struct Derivatives {
  private enum Node: Hashable {
    case nothing
    case empty
    case step([ReferenceStep])
    case sequence(Int, Int)
    case either([Int])
    case repeated(Int, minimum: Int, maximum: Int?)
  }

  private var nodes: [Node] = []
  private var acceptsEmpty: [Bool] = []
  private var numbers: [Node: Int] = [:]
  private var known: [Int: Int] = [:]

  /// The state that nothing leads out of and no walk ends in.
  public private(set) var nothing = 0
  private var empty = 0

  /// The state before the first step.
  public private(set) var initial = 0

  public init(_ route: ReferenceRoute) {
    nothing = intern(.nothing)
    empty = intern(.empty)
    initial = state(of: route.pattern)
  }

  /// Whether a walk may end in the state.
  public func isFinal(_ state: Int) -> Bool { acceptsEmpty[state] }

  /// The state after one more step.
  public mutating func next(_ state: Int, _ step: ReferenceStep) -> Int {
    let key = state * 8 + step.rawValue
    if let result = known[key] { return result }
    let result: Int
    switch nodes[state] {
    case .nothing, .empty:
      result = nothing
    case .step(let allowed):
      result = allowed.contains(step) ? empty : nothing
    case .sequence(let a, let b):
      let inside = sequence(next(a, step), b)
      result = acceptsEmpty[a] ? either([inside, next(b, step)]) : inside
    case .either(let parts):
      var remainders: [Int] = []
      for part in parts { remainders.append(next(part, step)) }
      result = either(remainders)
    case .repeated(let part, let minimum, let maximum):
      // Also right for a part that the empty walk fits: then whatever fits n turns fits n + 1.
      let rest = repeated(part, minimum: max(minimum - 1, 0), maximum: maximum.map { $0 - 1 })
      result = sequence(next(part, step), rest)
    }
    known[key] = result
    return result
  }

  /// Whether the whole sequence of steps fits the route.
  public mutating func accepts(_ steps: [ReferenceStep]) -> Bool {
    var state = initial
    for step in steps { state = next(state, step) }
    return isFinal(state)
  }

  /// The number of states, or `nil` if there are more than `limit`.
  public mutating func stateCount(limit: Int) -> Int? {
    var seen: Set = [initial]
    var queue = [initial]
    while let state = queue.popLast() {
      for step in ReferenceStep.allCases {
        let after = next(state, step)
        if seen.insert(after).inserted { queue.append(after) }
      }
      if seen.count > limit { return nil }
    }
    return seen.count
  }

  // MARK: Simplified constructors

  private mutating func intern(_ node: Node) -> Int {
    if let number = numbers[node] { return number }
    let accepts =
      switch node {
      case .nothing, .step: false
      case .empty: true
      case .sequence(let a, let b): acceptsEmpty[a] && acceptsEmpty[b]
      case .either(let parts): parts.contains { acceptsEmpty[$0] }
      case .repeated(let part, let minimum, _): minimum == 0 || acceptsEmpty[part]
      }
    nodes.append(node)
    acceptsEmpty.append(accepts)
    numbers[node] = nodes.count - 1
    return nodes.count - 1
  }

  private mutating func state(of pattern: ReferenceRoute.Pattern) -> Int {
    switch pattern {
    case .step(let allowed):
      return intern(.step(allowed))
    case .sequence(let parts):
      var result = empty
      for part in parts.reversed() { result = sequence(state(of: part), result) }
      return result
    case .either(let parts):
      var states: [Int] = []
      for part in parts { states.append(state(of: part)) }
      return either(states)
    case .repeated(let part, let minimum, let maximum):
      return repeated(state(of: part), minimum: minimum, maximum: maximum)
    }
  }

  private mutating func sequence(_ a: Int, _ b: Int) -> Int {
    if a == nothing || b == nothing { return nothing }
    if a == empty { return b }
    if b == empty { return a }
    if case .sequence(let first, let second) = nodes[a] {
      return sequence(first, sequence(second, b))
    }
    return intern(.sequence(a, b))
  }

  private mutating func either(_ parts: [Int]) -> Int {
    var flat: Set<Int> = []
    for part in parts {
      if case .either(let inner) = nodes[part] { flat.formUnion(inner) } else { flat.insert(part) }
    }
    flat.remove(nothing)
    if flat.isEmpty { return nothing }
    return flat.count == 1 ? flat.first! : intern(.either(flat.sorted()))
  }

  private mutating func repeated(_ part: Int, minimum: Int, maximum: Int?) -> Int {
    if maximum == 0 || part == empty { return empty }
    if part == nothing { return minimum == 0 ? empty : nothing }
    if minimum == 1 && maximum == 1 { return part }
    return intern(.repeated(part, minimum: acceptsEmpty[part] ? 0 : minimum, maximum: maximum))
  }
}
