import Grids

/// Why no search was made.
public enum PathError: Error, Equatable, Sendable {
  /// Breadth-first search takes all steps for equal, and these are not.
  case algorithmDoesNotFit(PathAlgorithm, Moves, hasCosts: Bool)

  /// The map has more than ``PathFinder/maximumCellCount`` cells, its border counted.
  case mapTooLarge(GridSize)
}

extension PathError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .algorithmDoesNotFit(let algorithm, let moves, let hasCosts):
      "\(algorithm.rawValue) needs steps that all cost the same, and "
        + (hasCosts ? "this map's cells have costs" : "\(moves.rawValue) steps do not")
        + "; use "
        + PathAlgorithm.fitting(moves, hasCosts: hasCosts)
    case .mapTooLarge(let size):
      "\(size.width)x\(size.height) cells are too many to search; "
        + "paths are found on maps of fewer than \(PathFinder.maximumCellCount) cells"
    }
  }
}
