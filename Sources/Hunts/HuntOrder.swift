import GridGenerators
import Grids
import Routes

/// A map made to order: one on which a route has exactly so many positions.
///
/// Obstacles are strewn at random, and how densely is found by bisection: where a density is raised,
/// obstacles only come in addition, walks can only be lost, and the number of positions can only fall. Where
/// it falls past what is wanted all at once, positions of the denser side are blocked one by one, as long as
/// not too many are lost with them. If that leads nowhere, other obstacles are tried, from another seed that
/// follows from the first. The same arguments give the same map on every machine.
public struct HuntOrder: Sendable {
  public var size: GridSize
  public var route: Route

  /// How many positions there are to be, at least 1.
  public var positionCount: Int

  /// Where the hunter starts, or `nil` for any cell.
  public var start: Cell?

  /// How many maps may be solved on the way.
  public var limit: Int

  public init(
    size: GridSize, route: Route, positionCount: Int, start: Cell? = nil, limit: Int = 10_000
  ) {
    precondition(positionCount > 0, "a hunt has a position")
    precondition(start.map(size.contains) ?? true, "the start is off the map")
    self.size = size
    self.route = route
    self.positionCount = positionCount
    self.start = start
    self.limit = limit
  }

  /// A map with its start, or `nil` where none was found within the limit.
  ///
  /// - Parameter progress: Is told how many maps have been solved.
  /// - Throws: What `countOfCells(reachedBy:from:)` throws.
  public func map(
    seed: UInt64, progress: (_ solved: Int) -> Void = { _ in }
  ) throws(WalkError) -> GridMap? {
    let random = CounterRandom(seed: seed)
    var solved = 0
    var attempt: UInt64 = 0
    while solved < limit {
      let strewing = Strewing(
        order: self, random: CounterRandom(seed: random.word(attempt)), solved: solved)
      if let map = try strewing.map(progress) { return map }
      solved = strewing.solved
      attempt += 1
    }
    return nil
  }
}

/// Obstacles of one seed.
private final class Strewing {
  private let order: HuntOrder
  private let random: CounterRandom
  private(set) var solved: Int
  private var drawn: UInt64 = 0

  init(order: HuntOrder, random: CounterRandom, solved: Int) {
    self.order = order
    self.random = random
    self.solved = solved
  }

  func map(_ progress: (Int) -> Void) throws(WalkError) -> GridMap? {
    // The densest that is known to leave enough positions, and the sparsest that does not.
    var enough: UInt64 = 0
    var tooDense: UInt64 = 1 << 32
    guard var best = try strewn(enough, progress) else { return nil }
    while tooDense - enough > 1, best.count > order.positionCount {
      let threshold = (enough + tooDense) / 2
      if let denser = try strewn(threshold, progress) {
        best = denser
        enough = threshold
      } else {
        guard solved < order.limit else { return nil }
        tooDense = threshold
      }
    }
    return try thinned(best.map, progress)
  }

  /// The map of a density, a number of 2³².
  ///
  /// - Returns: `nil` if it has too few positions, or the limit is reached.
  private func strewn(
    _ threshold: UInt64, _ progress: (Int) -> Void
  ) throws(WalkError) -> (map: GridMap, count: Int)? {
    let map = RandomMap(
      size: order.size, threshold: threshold, seed: random.word(1 << 63), start: order.start
    ).map
    guard let count = try count(on: map, progress) else { return nil }
    return count >= order.positionCount ? (map, count) : nil
  }

  /// Blocks positions until there are no more than wanted.
  private func thinned(
    _ map: GridMap, _ progress: (Int) -> Void
  ) throws(WalkError) -> GridMap? {
    var map = map
    while true {
      var positions = try map.cells(reachedBy: order.route, from: map.start!)
      var count = positions.count
      guard count > order.positionCount else { return map }
      // Each position is tried once, in any order; one that can be blocked may make room for others.
      var isBlocked = false
      while !positions.isEmpty, count > order.positionCount {
        let cell = positions.member(random.number(below: positions.count, from: nextWord()))
        positions.remove(cell)
        map.traversable.remove(cell)
        guard let left = try self.count(on: map, progress) else { return nil }
        if left >= order.positionCount {
          count = left
          isBlocked = true
        } else {
          map.traversable.insert(cell)
        }
      }
      if !isBlocked { return nil }
    }
  }

  private func nextWord() -> UInt64 {
    drawn += 1
    return drawn
  }

  /// - Returns: `nil` if the limit is reached.
  private func count(
    on map: GridMap, _ progress: (Int) -> Void
  ) throws(WalkError) -> Int? {
    guard solved < order.limit else { return nil }
    solved += 1
    progress(solved)
    return try map.countOfCells(reachedBy: order.route, from: map.start!)
  }
}
