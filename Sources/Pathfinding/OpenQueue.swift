/// A priority queue of cells for A*: buckets by priority, of which only the lowest is in order.
///
/// Priorities never fall, and those that wait lie within what one step can add to one, the costs of a step
/// there and back. So buckets are used in a circle. The lowest is a heap, small enough for the nearest
/// cache; to insert into any other is to append, and most cells there are never taken. Cells of the very
/// priority that is being taken, those of steps straight towards the goal, are a plain stack.
///
/// A cell is inserted anew when its label improves; what it leaves behind is settled when its turn comes.
///
/// - SeeAlso: R. Brown, "Calendar queues", Communications of the ACM 31(10), 1988.
struct OpenQueue: ~Copyable {
  struct Entry {
    /// The key of the estimated cost of the whole path, where labels have theirs, and below it, to part
    /// equals, the estimate of what is still to go.
    var priority: UInt64
    var cell: UInt32
    /// The cell's row on the map: it spares a division.
    var row: UInt32
  }

  private static let bucketCount = 64

  /// Entries of the priority that is being taken, the estimate aside: the last goes first.
  private var current = Stack<Entry>()
  private var currentKey: UInt64 = 0
  private let buckets: UnsafeMutablePointer<Stack<Entry>>
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
    let entry = Entry(
      priority: priority, cell: UInt32(truncatingIfNeeded: cell),
      row: UInt32(truncatingIfNeeded: row))
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
  mutating func popFirst() -> Entry? {
    if let entry = current.popLast() { return entry }
    if buckets[lowest].isEmpty {
      guard occupied != 0 else { return nil }
      let ahead = occupied &>> UInt64(lowest) | occupied &<< UInt64(64 &- lowest)
      lowest = (lowest &+ ahead.trailingZeroBitCount) & (Self.bucketCount - 1)
      occupied &= ~(1 << UInt64(lowest))
      buckets[lowest].makeHeap()
    }
    let entry = buckets[lowest].popFirst()
    currentKey = Labels.key(entry.priority)
    return entry
  }
}

// MARK: - A heap of four children a node, so that those share a cache line.

extension Stack<OpenQueue.Entry> {
  /// Moves the last entry up to its place.
  @inline(__always)
  fileprivate mutating func riseLast() {
    var hole = count &- 1
    let entry = self[hole]
    while hole > 0 {
      let parent = (hole &- 1) >> 2
      guard Labels.isLess(entry.priority, self[parent].priority) else { break }
      self[hole] = self[parent]
      hole = parent
    }
    self[hole] = entry
  }

  /// Moves an entry down from a place to its own.
  @inline(__always)
  private mutating func sink(_ entry: OpenQueue.Entry, from place: Int) {
    var hole = place
    while true {
      let child = hole &* 4 &+ 1
      guard child < count else { break }
      let end = min(child &+ 4, count)
      var least = child
      var other = child &+ 1
      while other < end {
        if Labels.isLess(self[other].priority, self[least].priority) { least = other }
        other &+= 1
      }
      guard Labels.isLess(self[least].priority, entry.priority) else { break }
      self[hole] = self[least]
      hole = least
    }
    self[hole] = entry
  }

  fileprivate mutating func makeHeap() {
    guard count > 1 else { return }
    for place in (0...(count - 2) / 4).reversed() { sink(self[place], from: place) }
  }

  /// - Precondition: There is an entry.
  @inline(__always)
  fileprivate mutating func popFirst() -> OpenQueue.Entry {
    let first = self[0]
    let last = popLast()!
    if !isEmpty { sink(last, from: 0) }
    return first
  }
}
