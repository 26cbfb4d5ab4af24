/// A short round trip by local search.
///
/// The trip begins as one to the nearest place left, and is improved by exchanges while there are any that
/// make it shorter: two edges for two others (what lies between is turned round), and up to three places in a
/// row put elsewhere. Only edges to near places are tried, and only at places where something has changed.
/// Then, over and over, four edges that lie close together are exchanged at random and the trip is improved
/// again; what is no shorter is taken back.
///
/// - SeeAlso: J. L. Bentley, "Fast algorithms for geometric traveling salesman problems", ORSA Journal on
///   Computing 4(4), 1992; H. R. Lourenço, O. C. Martin and T. Stützle, "Iterated local search", 2003.
struct TourSearch {
  private static let neighborCount = 12
  private static let longestRow = 3
  private static let roundsPerPlace = 300
  private static let mostRounds = 30_000

  private let ring: TourRing
  private let neighbors: [Int]
  private let neighborsPerPlace: Int

  /// The places in the order of the trip, and where each stands in it.
  private(set) var tour: [Int]
  private var positions: [Int]

  private(set) var length: Int

  /// Places at which something has changed.
  private var queue: [Int]
  private var isQueued: [Bool]

  /// Chance as a fixed sequence: the same distances give the same trip.
  private var chance: UInt64 = 1

  init(_ ring: TourRing) {
    self.ring = ring
    let count = ring.count
    neighborsPerPlace = min(Self.neighborCount, count - 1)
    neighbors = Self.neighbors(on: ring, neighborsPerPlace)
    tour = Self.nearestFirst(on: ring)
    positions = Array(repeating: 0, count: count)
    for (position, place) in tour.enumerated() { positions[place] = position }
    length = (0..<count).reduce(0) { [tour] in $0 + ring[tour[$1], tour[($1 + 1) % count]] }
    queue = tour.reversed()
    isQueued = Array(repeating: true, count: count)
  }

  private static func neighbors(on ring: TourRing, _ countPerPlace: Int) -> [Int] {
    var neighbors: [Int] = []
    neighbors.reserveCapacity(ring.count * countPerPlace)
    for place in 0..<ring.count {
      let others = (0..<ring.count).filter { $0 != place }
        .sorted { (ring[place, $0], $0) < (ring[place, $1], $1) }
      neighbors += others.prefix(countPerPlace)
    }
    return neighbors
  }

  /// From the root to the nearest place left, and so on.
  private static func nearestFirst(on ring: TourRing) -> [Int] {
    var tour = [ring.root]
    var waiting = (0..<ring.count).filter { $0 != ring.root }
    while !waiting.isEmpty {
      let last = tour[tour.count - 1]
      let index = waiting.indices.min { ring[last, waiting[$0]] < ring[last, waiting[$1]] }!
      tour.append(waiting[index])
      waiting.swapAt(index, waiting.count - 1)
      waiting.removeLast()
    }
    return tour
  }
}

// MARK: - Improving

extension TourSearch {
  /// Makes exchanges until none is left that makes the trip shorter.
  mutating func improve() {
    while let place = queue.popLast() {
      isQueued[place] = false
      while exchangeTwoEdges(at: place) || moveRow(at: place) {}
    }
  }

  private func next(_ place: Int) -> Int {
    let position = positions[place] + 1
    return tour[position == tour.count ? 0 : position]
  }

  private func previous(_ place: Int) -> Int {
    let position = positions[place]
    return tour[position == 0 ? tour.count - 1 : position - 1]
  }

  private mutating func exchangeTwoEdges(at a: Int) -> Bool {
    for isForwards in [true, false] {
      let b = isForwards ? next(a) : previous(a)
      for c in nearPlaces(of: a) {
        let gain = ring[a, b] - ring[a, c]
        if gain <= 0 { break }
        let d = isForwards ? next(c) : previous(c)
        let total = gain + ring[c, d] - ring[b, d]
        guard total > 0 else { continue }
        exchange(a, b, c, d)
        length -= total
        for place in [a, b, c, d] { enqueue(place) }
        return true
      }
    }
    return false
  }

  /// Puts a row of places that begins or ends at `a` elsewhere, with `a` beside a near place.
  private mutating func moveRow(at a: Int) -> Bool {
    for isForwards in [true, false] {
      let before = isForwards ? previous(a) : next(a)
      var end = a
      for rowLength in 1...Self.longestRow {
        if rowLength > 1 { end = isForwards ? next(end) : previous(end) }
        let behind = isForwards ? next(end) : previous(end)
        let removed = ring[before, a] + ring[end, behind] - ring[before, behind]
        for c in nearPlaces(of: a) {
          if removed <= ring[a, c] { break }
          if distance(from: isForwards ? a : end, to: c) < rowLength { continue }
          for d in [next(c), previous(c)] where d != a && d != end {
            let total = removed - ring[a, c] - ring[end, d] + ring[c, d]
            guard total > 0 else { continue }
            // … before [a … end] behind … c d … or, the other way round, … d c …
            let isTurned = d == (isForwards ? previous(c) : next(c))
            let (first, second) = isTurned ? (d, c) : (c, d)
            exchange(before, a, first, second)
            exchange(before, first, behind, end)
            if !isTurned { exchange(c, end, a, d) }
            length -= total
            for place in [before, behind, a, end, c, d] { enqueue(place) }
            return true
          }
        }
      }
    }
    return false
  }

  private func nearPlaces(of place: Int) -> ArraySlice<Int> {
    neighbors[place * neighborsPerPlace..<(place + 1) * neighborsPerPlace]
  }

  /// Steps along the trip from one place to another.
  private func distance(from a: Int, to b: Int) -> Int {
    let steps = positions[b] - positions[a]
    return steps < 0 ? steps + tour.count : steps
  }

  /// Puts the edges a–c and b–d in the place of a–b and c–d, where `b` follows `a` as `d` does `c`, or
  /// precedes it as `d` does `c`.
  private mutating func exchange(_ a: Int, _ b: Int, _ c: Int, _ d: Int) {
    if next(a) == b { reverse(from: b, to: c) } else { reverse(from: c, to: b) }
  }

  /// Turns round what lies between two places, both included, or all the rest, whichever is less.
  private mutating func reverse(from a: Int, to b: Int) {
    let count = tour.count
    let inside = distance(from: a, to: b) + 1
    let isInside = 2 * inside <= count
    var first = isInside ? positions[a] : positions[b] + 1
    var last = isInside ? positions[b] : positions[a] - 1
    for _ in 0..<(isInside ? inside : count - inside) / 2 {
      if first >= count { first = 0 }
      if last < 0 { last = count - 1 }
      tour.swapAt(first, last)
      positions[tour[first]] = first
      positions[tour[last]] = last
      first += 1
      last -= 1
    }
  }

  private mutating func enqueue(_ place: Int) {
    guard !isQueued[place] else { return }
    isQueued[place] = true
    queue.append(place)
  }
}

// MARK: - Iterating

extension TourSearch {
  /// Makes exchanges at random and improves again, until the trip is as short as the bound or a number of
  /// rounds is over.
  mutating func iterate(downTo bound: Int, _ progress: (_ done: Int, _ all: Int) -> Void) {
    let roundCount = min(Self.mostRounds, Self.roundsPerPlace * tour.count)
    for round in 0..<roundCount where length > bound {
      progress(round, roundCount)
      let before = (tour: tour, positions: positions, length: length)
      swapRows()
      improve()
      if length > before.length { (tour, positions, length) = before }
    }
  }

  /// Lets two neighbouring rows of places change places.
  private mutating func swapRows() {
    let count = tour.count
    let longest = max(1, min(50, count / 3))
    let first = random(below: count - 2)
    let middle = first + 1 + random(below: min(longest, count - first - 2))
    let last = middle + 1 + random(below: min(longest, count - middle - 1))
    // tour[first] | first + 1 ... middle | middle + 1 ... last | what follows
    let changed = [first, first + 1, middle, middle + 1, last, (last + 1) % count].map { tour[$0] }
    length -= ring[tour[first], tour[first + 1]] + ring[tour[middle], tour[middle + 1]]
    length -= ring[tour[last], tour[(last + 1) % count]]
    let rows = tour[(middle + 1)...last] + tour[(first + 1)...middle]
    tour.replaceSubrange((first + 1)...last, with: rows)
    for position in (first + 1)...last { positions[tour[position]] = position }
    let joint = first + last - middle
    length += ring[tour[first], tour[first + 1]] + ring[tour[joint], tour[joint + 1]]
    length += ring[tour[last], tour[(last + 1) % count]]
    for place in changed { enqueue(place) }
  }

  private mutating func random(below bound: Int) -> Int {
    // xorshift64*, by S. Vigna: any sequence would do.
    chance ^= chance >> 12
    chance ^= chance << 25
    chance ^= chance >> 27
    return Int((chance &* 0x2545_F491_4F6C_DD1D).multipliedFullWidth(by: UInt64(bound)).high)
  }
}
