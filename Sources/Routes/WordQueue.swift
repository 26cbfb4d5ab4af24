/// A set of small integers that finds the next and the last member before a place at once: a tree of
/// words in which a bit says that the word below is not zero.
struct WordQueue: ~Copyable {
  private var levels: [UnsafeMutablePointer<UInt64>] = []
  private var counts: [Int] = []

  /// - Parameter capacity: All members are below it.
  init(capacity: Int) {
    var count = capacity
    repeat {
      count = (count + 63) >> 6
      let level = UnsafeMutablePointer<UInt64>.allocate(capacity: max(count, 1))
      level.initialize(repeating: 0, count: max(count, 1))
      levels.append(level)
      counts.append(count)
    } while count > 1
  }

  deinit { for level in levels { level.deallocate() } }

  @inline(__always)
  func insert(_ member: Int) {
    var index = member
    for level in levels {
      let bit: UInt64 = 1 << UInt64(index & 63)
      index >>= 6
      let old = level[index]
      level[index] = old | bit
      if old != 0 { return }
    }
  }

  @inline(__always)
  func remove(_ member: Int) {
    var index = member
    for level in levels {
      let bit: UInt64 = 1 << UInt64(index & 63)
      index >>= 6
      level[index] &= ~bit
      if level[index] != 0 { return }
    }
  }

  /// The smallest member that is not below a place.
  @inline(__always)
  func first(from place: Int) -> Int? {
    var index = place
    for depth in levels.indices {
      let word = index >> 6
      guard word < counts[depth] else { return nil }
      let rest = levels[depth][word] & (~0 << UInt64(index & 63))
      if rest != 0 {
        return descend(to: word << 6 + rest.trailingZeroBitCount, depth) {
          $0.trailingZeroBitCount
        }
      }
      index = word + 1
    }
    return nil
  }

  /// The largest member that is not above a place.
  @inline(__always)
  func last(upTo place: Int) -> Int? {
    var index = place
    for depth in levels.indices {
      guard index >= 0 else { return nil }
      let word = index >> 6
      let rest = levels[depth][word] & (~0 >> UInt64(63 - index & 63))
      if rest != 0 {
        return descend(to: word << 6 + 63 - rest.leadingZeroBitCount, depth) {
          63 - $0.leadingZeroBitCount
        }
      }
      index = word - 1
    }
    return nil
  }

  @inline(__always)
  private func descend(to entry: Int, _ depth: Int, _ pick: (UInt64) -> Int) -> Int {
    var index = entry
    for level in levels[..<depth].reversed() { index = index << 6 + pick(level[index]) }
    return index
  }
}
