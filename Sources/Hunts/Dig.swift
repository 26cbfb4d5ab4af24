import Grids
import Pathfinding
import Routes

/// A walk from the start that visits every position, to dig at each: as short as could be found.
///
/// Up to ``ShortestTour/exactCount`` positions it is a shortest one; beyond, ``lowerBound`` says how far
/// from that it can be.
///
///     let dig = try Dig(on: map, start: map.start!, positions: positions)
///     dig?.stops.first  // the position that is visited first
public struct Dig: Sendable {
  /// No walk is looked for through more positions.
  public static let maximumPositionCount = DistanceTable.maximumCount - 1

  /// The positions in the order in which they are visited.
  public let stops: [Cell]

  /// From the start to the last position, or back to the start.
  public let path: GridPath

  /// No such walk has fewer steps.
  public let lowerBound: Int

  /// What is worked out one after the other.
  public enum Stage: Sendable {
    /// How far it is from each place to each other.
    case distances

    /// In which order they are visited; at once for few of them.
    case order
  }

  public var stepCount: Int { path.cells.count - 1 }

  /// Whether no walk is shorter.
  public var isShortest: Bool { stepCount == lowerBound }

  /// - Parameters:
  ///   - start: A traversable cell.
  ///   - positions: At least one and at most ``maximumPositionCount``, other than the start.
  ///   - returns: Whether the walk is to end at the start.
  ///   - progress: Is told what is being worked out, and how much of it is done of how much there is at most.
  /// - Returns: `nil` where a position cannot be reached by steps to the four neighbours.
  /// - Throws: `PathError.mapTooLarge`
  /// - Complexity: O(*k*·*n*) and that of ``ShortestTour``, *k* positions, *n* cells of the map.
  public init?(
    on map: GridMap, start: Cell, positions: CellSet, returns: Bool = false,
    progress: (_ stage: Stage, _ done: Int, _ all: Int) -> Void = { _, _, _ in }
  ) throws(PathError) {
    let places = [start] + positions
    precondition(places.count <= DistanceTable.maximumCount, "too many positions")
    let finder = PathFinder(map: map)
    let table = try finder.distances(among: places) { done in
      progress(.distances, done, places.count)
      return true
    }
    guard let table, table.unreachablePlaces.isEmpty else { return nil }
    let tour = ShortestTour(through: table, isClosed: returns) { progress(.order, $0, $1) }
    stops = tour.order.dropFirst().map { places[$0] }
    lowerBound = tour.lowerBound
    var cells = [start]
    for goal in stops + (returns ? [start] : []) {
      let outcome = try finder.paths(
        from: cells[cells.count - 1], to: [goal], moves: .cardinal, algorithm: .breadthFirst)
      cells += outcome.paths[0].path.cells.dropFirst()
    }
    path = GridPath(cells: cells, cost: PathCost(straight: cells.count - 1, diagonal: 0))
  }
}
