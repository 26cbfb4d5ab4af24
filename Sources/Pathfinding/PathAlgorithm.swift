/// How a shortest path is looked for. All find paths of the same cost.
public enum PathAlgorithm: String, CaseIterable, Sendable {
  /// Wave by wave; for steps that all cost the same.
  case breadthFirst = "bfs"

  /// By growing cost; for any steps and costs.
  case dijkstra

  /// By growing cost so far and distance to go; for any steps and costs.
  case aStar = "astar"

  /// From one cell to another in which a path may turn, along straight lines; for octile steps where cells
  /// have no costs. Several goals are looked for one after the other.
  case jumpPoints = "jps"

  /// The same with ``JumpBoards``, which are made once for a map.
  case preparedJumpPoints = "jps+"

  /// The algorithm that expects the least work where nothing is prepared: breadth-first search where all
  /// steps cost the same, Dijkstra's where cells have costs, since distances then say little, and
  /// otherwise jump point search or, for more goals than eight, A*.
  public static func best(for moves: Moves, hasCosts: Bool, goalCount: Int = 1) -> PathAlgorithm {
    if hasCosts { return .dijkstra }
    if moves == .cardinal { return .breadthFirst }
    return goalCount > 8 ? .aStar : .jumpPoints
  }

  /// Whether the algorithm finds shortest paths for such steps and costs.
  public func fits(_ moves: Moves, hasCosts: Bool) -> Bool {
    switch self {
    case .breadthFirst: moves == .cardinal && !hasCosts
    case .dijkstra, .aStar: true
    case .jumpPoints, .preparedJumpPoints: moves == .octile && !hasCosts
    }
  }

  /// The names of those that fit, for a message: "dijkstra, astar, jps or jps+".
  public static func namesFitting(_ moves: Moves, hasCosts: Bool) -> String {
    let names = allCases.filter { $0.fits(moves, hasCosts: hasCosts) }.map(\.rawValue)
    return names.dropLast().joined(separator: ", ") + " or " + names.last!
  }

  /// Whether one search looks for all goals at once.
  var takesManyGoals: Bool {
    switch self {
    case .breadthFirst, .dijkstra, .aStar: true
    case .jumpPoints, .preparedJumpPoints: false
    }
  }
}
