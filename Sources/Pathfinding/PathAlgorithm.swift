/// How a shortest path is looked for. All find paths of the same cost.
public enum PathAlgorithm: String, CaseIterable, Sendable {
  /// Wave by wave; for steps that all cost the same.
  case breadthFirst = "bfs"

  /// By growing cost; for any steps and costs.
  case dijkstra

  /// By growing cost so far and distance to go; for any steps and costs.
  case aStar = "astar"

  /// The algorithm that expects the least work: breadth-first search where all steps cost the same,
  /// Dijkstra's where cells have costs, since distances then say little, and otherwise A*.
  public static func best(for moves: Moves, hasCosts: Bool) -> PathAlgorithm {
    if hasCosts { return .dijkstra }
    return moves == .cardinal ? .breadthFirst : .aStar
  }

  /// Whether the algorithm finds shortest paths for such steps and costs.
  public func fits(_ moves: Moves, hasCosts: Bool) -> Bool {
    self != .breadthFirst || moves == .cardinal && !hasCosts
  }
}
