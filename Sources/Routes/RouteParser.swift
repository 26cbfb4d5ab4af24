import Grids

/// Reads the text of a route by recursive descent, one Unicode scalar ahead.
struct RouteParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0

  /// Groups within groups: far more than anybody writes, far less than a stack holds.
  private static let maximumDepth = 200

  /// A count beyond every map is as good as this one.
  private static let maximumCount = GridSize.maximumSide

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  mutating func parse() throws(RouteError) -> [Leg] {
    var branches = [try parseBranch()]
    while consume("|") { branches.append(try parseBranch()) }
    if position < scalars.count {
      throw RouteError(
        message: "')' without a '(' before it", range: position..<position + 1,
        label: "closes nothing", help: "take it out, or open the group with '('")
    }
    if branches.count == 1 {
      return branches[0].map { Leg(expression: $0.expression, text: text($0.range)) }
    }
    let choice = RouteExpression.choice(branches.map(sequence))
    return [Leg(expression: choice, text: text(0..<scalars.count))]
  }

  // MARK: Grammar

  private typealias Item = (expression: RouteExpression, range: Range<Int>)

  private func sequence(_ items: [Item]) -> RouteExpression {
    items.count == 1 ? items[0].expression : .sequence(items.map(\.expression))
  }

  private mutating func parseGroup(openedAt opening: Int) throws(RouteError) -> RouteExpression {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth {
      throw RouteError(
        message: "groups are nested more than \(Self.maximumDepth) deep",
        range: opening..<opening + 1, label: "this one is too deep")
    }
    var branches = [sequence(try parseBranch())]
    while consume("|") { branches.append(sequence(try parseBranch())) }
    guard consume(")") else {
      throw RouteError(
        message: "'(' without a ')' after it", range: opening..<opening + 1,
        label: "never closed", help: "close the group with ')'")
    }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func parseBranch() throws(RouteError) -> [Item] {
    var items: [Item] = []
    while true {
      let mayRepeat = !skipSeparators()
      guard let next = peek, next != "|", next != ")" else { return items }
      if isRepeat(next) { throw try misplacedRepeat(after: items.last, touching: mayRepeat) }
      items.append(try parseItem())
    }
  }

  private mutating func parseItem() throws(RouteError) -> Item {
    let start = position
    let atom = try parseAtom()
    guard let (minimum, maximum) = try parseRepeat() else { return (atom, start..<position) }
    let range = start..<position
    return (
      .repetition(atom, Repetition(minimum: minimum, maximum: maximum, range: range)), range
    )
  }

  private mutating func parseAtom() throws(RouteError) -> RouteExpression {
    let start = position
    if consume(".") { return .step(.cardinal) }
    if consume("(") { return try parseGroup(openedAt: start) }
    if let next = peek, next.properties.isAlphabetic { return try parseDirection() }
    throw RouteError(
      message: "unexpected \(quoted(scalars[start]))", range: start..<start + 1,
      label: "no part of a route",
      help: "a route is made of directions, '.', groups '( | )' and the repeats + * ? 3 {2,5}")
  }

  private mutating func parseDirection() throws(RouteError) -> RouteExpression {
    let start = position
    while let next = peek, next.properties.isAlphabetic { position += 1 }
    let word = text(start..<position)
    if let direction = Self.directions[word.lowercased()] { return .step(DirectionSet(direction)) }
    throw RouteError(
      message: "unknown direction '\(word)'", range: start..<position,
      label: "a run of letters is one direction",
      help: Self.split(word).map { "write '\($0)'" }
        ?? "directions are N E S W NE SE SW NW, north … west, up right down left, U R D L")
  }

  /// `nil` where nothing is repeated.
  private mutating func parseRepeat() throws(RouteError) -> (minimum: Int, maximum: Int?)? {
    let start = position
    if consume("+") { return (1, nil) }
    if consume("*") { return (0, nil) }
    if consume("?") { return (0, 1) }
    if let count = parseNumber() { return (count, count) }
    guard consume("{") else { return nil }
    guard let minimum = parseNumber() else { throw malformedBraces(from: start) }
    var maximum: Int? = minimum
    if consume(",") { maximum = parseNumber() }
    guard consume("}") else { throw malformedBraces(from: start) }
    if let maximum, maximum < minimum {
      throw RouteError(
        message: "the repeat ends below its beginning", range: start..<position,
        label: "\(maximum) is less than \(minimum)", help: "write '{\(maximum),\(minimum)}'")
    }
    return (minimum, maximum)
  }

  /// A decimal number, at most ``maximumCount``: no walk is longer in one direction.
  private mutating func parseNumber() -> Int? {
    var number: Int?
    while let next = peek, "0"..."9" ~= next {
      number = min((number ?? 0) * 10 + Int(next.value - 48), Self.maximumCount)
      position += 1
    }
    return number
  }

  // MARK: Faults

  private func misplacedRepeat(
    after item: Item?, touching: Bool
  ) throws(RouteError) -> RouteError {
    var ahead = self
    _ = try ahead.parseRepeat()
    let range = position..<ahead.position
    let sign = text(range)
    guard let item else {
      return RouteError(
        message: "'\(sign)' has nothing to repeat", range: range,
        label: "a direction, '.' or a group must stand before it")
    }
    if touching {
      return RouteError(
        message: "a repeat cannot be repeated", range: range, label: "a second repeat",
        help: "put what it repeats into a group: '(\(text(item.range)))\(sign)'")
    }
    var atom = text(item.range)
    if case .repetition = item.expression { atom = "(\(atom))" }
    return RouteError(
      message: "'\(sign)' stands apart from what it repeats", range: range,
      label: "a repeat touches its atom", help: "write '\(atom)\(sign)'")
  }

  private func malformedBraces(from start: Int) -> RouteError {
    RouteError(
      message: "malformed repeat", range: start..<min(position + 1, scalars.count),
      label: "expected {n}, {n,} or {n,m}", help: "nothing else, and no space, stands inside braces"
    )
  }

  private func quoted(_ scalar: Unicode.Scalar) -> String {
    let isVisible = scalar.properties.generalCategory != .control
    let code = String(scalar.value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
    return isVisible ? "'\(scalar)'" : "U+\(padded)"
  }

  // MARK: Scalars

  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func consume(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  /// - Returns: Whether there were any.
  private mutating func skipSeparators() -> Bool {
    let start = position
    while let next = peek, next.properties.isWhitespace || next == "," { position += 1 }
    return position > start
  }

  private func isRepeat(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "+" || scalar == "*" || scalar == "?" || scalar == "{" || isDigit(scalar)
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { "0"..."9" ~= scalar }

  private func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return String(text)
  }

  // MARK: Directions

  private static let directions: [String: Direction] = {
    var directions: [String: Direction] = [
      "north": .north, "east": .east, "south": .south, "west": .west,
      "up": .north, "right": .east, "down": .south, "left": .west,
      "u": .north, "r": .east, "d": .south, "l": .west,
    ]
    for direction in Direction.allCases {
      directions[direction.abbreviation.lowercased()] = direction
    }
    return directions
  }()

  /// The word as single letters, where each is a direction: `N E S` for `NES`.
  private static func split(_ word: String) -> String? {
    guard word.count > 1, word.allSatisfy({ directions[$0.lowercased()] != nil }) else {
      return nil
    }
    return word.map { String($0) }.joined(separator: " ")
  }
}
