/// Something to be taken from a queue when its turn comes.
struct QueueEntry {
  /// Less goes first, by the sign of the difference: see ``CostKey``.
  var priority: UInt64

  /// A cell, or whatever the search goes over.
  var node: UInt32

  /// What the search wants to know of it without looking it up.
  var detail: UInt32
}

/// A stack as a heap of four children a node, so that those share a cache line.
extension Stack<QueueEntry> {
  @inline(__always)
  mutating func pushHeap(_ entry: QueueEntry) {
    append(entry)
    riseLast()
  }

  /// Moves the last entry up to its place.
  @inline(__always)
  mutating func riseLast() {
    var hole = count &- 1
    let entry = self[hole]
    while hole > 0 {
      let parent = (hole &- 1) >> 2
      guard CostKey.isLess(entry.priority, self[parent].priority) else { break }
      self[hole] = self[parent]
      hole = parent
    }
    self[hole] = entry
  }

  /// Moves an entry down from a place to its own.
  @inline(__always)
  private mutating func sink(_ entry: QueueEntry, from place: Int) {
    var hole = place
    while true {
      let child = hole &* 4 &+ 1
      guard child < count else { break }
      let end = min(child &+ 4, count)
      var least = child
      var other = child &+ 1
      while other < end {
        if CostKey.isLess(self[other].priority, self[least].priority) { least = other }
        other &+= 1
      }
      guard CostKey.isLess(self[least].priority, entry.priority) else { break }
      self[hole] = self[least]
      hole = least
    }
    self[hole] = entry
  }

  mutating func makeHeap() {
    guard count > 1 else { return }
    for place in (0...(count - 2) / 4).reversed() { sink(self[place], from: place) }
  }

  /// - Precondition: There is an entry.
  @inline(__always)
  mutating func popHeap() -> QueueEntry {
    let first = self[0]
    let last = popLast()!
    if !isEmpty { sink(last, from: 0) }
    return first
  }
}
