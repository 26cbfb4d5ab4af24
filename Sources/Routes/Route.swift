import Grids

/// A regular expression over steps that says which walks fit.
///
///     route  = branch ("|" branch)*
///     branch = item*                        parted by spaces or commas where needed
///     item   = atom repeat?
///     atom   = direction | "." | "(" route ")"
///     repeat = "+" | "*" | "?" | number | "{" n "}" | "{" n "," "}" | "{" n "," m "}"
///
/// A direction is `N E S W NE SE SW NW`, its name (`north`, `up`, …) or one of `U R D L`, in any
/// case; `.` is any of N, E, S and W. The empty route is legal: its walk ends at the start, which is
/// never a position.
public struct Route: Sendable, CustomStringConvertible {
  /// The route as it was written.
  public let text: String

  /// The items of the route in their order; a route with several branches is a single leg.
  let legs: [Leg]

  /// Which walks fit, step by step.
  let automaton: Automaton

  /// - Throws: ``RouteError`` where the text is no route, or one that would need an automaton of
  ///   more than ``maximumStateCount`` states.
  /// - Complexity: O(*n* + *t*), *n* scalars of the text, *t* transitions of its automaton.
  public init(_ text: String) throws(RouteError) {
    self.text = text
    var parser = RouteParser(text)
    legs = try parser.parse()
    automaton = try Automaton(legs, wholeRoute: 0..<text.unicodeScalars.count)
  }

  /// The route of the task: some steps north, then east, then south.
  ///
  /// - Parameter minimumSteps: The least number of steps of each leg, 0 or more.
  public static func northEastSouth(minimumSteps: Int = 1) -> Route {
    let suffix =
      switch minimumSteps {
      case ...0: "*"
      case 1: "+"
      default: "{\(minimumSteps),}"
      }
    do {
      return try Route(["N", "E", "S"].map { $0 + suffix }.joined(separator: " "))
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// The most states that a route's automaton may have. `N3`, `N+` and `N{3,500}` are one or two
  /// states each; a repeated group is as many as its copies have.
  public static let maximumStateCount = 4096

  public var description: String { text }
}

/// An item of a route, with its place in the text.
struct Leg: Sendable, Equatable {
  var expression: RouteExpression
  var text: String
}

/// What is wrong with the text of a route, and where.
public struct RouteError: Error, Equatable, Sendable {
  /// The fault: `unknown direction 'NES'`.
  public var message: String

  /// The place in Unicode scalars of the text, from 0; empty at the end of the text.
  public var range: Range<Int>

  /// What to write behind a mark of the place.
  public var label: String?

  /// The remedy.
  public var help: String?
}

extension RouteError: CustomStringConvertible {
  public var description: String {
    "\(range.lowerBound + 1): \(message)" + (help.map { "; \($0)" } ?? "")
  }
}
