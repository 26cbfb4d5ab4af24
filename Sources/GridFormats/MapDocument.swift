import Grids

/// A map with whatever else its format carries.
public struct MapDocument: Sendable, Equatable {
  public var map: GridMap

  /// The format that the map was read from, or is meant for.
  public var format: MapFormat

  /// The goals, `E` of a maze, each traversable; `nil` where there is none.
  public var goals: CellSet?

  /// The cost of entering each cell, 1...9, row by row, 0 where blocked; `nil` where the format has no
  /// costs.
  public var costs: [UInt8]?

  /// Whether the text told kinds of terrain apart, as `T` and `W` of an octile map, of which nothing is
  /// kept but whether they can be entered.
  public var hasTerrain: Bool

  public init(
    map: GridMap, format: MapFormat, goals: CellSet? = nil, costs: [UInt8]? = nil,
    hasTerrain: Bool = false
  ) {
    precondition(costs.map { $0.count == map.size.cellCount } ?? true, "a cost for each cell")
    precondition(goals.map { $0.size == map.size } ?? true, "goals of another map")
    self.map = map
    self.format = format
    self.goals = goals
    self.costs = costs
    self.hasTerrain = hasTerrain
  }
}
