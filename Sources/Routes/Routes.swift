// API sketch: bodies to come.
import Grids

/// A regular expression over steps that says which walks fit.
public struct Route: Sendable {
  public let text: String
  public init(_ text: String) throws(RouteError) { self.text = text }
  /// `{n,}` for each leg of the default route: "N{n,} E{n,} S{n,}" ("N+ E+ S+" for 1, "N* E* S*" for 0).
  public static func default_(minimumSteps: Int = 1) throws(RouteError) -> Route { try Route("") }
}

public struct RouteError: Error, Equatable, Sendable {
  public var message: String       // "unknown direction 'NES'"
  public var range: Range<Int>     // Unicode scalars of the text, from 0; empty at the end of the text
  public var label: String?        // behind the caret
  public var help: String?         // "write 'N E S'"
}

extension GridMap {
  /// Every cell but the start at which a walk that fits the route can end.
  public func cells(reachedBy route: Route, from start: Cell) -> CellSet { CellSet(size: size) }

  /// A shortest walk to each of those cells.
  public func shortestWalks(fitting route: Route, from start: Cell) throws(WalkError) -> ShortestWalks { fatalError() }

  /// How many walks, as sequences of cells, end at each of those cells.
  public func walkCounts(fitting route: Route, from start: Cell) throws(WalkError) -> WalkCounts { fatalError() }

  /// Why a cell is or isn't among those cells.
  public func explanation(of cell: Cell, route: Route, from start: Cell) throws(WalkError) -> Explanation { fatalError() }
}

public enum WalkError: Error, Equatable, Sendable {
  case infinitelyManyWalks(endAt: Cell)
  case tooLarge(String)
}

/// Steps from a start; its description is itself a route: "N3 E4 S1".
public struct Walk: Sendable, Equatable, CustomStringConvertible {
  public var legs: [(direction: Direction, count: Int)] { [] }
  public var length: Int { 0 }
  public var description: String { "" }
  public static func == (a: Walk, b: Walk) -> Bool { true }
}

public struct ShortestWalks: Sendable {
  public var positions: CellSet { fatalError() }
  public func walk(to cell: Cell) -> Walk? { nil }
}

public struct WalkCounts: Sendable {
  public var positions: CellSet { fatalError() }
  /// Decimal digits; "0" where no walk ends.
  public func count(at cell: Cell) -> String { "0" }
  /// Of all walks, 0...1.
  public func share(at cell: Cell) -> Double { 0 }
  public var total: String { "0" }
}

public struct Explanation: Sendable {
  public var isPosition: Bool { false }
  /// Whole sentences, a line each.
  public var lines: [String] { [] }
}
