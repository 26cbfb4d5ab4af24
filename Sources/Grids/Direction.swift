/// One of the eight neighbours, clockwise from north. North is up, where `y` is smaller.
public enum Direction: UInt8, CaseIterable, Sendable {
  case north, northEast, east, southEast, south, southWest, west, northWest

  /// Cells to the right per step: -1, 0 or 1.
  @inlinable
  public var dx: Int {
    switch self {
    case .north, .south: 0
    case .northEast, .east, .southEast: 1
    case .northWest, .west, .southWest: -1
    }
  }

  /// Cells down per step: -1, 0 or 1.
  @inlinable
  public var dy: Int {
    switch self {
    case .east, .west: 0
    case .southEast, .south, .southWest: 1
    case .northEast, .north, .northWest: -1
    }
  }

  @inlinable
  public var isDiagonal: Bool { rawValue & 1 == 1 }

  @inlinable
  public var reversed: Direction { Direction(rawValue: (rawValue + 4) & 7)! }

  /// `N`, `NE` and so on, as routes and walks are written.
  public var abbreviation: String {
    switch self {
    case .north: "N"
    case .northEast: "NE"
    case .east: "E"
    case .southEast: "SE"
    case .south: "S"
    case .southWest: "SW"
    case .west: "W"
    case .northWest: "NW"
    }
  }
}

/// A set of directions, one bit each.
public struct DirectionSet: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  @inlinable
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  @inlinable
  public init(_ direction: Direction) { rawValue = 1 << direction.rawValue }

  /// North, east, south and west.
  public static let cardinal = DirectionSet(rawValue: 0b0101_0101)

  /// The only member, or `nil` where there is none or more than one.
  public var only: Direction? {
    rawValue.nonzeroBitCount == 1
      ? Direction(rawValue: UInt8(rawValue.trailingZeroBitCount)) : nil
  }

  @inlinable
  public func contains(_ direction: Direction) -> Bool {
    rawValue >> direction.rawValue & 1 == 1
  }

  /// The members, clockwise from north.
  public var directions: [Direction] { Direction.allCases.filter(contains) }
}
