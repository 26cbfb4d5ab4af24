import Grids

/// Why no search was made.
public enum PathError: Error, Equatable, Sendable {
  /// Breadth-first search takes all steps for equal, and searches by jump points take them for octile ones
  /// without further costs.
  case algorithmDoesNotFit(PathAlgorithm, Moves, hasCosts: Bool)

  /// The map has more than ``PathFinder/maximumCellCount`` cells, its border counted.
  case mapTooLarge(GridSize)
}

extension PathError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .algorithmDoesNotFit(let algorithm, let moves, let hasCosts):
      "\(algorithm.rawValue) needs "
        + (algorithm == .breadthFirst
          ? "steps that all cost the same" : "octile steps and cells without costs")
        + ", and "
        + (hasCosts
          ? "this map's cells have costs"
          : moves == .octile ? "octile steps do not" : "these are cardinal")
        + "; use "
        + PathAlgorithm.namesFitting(moves, hasCosts: hasCosts)
    case .mapTooLarge(let size):
      "\(size.width)x\(size.height) cells are too many to search; "
        + "paths are found on maps of fewer than \(PathFinder.maximumCellCount) cells"
    }
  }
}
