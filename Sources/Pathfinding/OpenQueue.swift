/// A priority queue of cells for A*: buckets by priority, of which only the lowest is in order.
///
/// Priorities never fall, and those that wait lie within what one step can add to one, the costs of a step
/// there and back. So buckets are used in a circle. The lowest is a heap, small enough for the nearest
/// cache; to insert into any other is to append, and most cells there are never taken. Cells of the very
/// priority that is being taken, those of steps straight towards the goal, are a plain stack.
///
/// A cell is inserted anew when its label improves; what it leaves behind is settled when its turn comes.
///
/// An entry's priority is the key of the estimated cost of the whole path, where labels have theirs, and
/// below it, to part equals, the estimate of what is still to go. Its detail is the cell's row on the map,
/// which spares a division.
///
/// - SeeAlso: R. Brown, "Calendar queues", Communications of the ACM 31(10), 1988.
struct OpenQueue: ~Copyable {
  private static let bucketCount = 64

  /// Entries of the priority that is being taken, the estimate aside: the last goes first.
  private var current = Stack<QueueEntry>()
  private var currentKey: UInt64 = 0
  private let buckets: UnsafeMutablePointer<Stack<QueueEntry>>
  /// A bit for each bucket that is not empty, save the lowest.
  private var occupied: UInt64 = 0
  private var lowest = 0
  private var bucketShift: UInt64 = 0
  private var estimateShift: UInt64 = 0

  init() {
    buckets = .allocate(capacity: Self.bucketCount)
    for index in 0..<Self.bucketCount { (buckets + index).initialize(to: Stack()) }
  }

  deinit {
    buckets.deinitialize(count: Self.bucketCount)
    buckets.deallocate()
  }

  /// - Parameters:
  ///   - priority: The key of the least priority to come, where labels have theirs.
  ///   - estimateBound: What no estimate exceeds: the greater, the less exact is the order of equals.
  ///   - greatestCost: Of entering a cell, 1...9: as much as a step of √2 there and back adds to a
  ///     priority must lie within fewer buckets than there are.
  mutating func removeAll(startingAt priority: UInt64, estimateBound: UInt64, greatestCost: UInt64)
  {
    for index in 0..<Self.bucketCount { buckets[index].removeAll() }
    occupied = 0
    current.removeAll()
    currentKey = priority
    let doublings = UInt64(64 - (greatestCost - 1).leadingZeroBitCount)
    bucketShift = 64 - CostKey.bitCount + CostKey.straightBitCount - 4 + doublings
    estimateShift = UInt64(max(64 - 16 - estimateBound.leadingZeroBitCount, 0))
    lowest = bucket(of: priority)
  }

  @inline(__always)
  private func bucket(of priority: UInt64) -> Int {
    Int(truncatingIfNeeded: priority >> bucketShift) & (Self.bucketCount - 1)
  }

  /// - Parameter estimate: The key of the cost to go, not reduced modulo anything.
  @inline(__always)
  mutating func insert(_ cell: Int, row: Int, label: UInt64, estimate: UInt64) {
    let priority =
      Labels.key(label) &+ Labels.shifted(estimate)
      | estimate >> estimateShift
    let entry = QueueEntry(
      priority: priority, node: UInt32(truncatingIfNeeded: cell),
      detail: UInt32(truncatingIfNeeded: row))
    if Labels.key(priority) == currentKey {
      current.append(entry)
      return
    }
    let index = bucket(of: priority)
    buckets[index].append(entry)
    if index == lowest {
      buckets[index].riseLast()
    } else {
      occupied |= 1 << UInt64(index)
    }
  }

  @inline(__always)
  mutating func popFirst() -> QueueEntry? {
    if let entry = current.popLast() { return entry }
    if buckets[lowest].isEmpty {
      guard occupied != 0 else { return nil }
      let ahead = occupied &>> UInt64(lowest) | occupied &<< UInt64(64 &- lowest)
      lowest = (lowest &+ ahead.trailingZeroBitCount) & (Self.bucketCount - 1)
      occupied &= ~(1 << UInt64(lowest))
      buckets[lowest].makeHeap()
    }
    let entry = buckets[lowest].popHeap()
    currentKey = Labels.key(entry.priority)
    return entry
  }
}
