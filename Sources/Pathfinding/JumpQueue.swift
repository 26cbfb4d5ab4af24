/// The queue of a search by jump points.
///
/// Cells of the very priority that is being taken, those of moves straight towards the goal, are a plain
/// stack; all others a heap.
struct JumpQueue: ~Copyable {
  private var current = Stack<QueueEntry>()
  private var currentPriority: UInt64 = 0
  private var others = Stack<QueueEntry>()

  mutating func removeAll(startingAt priority: UInt64) {
    current.removeAll()
    others.removeAll()
    currentPriority = priority
  }

  @inline(__always)
  mutating func insert(_ entry: QueueEntry) {
    if entry.priority == currentPriority {
      current.append(entry)
    } else {
      insertLater(entry)
    }
  }

  @inline(never)
  private mutating func insertLater(_ entry: QueueEntry) { others.pushHeap(entry) }

  @inline(__always)
  mutating func popFirst() -> QueueEntry? {
    if let entry = current.popLast() { return entry }
    guard !others.isEmpty else { return nil }
    let entry = others.popHeap()
    currentPriority = entry.priority
    return entry
  }
}
