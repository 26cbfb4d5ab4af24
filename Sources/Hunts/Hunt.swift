import GridGenerators
import Grids
import Routes

/// A treasure hidden on one of the positions of a route, and a walk that finds it.
///
/// Of *n* positions, each is drawn for the same number of random words: the words that would favour
/// some are passed over. The same map, start, route and seed give the same treasure on every machine.
///
///     let hunt = try Hunt(on: map, start: map.start!, route: Route("N+ E+ S+"), seed: 7)
///     hunt?.walk.prose  // "Up 3 steps, Right 4 steps, Down 2 steps"
public struct Hunt: Sendable {
  /// Where the treasure may be.
  public let positions: CellSet

  /// Where it is.
  public let treasure: Cell

  /// A shortest walk that fits the route and ends at the treasure.
  public let walk: Walk

  /// - Parameter start: A traversable cell.
  /// - Returns: `nil` where no walk fits.
  /// - Throws: What `shortestWalk(to:fitting:from:)` throws.
  /// - Complexity: That of `shortestWalk(to:fitting:from:)`.
  public init?(on map: GridMap, start: Cell, route: Route, seed: UInt64) throws(WalkError) {
    let positions = try map.cells(reachedBy: route, from: start)
    let count = positions.count
    guard count > 0 else { return nil }
    let random = CounterRandom(seed: seed)
    let number = uniformNumber(below: count) { random.word(Self.firstWord + $0) }
    self.positions = positions
    treasure = positions.member(number)
    guard let walk = try map.shortestWalk(to: treasure, fitting: route, from: start) else {
      preconditionFailure("no walk to \(treasure), which is a position")
    }
    self.walk = walk
  }

  /// Beyond all words that maps are made of: a map and a hunt of one seed have nothing to do with each
  /// other.
  private static let firstWord: UInt64 = 1 << 63
}

/// A number in 0..<`bound`, each with exactly the same chance.
///
/// The product of a word and the bound, as a fraction of 2⁶⁴ with a whole part, is cut into `bound`
/// parts; words whose fraction is below 2⁶⁴ mod `bound` are one too many in some parts, and are drawn
/// again.
///
/// - Parameter word: Random words by their number, from 0.
/// - SeeAlso: D. Lemire, "Fast random integer generation in an interval", ACM Transactions on
///   Modeling and Computer Simulation 29 (2019).
func uniformNumber(below bound: Int, word: (UInt64) -> UInt64) -> Int {
  precondition(bound > 0, "nothing to choose from")
  let bound = UInt64(bound)
  let surplus = (0 &- bound) % bound
  var number: UInt64 = 0
  while true {
    let product = word(number).multipliedFullWidth(by: bound)
    if product.low >= surplus { return Int(product.high) }
    number += 1
  }
}
