/// What a walk needs to know of a map: which cells are clear, and where it starts.
public struct GridMap: Sendable, Equatable {
  /// The cells that are not obstacles.
  public var traversable: CellSet

  /// Where the hunter starts, if the map says so. Always traversable.
  public var start: Cell?

  public init(traversable: CellSet, start: Cell? = nil) {
    precondition(start.map(traversable.contains) ?? true, "the start must be traversable")
    self.traversable = traversable
    self.start = start
  }

  public var size: GridSize { traversable.size }

  public func isTraversable(_ cell: Cell) -> Bool { traversable.contains(cell) }

  /// Whether one step leads from a traversable cell to another: a diagonal one needs both cells
  /// beside it clear, so that no corner is cut.
  public func allowsStep(from cell: Cell, _ direction: Direction) -> Bool {
    guard isTraversable(cell), isTraversable(cell.moved(direction)) else { return false }
    return !direction.isDiagonal
      || isTraversable(Cell(x: cell.x + direction.dx, y: cell.y))
        && isTraversable(Cell(x: cell.x, y: cell.y + direction.dy))
  }
}
