/// A walk through all places of a table that begins at the first of them and is as short as could be found.
///
/// Up to ``exactCount`` places besides the first it is a shortest one, by dynamic programming. Beyond, it is
/// the best of an iterated local search, and ``lowerBound`` says how far from the best it can be; where the
/// two lengths meet, it is known to be a shortest one all the same.
///
///     let table = try finder.distances(among: [start] + treasures)!
///     let tour = ShortestTour(through: table, isClosed: true)
///     tour.order    // [0, 3, 1, 2]
///     tour.length   // 38, the way back to the start included
public struct ShortestTour: Sendable, Equatable {
  /// Up to so many places besides the first, the answer is exact.
  public static let exactCount = 16

  /// Each place once, the first in front.
  public let order: [Int]

  /// The steps of the whole walk.
  public let length: Int

  /// No walk through all places is shorter.
  public let lowerBound: Int

  /// Whether no walk is shorter than this one.
  public var isShortest: Bool { length == lowerBound }

  /// - Parameters:
  ///   - distances: At least one place, and all within reach.
  ///   - isClosed: Whether the walk is to end where it began; otherwise it may end anywhere.
  ///   - progress: Is told, beyond ``exactCount``, how many rounds of the search are done of how many there are
  ///     at most.
  /// - Complexity: O(2ᵏ·*k*²) time and O(2ᵏ·*k*) space, *k* places besides the first, up to
  ///   ``exactCount``; beyond, O(*k*²) space, and time for as many rounds as bound and search
  ///   allow themselves: the outcome depends on the distances alone.
  public init(
    through distances: DistanceTable, isClosed: Bool,
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) {
    precondition(distances.count > 0, "there is no place to begin at")
    precondition(distances.unreachablePlaces.isEmpty, "a place is out of reach")
    if distances.count - 1 <= Self.exactCount {
      let best = TourProgram(distances, isClosed: isClosed).shortest()
      order = best.order
      length = best.length
      lowerBound = best.length
    } else {
      let ring = TourRing(distances, isClosed: isClosed)
      var search = TourSearch(ring)
      search.improve()
      let bound = TourBound(ring).value(below: search.length)
      search.iterate(downTo: bound, progress)
      order = ring.order(of: search.tour)
      length = ring.walkLength(search.length)
      lowerBound = ring.walkLength(bound)
    }
  }
}
