/// A place on a grid: `x` grows to the right, `y` grows down, and (0,0) is the top left.
///
/// Every other way to write a position (row and column, y up, counting from one) is a matter of
/// input and output alone.
public struct Cell: Hashable, Sendable {
  public var x: Int
  public var y: Int

  @inlinable
  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }

  /// The cell one step away, which may lie off the map.
  @inlinable
  public func moved(_ direction: Direction, by steps: Int = 1) -> Cell {
    Cell(x: x + direction.dx * steps, y: y + direction.dy * steps)
  }
}

/// Row by row, left to right: the order in which cells are listed.
extension Cell: Comparable {
  @inlinable
  public static func < (a: Cell, b: Cell) -> Bool {
    a.y != b.y ? a.y < b.y : a.x < b.x
  }
}

extension Cell: CustomStringConvertible {
  public var description: String { "(\(x),\(y))" }
}
