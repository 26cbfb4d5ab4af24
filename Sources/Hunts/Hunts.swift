// API sketch: bodies to come.
import Grids
import Routes

/// A treasure hidden on one of the positions of a route, each with the same chance, by seed.
public struct Hunt: Sendable {
  public var treasure: Cell
  /// A shortest walk that fits the route and ends at the treasure.
  public var walk: Walk
  /// `nil` where there is no position.
  public init?(on map: GridMap, start: Cell, route: Route, seed: UInt64) throws(WalkError) { return nil }
}

extension Walk {
  /// "Up 3 steps, Right 4 steps, Down 1 step".
  public var prose: String { "" }
}
