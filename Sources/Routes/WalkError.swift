import Grids

/// Why a question about the walks of a route has no answer on a map.
public enum WalkError: Error, Equatable, Sendable {
  /// Walks of any length end at this position, the first of those of which that is true.
  case infinitelyManyWalks(endAt: Cell)

  /// Two legs of the route, by their indices, can take the same step of a walk: how many steps either
  /// took is not known of it.
  case ambiguousLegs(Int, Int, walk: Walk)

  /// Telling walks apart takes a node for each cell in each of so many states, more than fit in the
  /// memory of this machine.
  case tooManyNodes(stateCount: Int, GridSize)

  /// Finding the positions takes so many boards of the map at once, more than fit in the memory of
  /// this machine.
  case tooManyBoards(Int, GridSize)
}

extension WalkError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .infinitelyManyWalks(let cell):
      "infinitely many walks end at \(cell); give the route repeats that end"
    case .ambiguousLegs(let first, let second, let walk):
      "legs \(first + 1) and \(second + 1) can take the same step of the walk \(walk); "
        + "make one leg of them, in parentheses"
    case .tooManyNodes(let stateCount, let size):
      "\(size) cells in \(stateCount) states are too many to tell walks apart; "
        + "take a smaller map, or a route with lower counts"
    case .tooManyBoards(let count, let size):
      "the route takes \(count) boards of \(size) cells at once, too many; "
        + "take a smaller map, or a route with fewer repeated groups"
    }
  }
}
