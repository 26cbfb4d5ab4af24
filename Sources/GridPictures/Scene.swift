import Grids

/// What there is to see on a map.
///
/// Where several meanings meet on a cell, the first of these is drawn: start, treasure, goal, path,
/// heat, position, obstacle, visited, clear.
public struct Scene: Sendable {
  public var map: GridMap

  /// Where the treasure may be. Of the size of the map.
  public var positions: CellSet?

  /// Where a search has been. Of the size of the map.
  public var visited: CellSet?

  /// Paths, each cell by cell: a line from cell to cell with an arrow on the last one.
  ///
  /// No line is drawn to a cell that is no neighbour of the one before it, and none off the map.
  public var paths: [[Cell]] = []

  /// Not drawn if it is off the map, like ``goals``.
  public var treasure: Cell?

  /// Drawn above paths, unlike ``positions``: the stops of a path with many of them are goals.
  public var goals: [Cell] = []

  /// A value 0...1 for cells, as a heat map with a legend.
  ///
  /// It is drawn on the ``positions``, or on every clear cell where there are none; not where it is
  /// NaN. Where a character stands for many cells, it shows the highest value of at most 64 of them,
  /// evenly spread.
  public var heat: (@Sendable (Cell) -> Double)?

  /// What the heat's values stand for.
  public var heatLegend = HeatLegend()

  public init(map: GridMap) { self.map = map }
}

/// The words beside the ramp under a heat map: `1 [0123456789] 42 walks`.
public struct HeatLegend: Sendable {
  /// What a heat of 0 stands for.
  public var low: String

  /// What a heat of 1 stands for.
  public var high: String

  /// What is counted; may be empty.
  public var unit: String

  /// - Parameters: texts of single-width characters; ASCII, where the canvas is.
  public init(low: String = "0", high: String = "1", unit: String = "") {
    self.low = low
    self.high = high
    self.unit = unit
  }
}
