import Grids

/// The fewest steps between each two of some places, which are known by their numbers from 0.
///
/// Distances are the same there and back, and no detour is shorter than the direct way.
public struct DistanceTable: Sendable {
  /// No table has more places: it would take more than 64 MiB.
  public static let maximumCount = 4096

  /// How many places there are.
  public let count: Int

  private var steps: [UInt32]
  private static let unreachable = UInt32.max

  /// The table in which no place can be reached from another.
  ///
  /// - Precondition: `count` is at most ``maximumCount``.
  public init(count: Int) {
    precondition(0...Self.maximumCount ~= count, "\(count) places are too many")
    self.count = count
    steps = Array(repeating: Self.unreachable, count: count * count)
    for place in 0..<count { steps[place * count + place] = 0 }
  }

  /// The table of distances that are known already.
  ///
  /// - Parameters:
  ///   - count: The number of places.
  ///   - distance: Between two places, of which the first has the lower number.
  /// - Precondition: `count` is at most ``maximumCount``, and no detour is shorter.
  public init(count: Int, distance: (Int, Int) -> Int?) {
    self.init(count: count)
    for a in 0..<count {
      for b in (a + 1)..<max(count, a + 1) {
        if let distance = distance(a, b) { set(a, b, to: distance) }
      }
    }
  }

  /// `nil` where no way leads from one to the other.
  public subscript(a: Int, b: Int) -> Int? {
    let distance = steps[a * count + b]
    return distance == Self.unreachable ? nil : Int(distance)
  }

  /// The places, in their order, that cannot be reached from the first.
  public var unreachablePlaces: [Int] { (0..<count).filter { self[0, $0] == nil } }

  mutating func set(_ a: Int, _ b: Int, to distance: Int) {
    steps[a * count + b] = UInt32(distance)
    steps[b * count + a] = UInt32(distance)
  }
}
