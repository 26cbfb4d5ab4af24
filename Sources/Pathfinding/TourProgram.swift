/// Dynamic programming over sets of places: the exact answer for few of them.
///
/// For each set of places (besides the first) and each of its members, the shortest walk from the first
/// place through the whole set that ends at the member. Sets are numbers whose bits are members, so that
/// every set comes behind its subsets.
///
/// - SeeAlso: M. Held and R. M. Karp, "A dynamic programming approach to sequencing problems", Journal of
///   the SIAM 10(1), 1962.
struct TourProgram {
  private let distances: DistanceTable
  private let isClosed: Bool

  /// Places besides the first; member *i* of a set is place *i* + 1.
  private let memberCount: Int

  init(_ distances: DistanceTable, isClosed: Bool) {
    self.distances = distances
    self.isClosed = isClosed
    memberCount = distances.count - 1
  }

  func shortest() -> (order: [Int], length: Int) {
    guard memberCount > 0 else { return ([0], 0) }
    let lengths = walkLengths()
    var set = 1 << memberCount - 1
    let ends = (0..<memberCount).map { end in
      lengths[set * memberCount + end] + (isClosed ? distance(end, -1) : 0)
    }
    let length = ends.min()!
    var last = ends.firstIndex(of: length)!
    var order = [last + 1]
    while set != 1 << last {
      let rest = set & ~(1 << last)
      let wanted = lengths[set * memberCount + last]
      last = (0..<memberCount).first { member in
        rest >> member & 1 == 1
          && lengths[rest * memberCount + member] + distance(member, last) == wanted
      }!
      set = rest
      order.append(last + 1)
    }
    return ([0] + order.reversed(), length)
  }

  private func walkLengths() -> [Int] {
    let count = memberCount
    var between: [Int] = []
    for a in 0..<count {
      for b in 0..<count { between.append(distance(a, b)) }
    }
    var lengths = Array(repeating: Int.max, count: count << count)
    lengths.withUnsafeMutableBufferPointer { lengths in
      between.withUnsafeBufferPointer { between in
        for set in 1..<(1 << count) {
          var ends = set
          while ends != 0 {
            let end = ends.trailingZeroBitCount
            ends &= ends - 1
            var rest = set & ~(1 << end)
            let lengthsOfRest = rest * count
            var least = rest == 0 ? distance(-1, end) : Int.max
            while rest != 0 {
              let member = rest.trailingZeroBitCount
              rest &= rest - 1
              least = min(least, lengths[lengthsOfRest + member] + between[member * count + end])
            }
            lengths[set * count + end] = least
          }
        }
      }
    }
    return lengths
  }

  /// Between members; -1 is the first place.
  private func distance(_ a: Int, _ b: Int) -> Int { distances[a + 1, b + 1]! }
}
