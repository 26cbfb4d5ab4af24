import Grids
import Routes

extension Walk {
  /// The walk as one would tell it: `Up 3 steps, Right 4 steps, Down 1 step`.
  public var prose: String {
    if legs.isEmpty { return "Stay where you are" }
    return legs.map { "\($0.direction.word) \($0.count) \($0.count == 1 ? "step" : "steps")" }
      .joined(separator: ", ")
  }
}

extension Direction {
  /// The direction as it looks on the map.
  fileprivate var word: String {
    switch self {
    case .north: "Up"
    case .northEast: "Up-right"
    case .east: "Right"
    case .southEast: "Down-right"
    case .south: "Down"
    case .southWest: "Down-left"
    case .west: "Left"
    case .northWest: "Up-left"
    }
  }
}
