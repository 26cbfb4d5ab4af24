/// What the ground of a tile shows, where no path or mark lies on it.
enum Symbol: Hashable {
  case clear
  case obstacle
  /// An obstacle in the upper half only, or in the lower.
  case upperObstacle
  case lowerObstacle
  case visited
  case position
  /// A level of the ramp, 0..<``HeatRamp/levelCount``.
  case heat(Int)
}

/// A cell that is drawn above all else; the greater wins.
enum Mark: Int, Comparable, CaseIterable {
  /// The first cell of a path.
  case pathBegin
  case goal
  case treasure
  case start

  static func < (a: Mark, b: Mark) -> Bool { a.rawValue < b.rawValue }
}
