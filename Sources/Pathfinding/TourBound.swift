/// A length that no round trip is shorter than: that of a least tree and two more edges, with places made
/// dearer where the tree meets them too often, and cheaper where it ends at them.
///
/// A round trip without its root is a tree, and the root has two edges; so the least tree of the other places
/// and the two least edges of the root are no longer than a trip. A price on a place changes every trip by
/// twice the price, but trees by the number of edges there. Prices are found by going up: each round adds
/// to them in proportion to the edges above two. They are whole numbers of fractions of a step, so that the
/// bound is exact whatever they are.
///
/// - SeeAlso: M. Held and R. M. Karp, "The traveling-salesman problem and minimum spanning trees: Part II",
///   Mathematical Programming 1, 1971.
package struct TourBound {
  /// Fractions of a step.
  package static let unit = 1 << 10

  /// The time of a round grows with the square of the places: together about a second.
  private static let edgesInAll = 1 << 30

  private let ring: TourRing
  private let others: [Int]

  /// The bound of walks from the first place through all others that may end anywhere.
  package init(ofWalksThrough distances: DistanceTable) {
    self.init(TourRing(distances, isClosed: false))
  }

  /// Prices that give a good bound, in fractions of a step, for each place of the table.
  package func prices() -> [Int] {
    var search = TourSearch(ring)
    search.improve()
    return best(below: search.length).prices.dropLast(ring.root == 0 ? 0 : 1)
  }

  init(_ ring: TourRing) {
    self.ring = ring
    others = (0..<ring.count).filter { $0 != ring.root }
  }

  /// - Parameter length: Of a round trip that is known.
  /// - Returns: At most the length of a shortest round trip.
  func value(below length: Int) -> Int {
    min(Self.roundedUp(best(below: length).value), length)
  }

  /// The greatest bound that was found, and its prices.
  private func best(below length: Int) -> (value: Int, prices: [Int]) {
    let roundCount = min(2000, max(20, Self.edgesInAll / (ring.count * ring.count)))
    var prices = Array(repeating: 0, count: ring.count)
    var degrees = prices
    var lastExcess = prices
    var best = (value: Int.min, prices: prices)
    var scale = 2.0
    var roundsWithoutGain = 0
    for _ in 0..<roundCount {
      let value = oneTree(prices, degrees: &degrees)
      if value > best.value {
        best = (value, prices)
        roundsWithoutGain = 0
      } else {
        roundsWithoutGain += 1
        if roundsWithoutGain == 10 {
          scale *= 0.7
          roundsWithoutGain = 0
        }
      }
      let excess = degrees.reduce(0) { $0 + ($1 - 2) * ($1 - 2) }
      // A tree that is a round trip is a shortest one.
      if excess == 0 || Self.roundedUp(best.value) >= length { break }
      let gap = Double(length * Self.unit - value)
      let step = scale * gap / Double(excess)
      for place in others {
        let change = 0.7 * Double(degrees[place] - 2) + 0.3 * Double(lastExcess[place])
        prices[place] += Int(step * change)
        lastExcess[place] = degrees[place] - 2
      }
    }
    return best
  }

  /// Fractions to whole steps: a trip's length is whole.
  private static func roundedUp(_ value: Int) -> Int {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: unit)
    return rest > 0 ? quotient + 1 : quotient
  }

  /// The bound that some prices give, in fractions of a step, and how many edges each place has.
  ///
  /// - Complexity: O(*n*²), *n* places; Prim's algorithm.
  private func oneTree(_ prices: [Int], degrees: inout [Int]) -> Int {
    for place in degrees.indices { degrees[place] = 0 }
    var sum = 0
    var waiting = others
    // Of each place that waits, the nearest of the tree and the edge to it.
    var nearest = Array(repeating: (edge: Int.max, place: 0), count: ring.count)
    var last = waiting.removeLast()
    while !waiting.isEmpty {
      var least = (edge: Int.max, index: 0)
      for index in waiting.indices {
        let place = waiting[index]
        let edge = ring[last, place] * Self.unit + prices[last] + prices[place]
        if edge < nearest[place].edge { nearest[place] = (edge, last) }
        if nearest[place].edge < least.edge { least = (nearest[place].edge, index) }
      }
      last = waiting[least.index]
      waiting.swapAt(least.index, waiting.count - 1)
      waiting.removeLast()
      sum += least.edge
      degrees[last] += 1
      degrees[nearest[last].place] += 1
    }

    var two = [(edge: Int.max, place: 0), (edge: Int.max, place: 0)]
    for place in others {
      let edge = ring[ring.root, place] * Self.unit + prices[place]
      if edge < two[0].edge {
        two = [(edge, place), two[0]]
      } else if edge < two[1].edge {
        two[1] = (edge, place)
      }
    }
    for (edge, place) in two {
      sum += edge
      degrees[place] += 1
      degrees[ring.root] += 1
    }
    return sum - 2 * prices.reduce(0, +)
  }
}
