/// A route as a tree, read by a parser of its own, straight from the grammar:
///
///     route  = branch ("|" branch)*
///     branch = item*                        items parted by spaces or commas where needed
///     item   = atom repeat?
///     atom   = direction | "." | "(" route ")"
///     repeat = "+" | "*" | "?" | number | "{" n "}" | "{" n "," "}" | "{" n "," m "}"
///
/// Where the grammar is silent: spaces and commas may stand in any number before, between and after
/// items, but nowhere inside an item (`{2, 3}` is none); tabs and line ends are no separators; only
/// ASCII letters and digits count; zero is a legal number.
public struct ReferenceRoute: Sendable {
  public indirect enum Pattern: Hashable, Sendable {
    /// One step, any of these.
    case step([ReferenceStep])
    case sequence([Pattern])
    case either([Pattern])
    /// At least `minimum` and at most `maximum` times; without end where that is `nil`.
    case repeated(Pattern, minimum: Int, maximum: Int?)
  }

  public let text: String
  public let pattern: Pattern

  public struct SyntaxError: Error, Equatable {
    public var message: String
    /// In Unicode scalars of the text.
    public var offset: Int
  }

  public init(_ text: String) throws {
    var parser = Parser(text)
    self.text = text
    pattern = try parser.parseAll()
  }
}

// MARK: - Parser

extension ReferenceRoute {
  private struct Parser {
    private let scalars: [Unicode.Scalar]
    private var offset = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    private var next: Unicode.Scalar? { offset < scalars.count ? scalars[offset] : nil }

    private func fault(_ message: String) -> SyntaxError {
      SyntaxError(message: message, offset: offset)
    }

    private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
      guard next == scalar else { return false }
      offset += 1
      return true
    }

    mutating func parseAll() throws -> Pattern {
      let pattern = try parseRoute()
      guard next == nil else { throw fault("neither an item nor an end") }
      return pattern
    }

    private mutating func parseRoute() throws -> Pattern {
      var branches = [try parseBranch()]
      while accept("|") { branches.append(try parseBranch()) }
      return branches.count == 1 ? branches[0] : .either(branches)
    }

    private mutating func parseBranch() throws -> Pattern {
      var items: [Pattern] = []
      while true {
        while accept(" ") || accept(",") {}
        guard let atom = try parseAtom() else { break }
        items.append(try parseRepeat(of: atom))
      }
      return items.count == 1 ? items[0] : .sequence(items)
    }

    private mutating func parseAtom() throws -> Pattern? {
      if accept(".") { return .step(ReferenceStep.cardinal) }
      if accept("(") {
        let inside = try parseRoute()
        guard accept(")") else { throw fault("')' expected") }
        return inside
      }
      var letters = ""
      while let scalar = next, ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) {
        letters.unicodeScalars.append(scalar)
        offset += 1
      }
      if letters.isEmpty { return nil }
      guard let step = ReferenceStep(spelling: letters) else { throw fault("no direction") }
      return .step([step])
    }

    private mutating func parseRepeat(of atom: Pattern) throws -> Pattern {
      if accept("+") { return .repeated(atom, minimum: 1, maximum: nil) }
      if accept("*") { return .repeated(atom, minimum: 0, maximum: nil) }
      if accept("?") { return .repeated(atom, minimum: 0, maximum: 1) }
      if let count = try parseNumber() { return .repeated(atom, minimum: count, maximum: count) }
      guard accept("{") else { return atom }
      guard let minimum = try parseNumber() else { throw fault("a number expected") }
      var maximum: Int? = minimum
      if accept(",") { maximum = try parseNumber() }
      guard accept("}") else { throw fault("'}' expected") }
      if let maximum, maximum < minimum { throw fault("more at least than at most") }
      return .repeated(atom, minimum: minimum, maximum: maximum)
    }

    private mutating func parseNumber() throws -> Int? {
      var number: Int?
      while let scalar = next, ("0"..."9").contains(scalar) {
        number = (number ?? 0) * 10 + Int(scalar.value - 48)
        // Far beyond any test, and far from overflow.
        guard number! < 1_000_000_000 else { throw fault("too large a number") }
        offset += 1
      }
      return number
    }
  }
}

// MARK: - Size

extension ReferenceRoute.Pattern {
  /// Steps when every repeat is written out as often as its larger number says; saturates at a
  /// million.
  public var expandedSize: Int {
    switch self {
    case .step: 1
    case .sequence(let parts), .either(let parts):
      min(parts.reduce(1) { $0 + $1.expandedSize }, 1_000_000)
    case .repeated(let part, let minimum, let maximum):
      min(part.expandedSize * min(maximum ?? minimum + 1, 1_000_000) + 1, 1_000_000)
    }
  }

  /// Steps of the longest walk that fits, or `nil` where there is none longest.
  public var maximumLength: Int? {
    switch self {
    case .step: return 1
    case .sequence(let parts):
      var sum = 0
      for part in parts {
        guard let length = part.maximumLength else { return nil }
        sum += length
      }
      return sum
    case .either(let parts):
      var longest = 0
      for part in parts {
        guard let length = part.maximumLength else { return nil }
        longest = max(longest, length)
      }
      return longest
    case .repeated(let part, _, let maximum):
      guard maximum != 0, let length = part.maximumLength else { return maximum == 0 ? 0 : nil }
      if length == 0 { return 0 }
      return maximum.map { $0 * length }
    }
  }
}

// MARK: - Matching

extension ReferenceRoute {
  /// Whether the whole sequence of steps fits, by trying every way to split it: for walks of a few
  /// steps. ``Derivatives/accepts(_:)`` is for long ones.
  public func matches(_ steps: [ReferenceStep]) -> Bool {
    Self.ends(of: pattern, in: steps, from: 0).contains(steps.count)
  }

  /// Every index up to which a part of the steps that begins at `first` fits the pattern.
  private static func ends(
    of pattern: Pattern, in steps: [ReferenceStep], from first: Int
  ) -> Set<Int> {
    switch pattern {
    case .step(let allowed):
      return first < steps.count && allowed.contains(steps[first]) ? [first + 1] : []
    case .sequence(let parts):
      return parts.reduce([first]) { ends, part in
        Set(ends.flatMap { Self.ends(of: part, in: steps, from: $0) })
      }
    case .either(let parts):
      return Set(parts.flatMap { Self.ends(of: $0, in: steps, from: first) })
    case .repeated(let part, let minimum, let maximum):
      // Turns that take no step can be left out once there are enough of them.
      let useful = minimum + steps.count - first
      var current: Set<Int> = [first]
      var ends: Set<Int> = minimum == 0 ? current : []
      for turn in 1..<(min(maximum ?? useful, useful) + 1) {
        current = Set(current.flatMap { Self.ends(of: part, in: steps, from: $0) })
        if turn >= minimum { ends.formUnion(current) }
        if current.isEmpty { break }
      }
      return ends
    }
  }
}

// MARK: - Walks

extension ReferenceRoute {
  /// The steps of a walk as it is printed, `N3 E4 S1`, or `nil` for any other text.
  public static func steps(ofWalk text: String) -> [ReferenceStep]? {
    var steps: [ReferenceStep] = []
    for leg in text.split(separator: " ", omittingEmptySubsequences: false) {
      let name = leg.prefix { !$0.isNumber }
      guard let step = ReferenceStep.allCases.first(where: { $0.abbreviation == name }),
        let count = Int(leg.dropFirst(name.count)), count > 0
      else { return nil }
      steps += Array(repeating: step, count: count)
    }
    return steps
  }
}
