import Grids
import Routes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What it would tell about the treasure to know how many steps one leg of the walk took.
///
/// All walks of the route are equally likely. A leg's step count splits them into groups, one for each
/// number of steps, and with them the positions; a position at which walks of several groups end is in
/// each of them. The bits that a leg is worth are what its step count, on average, takes off the
/// uncertainty about the position: the mutual information of the two.
///
///     let clue = try Clue(on: map, start: map.start!, route: Route("N+ E+ S+"))
///     clue.best.map(\.number)  // [2, 3]: either splits five positions into 3, 1 and 1
///
/// - SeeAlso: C. Shannon, "A mathematical theory of communication", Bell System Technical Journal 27
///   (1948).
public struct Clue: Sendable {
  /// A leg of the route, in the order in which they are walked.
  public struct Leg: Sendable, Equatable {
    /// From 1.
    public var number: Int

    /// The leg as the route has it: `N+`.
    public var text: String

    /// The bits that its step count is worth, on average; 0 where it tells nothing.
    public var bits: Double

    /// By their numbers of steps, ascending; those without walks left out.
    public var groups: [Group]
  }

  /// The walks in which a leg takes one number of steps.
  public struct Group: Sendable, Equatable {
    public var stepCount: Int

    /// How many walks these are, and what part of all, 0...1.
    public var walks: WalkCount
    public var share: Double

    /// The number of positions at which they end.
    public var positionCount: Int
  }

  /// Where the treasure may be.
  public let positions: CellSet

  /// The number of walks that end at a position.
  public let total: WalkCount

  /// How uncertain the position is before any step count is known: as many bits as a leg can be worth.
  public let uncertainty: Double

  public let legs: [Leg]

  private let counts: LegCounts

  /// - Parameters:
  ///   - start: A traversable cell.
  ///   - progress: Is told how many groups are done of how many there are at most.
  /// - Throws: What `legCounts(fitting:from:)` throws.
  /// - Complexity: That of `legCounts(fitting:from:)` and, for each leg, of its groups.
  public init(
    on map: GridMap, start: Cell, route: Route,
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(WalkError) {
    counts = try map.legCounts(fitting: route, from: start)
    positions = counts.positions
    total = counts.total
    let limits = counts.legs.indices.map(counts.groupLimit)
    let all = limits.reduce(0, +)
    uncertainty = counts.shares.reduce(0) { $0 - ($1 > 0 ? $1 * log2($1) : 0) }
    legs = counts.legs.indices.map { [counts] index in
      let before = limits[..<index].reduce(0, +)
      var leg = Leg(number: index + 1, text: counts.legs[index], bits: 0, groups: [])
      counts.forEachGroup(ofLeg: index) { group in
        let share = group.walks.ratio(to: counts.total)
        leg.bits += Self.bits(of: group, share: share)
        leg.groups.append(
          Group(
            stepCount: group.stepCount, walks: group.walks, share: share,
            positionCount: group.ends.count))
        progress(before + group.stepCount + 1, all)
        return true
      }
      if leg.bits < Self.precision { leg.bits = 0 }
      return leg
    }
  }

  /// The legs whose step count is worth most: several where they are worth the same, and none where no
  /// leg tells anything.
  public var best: [Leg] {
    let most = legs.reduce(0) { max($0, $1.bits) }
    return most > 0 ? legs.filter { $0.bits > most - Self.precision } : []
  }

  /// Where the treasure may be if a leg took so many steps.
  ///
  /// - Parameter number: The leg's number, from 1.
  /// - Complexity: That of the leg's groups up to this one.
  public func positions(ifLeg number: Int, takes stepCount: Int) -> CellSet {
    var positions = CellSet(size: positions.size)
    counts.forEachGroup(ofLeg: number - 1) { group in
      guard group.stepCount >= stepCount else { return true }
      if group.stepCount == stepCount {
        for end in group.ends { positions.insert(end.cell) }
      }
      return false
    }
    return positions
  }

  /// Calls `body` with each group of a leg and its positions, row by row.
  ///
  /// - Parameter number: The leg's number, from 1.
  /// - Complexity: That of the leg's groups, which are made once more: all of their positions could be more
  ///   than there is memory for.
  public func forEachGroup<Failure: Error>(
    ofLeg number: Int, _ body: (Group, [Cell]) throws(Failure) -> Void
  ) throws(Failure) {
    var groups = legs[number - 1].groups.makeIterator()
    var outcome: Result<Void, Failure> = .success(())
    counts.forEachGroup(ofLeg: number - 1) { counted in
      guard let group = groups.next() else { return false }
      let cells = counted.ends.map(\.cell).sorted { ($0.y, $0.x) < ($1.y, $1.x) }
      do throws(Failure) {
        try body(group, cells)
        return true
      } catch {
        outcome = .failure(error)
        return false
      }
    }
    try outcome.get()
  }

  /// Fewer bits than this are the rounding of others.
  private static let precision = 1e-9

  /// What a group adds to the bits of its leg. Shares too small for a Double are 0, and add nothing.
  private static func bits(of group: LegCounts.Group, share: Double) -> Double {
    group.ends.reduce(0) { bits, end in
      end.share > 0
        ? bits + end.share * (log2(end.share) - log2(end.shareOfAll) - log2(share)) : bits
    }
  }
}
