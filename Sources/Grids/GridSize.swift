/// Width and height in cells, within the limits that every map keeps to.
public struct GridSize: Hashable, Sendable {
  /// No map is wider or higher than this.
  public static let maximumSide = 1 << 20

  /// No map has more cells than this: a bit a cell is then half a gibibyte.
  public static let maximumCellCount = 1 << 32

  public let width: Int
  public let height: Int

  /// - Returns: `nil` unless both sides are 1...``maximumSide`` and their product at most
  ///   ``maximumCellCount``.
  public init?(width: Int, height: Int) {
    guard 1...Self.maximumSide ~= width, 1...Self.maximumSide ~= height,
      width * height <= Self.maximumCellCount
    else { return nil }
    self.width = width
    self.height = height
  }

  public var cellCount: Int { width * height }

  @inlinable
  public func contains(_ cell: Cell) -> Bool {
    cell.x >= 0 && cell.x < width && cell.y >= 0 && cell.y < height
  }
}

extension GridSize: CustomStringConvertible {
  public var description: String { "\(width)×\(height)" }
}
