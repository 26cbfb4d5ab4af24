/// Texts of routes that use the whole grammar.
public struct RandomRoute {
  /// Groups inside groups.
  public var depth = 2
  /// Items in a branch.
  public var items = 3
  /// The largest number in a repeat.
  public var largestNumber = 4
  /// Whether `+`, `*` and `{n,}` occur; without them, every route has finitely many walks.
  public var isUnbounded = true
  /// The most states of the route's automaton that a test can pay for.
  public var stateLimit = 200

  public init() {}

  /// - Returns: A text that ``ReferenceRoute`` accepts.
  public func text(using generator: inout SeededGenerator) -> String {
    while true {
      let text = route(depth: depth, using: &generator)
      guard let route = try? ReferenceRoute(text) else {
        preconditionFailure("the grammar has no such route: '\(text)'")
      }
      guard route.pattern.expandedSize <= stateLimit * 2 else { continue }
      var derivatives = Derivatives(route)
      if derivatives.stateCount(limit: stateLimit) != nil { return text }
    }
  }

  private func route(depth: Int, using generator: inout SeededGenerator) -> String {
    let count = [1, 1, 1, 1, 2, 2, 3].randomElement(using: &generator)!
    var text = ""
    for index in 0..<count {
      if index > 0 { text += ["|", "|", " | ", "| "].randomElement(using: &generator)! }
      text += branch(depth: depth, using: &generator)
    }
    return text
  }

  private func branch(depth: Int, using generator: inout SeededGenerator) -> String {
    let count = generator.chance(0.08) ? 0 : Int.random(in: 1...items, using: &generator)
    var text = ""
    for _ in 0..<count {
      let next =
        atom(depth: depth, using: &generator) + repetition(using: &generator)
      let needsSeparator = text.last?.isLetter == true && next.first?.isLetter == true
      if needsSeparator || (!text.isEmpty && generator.chance(0.6)) {
        text += [" ", " ", " ", ",", ", ", "  ", " , "].randomElement(using: &generator)!
      }
      text += next
    }
    return text
  }

  private func atom(depth: Int, using generator: inout SeededGenerator) -> String {
    if depth > 0, generator.chance(0.25) {
      return "(" + route(depth: depth - 1, using: &generator) + ")"
    }
    if generator.chance(0.12) { return "." }
    let steps =
      generator.chance(0.8) ? ReferenceStep.cardinal : ReferenceStep.allCases
    let step = steps.randomElement(using: &generator)!
    if generator.chance(0.5) { return step.abbreviation }
    let spelling = step.spellings.randomElement(using: &generator)!
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: return spelling
    case 1: return spelling.uppercased()
    default: return spelling.prefix(1).uppercased() + spelling.dropFirst()
    }
  }

  private func repetition(using generator: inout SeededGenerator) -> String {
    let low = Int.random(in: 0...largestNumber, using: &generator)
    let high = Int.random(in: low...largestNumber, using: &generator)
    switch Int.random(in: 0..<20, using: &generator) {
    case 0...6: return ""
    case 7: return "?"
    case 8: return "\(low)"
    case 9: return "{\(low)}"
    case 10, 11: return "{\(low),\(high)}"
    case 12 where isUnbounded: return "{\(low),}"
    case 13...16 where isUnbounded: return "+"
    case 17...19 where isUnbounded: return "*"
    default: return generator.chance(0.5) ? "" : "?"
    }
  }
}

/// A text with one thing wrong with it, or not: a scalar removed, doubled, put in or exchanged.
public func mutated(_ text: String, using generator: inout SeededGenerator) -> String {
  var scalars = Array(text.unicodeScalars)
  let alphabet = Array("NESWneswUDLR ,.()|+*?{}0123x-".unicodeScalars)
  for _ in 0..<Int.random(in: 1...3, using: &generator) {
    let place = Int.random(in: 0...scalars.count, using: &generator)
    switch Int.random(in: 0..<5, using: &generator) {
    case 0 where place < scalars.count: scalars.remove(at: place)
    case 1 where place < scalars.count: scalars.insert(scalars[place], at: place)
    case 2 where place < scalars.count:
      scalars[place] = alphabet.randomElement(using: &generator)!
    case 3 where place > 0 && place < scalars.count: scalars.swapAt(place - 1, place)
    default: scalars.insert(alphabet.randomElement(using: &generator)!, at: place)
    }
  }
  var result = String.UnicodeScalarView()
  result.append(contentsOf: scalars)
  return String(result)
}
