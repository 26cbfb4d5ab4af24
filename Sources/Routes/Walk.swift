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

  /// The number of steps.
  public var length: Int { legs.reduce(0) { $0 + $1.count } }

  public var steps: [Direction] { legs.flatMap { repeatElement($0.direction, count: $0.count) } }

  public var description: String {
    legs.map { "\($0.direction.abbreviation)\($0.count)" }.joined(separator: " ")
  }
}

/// Why walks cannot be told or counted one by one, though the positions can.
public enum WalkError: Error, Equatable, Sendable {
  /// Walks of any length end at this position, the first of those of which that is true.
  case infinitelyManyWalks(endAt: Cell)

  /// The route on this map would need more memory than ``maximumNodeCount`` nodes take.
  case tooLarge(stateCount: Int, GridSize)

  /// The most pairs of a cell and a state that walks are told or counted over.
  public static let maximumNodeCount = 1 << 30
}

extension WalkError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .infinitelyManyWalks(let cell):
      "infinitely many walks end at \(cell); give the route repeats that end"
    case .tooLarge(let stateCount, let size):
      "\(size.width)x\(size.height) cells in \(stateCount) states are too many to tell walks apart; "
        + "a smaller map or a route with lower counts is needed"
    }
  }
}
