/// A priority queue of cells for Dijkstra's algorithm, in buckets by cost.
///
/// A bucket is narrower than the cheapest step. A cell of the lowest bucket can then not be improved by
/// another of the same bucket: all its labels are final, and any order will do. The dearest step, 9√2,
/// spans fewer buckets than there are, so that they can be used in a circle.
///
/// A cell is inserted anew when its label improves; what it leaves behind is settled when its turn comes.
///
/// - SeeAlso: E. V. Denardo and B. L. Fox, "Shortest-route methods: 1. Reaching, pruning, and buckets",
///   Operations Research 27(1), 1979.
struct BucketQueue: ~Copyable {
  private static let bucketCount = 32

  private let buckets: UnsafeMutablePointer<CellStack>
  private var lowest = 0

  init() {
    buckets = .allocate(capacity: Self.bucketCount)
    for index in 0..<Self.bucketCount { (buckets + index).initialize(to: CellStack()) }
  }

  deinit {
    buckets.deinitialize(count: Self.bucketCount)
    buckets.deallocate()
  }

  mutating func removeAll() {
    for index in 0..<Self.bucketCount { buckets[index].removeAll() }
    lowest = 0
  }

  @inline(__always)
  mutating func insert(_ cell: Int, _ label: UInt64) {
    let width = 64 - CostKey.bitCount + CostKey.straightBitCount
    buckets[Int(truncatingIfNeeded: label >> width) & (Self.bucketCount - 1)].append(cell)
  }

  /// Goes on to the lowest bucket that is not empty.
  ///
  /// - Returns: Whether there is one.
  mutating func advance() -> Bool {
    for _ in 0..<Self.bucketCount {
      if !buckets[lowest].isEmpty { return true }
      lowest = (lowest + 1) & (Self.bucketCount - 1)
    }
    return false
  }

  /// Takes a cell from the lowest bucket.
  @inline(__always)
  mutating func popLast() -> Int? { buckets[lowest].popLast().map(Int.init) }
}
