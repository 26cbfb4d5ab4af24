import Grids

/// Steps from a start, as legs of one direction each. Its description is itself a route: `N3 E4 S1`.
public struct Walk: Sendable, Equatable, CustomStringConvertible {
  /// A number of steps in one direction.
  public struct Leg: Sendable, Equatable {
    public var direction: Direction
    public var count: Int
  }

  /// Neighbouring legs differ in direction.
  public private(set) var legs: [Leg] = []

  public init(steps: some Sequence<Direction> = []) {
    for step in steps {
      if legs.last?.direction == step {
        legs[legs.count - 1].count += 1
      } else {
        legs.append(Leg(direction: step, count: 1))
      }
    }
  }

  /// - Parameter legs: Neighbours differ in direction.
  init(legs: [Leg]) { self.legs = legs }

  /// The number of steps.
  public var length: Int { legs.reduce(0) { $0 + $1.count } }

  public var steps: [Direction] { legs.flatMap { repeatElement($0.direction, count: $0.count) } }

  public var description: String {
    legs.map { "\($0.direction.abbreviation)\($0.count)" }.joined(separator: " ")
  }
}
