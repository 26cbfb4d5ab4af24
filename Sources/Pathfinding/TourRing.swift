import Grids

/// The search for a walk as one for a round trip, whether the walk is to return or not.
///
/// Where it is not, a place is added, the root, at no distance from any other; to the first place it is so
/// near, at a distance below zero, that a shortest round trip goes from the one to the other. What is left
/// of the trip without the root is a walk that begins at the first place and ends anywhere. Where the walk
/// is to return, the root is the first place itself.
struct TourRing {
  let count: Int
  let root: Int

  /// How much shorter than the walk the round trip is.
  private let discount: Int

  private let storage: ZeroedStorage<Int>

  init(_ distances: DistanceTable, isClosed: Bool) {
    let placeCount = distances.count
    count = isClosed ? placeCount : placeCount + 1
    root = isClosed ? 0 : placeCount
    storage = ZeroedStorage(count: count * count)
    var greatest = 0
    for a in 0..<placeCount {
      for b in 0..<placeCount {
        let distance = distances[a, b]!
        storage.words[a * count + b] = distance
        greatest = max(greatest, distance)
      }
    }
    // More than any exchange of three steps could save.
    discount = isClosed ? 0 : 4 * greatest + 1
    if !isClosed {
      storage.words[root * count] = -discount
      storage.words[root] = -discount
    }
  }

  @inline(__always)
  subscript(a: Int, b: Int) -> Int { storage.words[a &* count &+ b] }

  func walkLength(_ length: Int) -> Int { length + discount }

  /// A round trip as a walk: each place of the table once, the first in front.
  func order(of tour: [Int]) -> [Int] {
    let first = tour.firstIndex(of: 0)!
    let turned = Array(tour[first...] + tour[..<first])
    guard root != 0 else { return turned }
    // The root stands beside the first place, on either side of it.
    return turned.last == root ? turned.dropLast() : [0] + turned.dropFirst(2).reversed()
  }
}
