import Pathfinding

/// How many steps it takes at least to collect the keys that are left.
///
/// The map falls into regions that no open door joins. What it takes in each is added up:
///
/// - In a region with one robot and few keys, it is looked up: the fewest steps if all doors whose keys lie elsewhere
///   stood open. It was found for all sets of keys at once, from the last to the first.
/// - In any other, it is the least tree that joins the keys left to a robot. Where there is but one robot, prices on the
///   keys bring the tree closer to a walk: see ``TourBound``.
///
/// Both are consistent: a step lowers the bound by at most one, so that the first way by which a search expands a
/// state is a shortest one.
struct KeyBound {
  private static let longestTable = 15

  private var tables: [KeyTable] = []
  private var trees: [KeyTree] = []

  init(_ ways: KeyWays, _ order: KeyOrder) {
    for region in order.regions {
      if region.robots.count == 1, region.keys.nonzeroBitCount <= Self.longestTable {
        tables.append(KeyTable(region, ways))
      } else {
        trees.append(KeyTree(region, ways))
      }
    }
  }

  /// - Returns: `nil` where the keys cannot be collected.
  @inline(__always)
  func steps(_ state: KeyState) -> Int? {
    var steps = 0
    for table in tables {
      guard let part = table.steps(state) else { return nil }
      steps += part
    }
    for tree in trees { steps += tree.steps(state) }
    return steps
  }
}

/// Where the robots are and which keys they have, in one word: five bits for each robot's place, and one for each
/// key.
struct KeyState {
  var word: UInt64

  /// Stands for the place of a robot that has not moved.
  private static let start = 31

  private static let keyShift: UInt64 = 35

  init(word: UInt64) { self.word = word }

  /// No robot has moved.
  static let first = KeyState(word: (1 << keyShift) - 1)

  @inline(__always)
  var keys: UInt32 { UInt32(truncatingIfNeeded: word >> Self.keyShift) }

  /// Where a robot is, as ``KeyWays`` counts places.
  @inline(__always)
  func place(_ robot: Int) -> Int {
    let place = Int(word >> UInt64(robot &* 5) & 31)
    return place == Self.start ? KeyWays.place(ofStart: robot) : place
  }

  @inline(__always)
  func moving(_ robot: Int, to key: Int) -> KeyState {
    let shift = UInt64(robot &* 5)
    return KeyState(
      word: word & ~(31 << shift) | UInt64(key) << shift | 1 << (Self.keyShift + UInt64(key)))
  }
}

/// The fewest steps of one robot for every set of a few keys.
private struct KeyTable {
  private let robot: Int
  private let keys: [Int]
  /// Of each key its number here; of the start, the last.
  private let indices: [Int]
  private let steps: [UInt32]
  private static let never = UInt32.max

  init(_ region: KeyOrder.Region, _ ways: KeyWays) {
    robot = region.robots[0]
    let keys = KeySet(rawValue: region.keys).keys
    self.keys = keys
    let start = KeyWays.place(ofStart: robot)
    var indices = Array(repeating: keys.count, count: start + 1)
    for (index, key) in keys.enumerated() { indices[key] = index }
    self.indices = indices
    func gathered(_ set: UInt32) -> Int {
      keys.indices.reduce(0) { $0 | Int(set >> UInt32(keys[$1]) & 1) << $1 }
    }
    let placeCount = keys.count + 1
    let ownWays = (keys + [start]).map { place in
      ways.ways[place].map {
        (index: indices[$0.key], length: UInt32($0.length), needed: gathered($0.needed))
      }
    }
    var steps = Array(repeating: Self.never, count: placeCount << keys.count)
    let all = 1 << keys.count - 1
    for place in 0..<placeCount { steps[all * placeCount + place] = 0 }
    for set in (0..<all).reversed() {
      for place in 0..<placeCount {
        var least = Self.never
        for way in ownWays[place] where set >> way.index & 1 == 0 && way.needed & ~set == 0 {
          let rest = steps[(set | 1 << way.index) * placeCount + way.index]
          if rest != Self.never { least = min(least, way.length + rest) }
        }
        steps[set * placeCount + place] = least
      }
    }
    self.steps = steps
  }

  @inline(__always)
  func steps(_ state: KeyState) -> Int? {
    var set = 0
    for index in 0..<keys.count { set |= Int(state.keys >> UInt32(keys[index]) & 1) << index }
    let found = steps[set * (keys.count + 1) + indices[state.place(robot)]]
    return found == Self.never ? nil : Int(found)
  }
}

/// The least tree over keys that are left, in one region.
///
/// Two keys are joined only if one can be collected right after the other. Where a robot is alone, it is joined to
/// keys only that it can collect next.
private struct KeyTree {
  private let robots: [Int]
  private let keys: UInt32
  /// Between each two keys, in fractions of a step, prices included.
  private var edges: [Int]
  /// From each place, the shortest first.
  private var firstEdges: [[FirstEdge]]
  private var prices: [Int]
  private static let keyCount = 32
  private static let far = Int.max >> 8

  /// An edge from a robot to a key.
  private struct FirstEdge {
    var key: Int
    var length: Int
    /// Keys of the region that must have been collected, where the robot is alone.
    var needed: UInt32
  }

  init(_ region: KeyOrder.Region, _ ways: KeyWays) {
    robots = region.robots
    keys = region.keys
    let own = robots.count == 1 ? keys : 0
    edges = Array(repeating: Self.far, count: Self.keyCount * Self.keyCount)
    prices = Array(repeating: 0, count: ways.ways.count)
    firstEdges = Array(repeating: [], count: ways.ways.count)
    let keys = KeySet(rawValue: region.keys).keys
    for key in keys {
      for way in ways.ways[key] {
        for edge in [key * Self.keyCount + way.key, way.key * Self.keyCount + key] {
          edges[edge] = min(edges[edge], way.length * TourBound.unit)
        }
      }
    }
    if robots.count == 1, keys.count > 2 { addPrices(robots[0], ways) }
    for place in robots.map(KeyWays.place(ofStart:)) + keys {
      firstEdges[place] = ways.ways[place].map { way in
        FirstEdge(
          key: way.key,
          length: way.length * TourBound.unit + prices[place] + prices[way.key],
          needed: way.needed & own)
      }
    }
  }

  /// Prices that bring the tree of all keys close to a walk.
  private mutating func addPrices(_ robot: Int, _ ways: KeyWays) {
    let start = KeyWays.place(ofStart: robot)
    let places = [start] + KeySet(rawValue: keys).keys
    // Where there is no edge, one that no short walk uses.
    let long = 8 * ways.ways.joined().reduce(1) { max($0, $1.length) }
    let table = DistanceTable(count: places.count) { a, b in
      guard a > 0 else {
        return ways.ways[start].first { $0.key == places[b] }?.length ?? long
      }
      let edge = edges[places[a] * Self.keyCount + places[b]]
      return edge == Self.far ? long : edge / TourBound.unit
    }
    for (place, price) in zip(places, TourBound(ofWalksThrough: table).prices()) {
      prices[place] = price
    }
    for a in places.dropFirst() {
      for b in places.dropFirst() where edges[a * Self.keyCount + b] < Self.far {
        edges[a * Self.keyCount + b] += prices[a] + prices[b]
      }
    }
  }

  /// A walk that begins at a robot pays the price of each key twice, but of the last once; it pays that of the
  /// robot's place once.
  func steps(_ state: KeyState) -> Int {
    let left = keys & ~state.keys
    guard left != 0 else { return 0 }
    return edges.withUnsafeBufferPointer { edges in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: Self.keyCount) { nearest in
        withUnsafeTemporaryAllocation(of: Int.self, capacity: Self.keyCount) { waiting in
          var sum = robots.count == 1 ? -prices[state.place(robots[0])] : 0
          var count = 0
          var leastPrice = Int.max
          var rest = left
          while rest != 0 {
            let key = rest.trailingZeroBitCount
            rest &= rest &- 1
            nearest[key] = Self.far
            waiting[count] = key
            count &+= 1
            sum &-= 2 &* prices[key]
            leastPrice = min(leastPrice, prices[key])
          }
          sum &+= leastPrice
          for robot in robots {
            for edge in firstEdges[state.place(robot)]
            where left >> UInt32(edge.key) & 1 == 1 && edge.needed & left == 0 {
              nearest[edge.key] = min(nearest[edge.key], edge.length)
            }
          }
          while count > 0 {
            var least = 0
            for index in 1..<max(count, 1) where nearest[waiting[index]] < nearest[waiting[least]] {
              least = index
            }
            let key = waiting[least]
            sum &+= nearest[key]
            count &-= 1
            waiting[least] = waiting[count]
            let row = key &* Self.keyCount
            for index in 0..<count {
              let other = waiting[index]
              nearest[other] = min(nearest[other], edges[row &+ other])
            }
          }
          // Rounded up: steps are whole.
          return max(0, (sum &+ TourBound.unit &- 1) >> TourBound.unit.trailingZeroBitCount)
        }
      }
    }
  }
}
