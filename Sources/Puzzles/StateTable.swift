#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The states that a search has met: words of the state, what it cost to get there, and from where.
///
/// States have numbers in the order of their insertion and lie one behind the other; beside them is a hash
/// table with open addressing, whose slots keep half of the hash next to the number, so that states are
/// rarely compared in vain and never hashed twice.
struct StateTable: ~Copyable {
  let wordsPerState: Int
  private(set) var count = 0

  private let byteLimit: Int
  private var capacity = 1 << 6
  private var words: UnsafeMutablePointer<UInt64>
  private var notes: UnsafeMutablePointer<Note>

  /// A number plus one in the lower half, half a hash in the upper; zero where free. A power of two.
  private var slots: UnsafeMutablePointer<UInt64>
  private var slotCount = 1 << 7

  /// What is known of a state beside itself.
  struct Note {
    /// What the best way to it costs that is known.
    var cost: UInt32
    var parent: UInt32
    /// What it takes to the end at least; ``StateTable/none`` where the end is out of reach.
    var bound: UInt32
    var isExpanded: Bool
  }

  /// No number, cost or bound: the parent of the first state, the cost of one that was just met.
  static let none = UInt32.max

  /// - Parameter byteLimit: What it may take at most when it grows; it begins small.
  init(wordsPerState: Int, byteLimit: Int) {
    self.wordsPerState = wordsPerState
    self.byteLimit = byteLimit
    words = Self.resized(nil, to: capacity * wordsPerState)
    notes = Self.resized(nil, to: capacity)
    slots = Self.emptySlots(slotCount)
  }

  deinit {
    free(words)
    free(notes)
    free(slots)
  }

  var byteCount: Int { Self.byteCount(capacity, wordsPerState, slotCount) }

  private static func byteCount(_ capacity: Int, _ wordsPerState: Int, _ slotCount: Int) -> Int {
    capacity * (wordsPerState * 8 + MemoryLayout<Note>.stride) + slotCount * 8
  }

  /// The words of a state, valid until the next insertion.
  @inline(__always)
  func state(_ number: Int) -> UnsafeMutablePointer<UInt64> { words + number &* wordsPerState }

  @inline(__always)
  subscript(number: Int) -> Note {
    get { notes[number] }
    nonmutating set { notes[number] = newValue }
  }

  /// Finds a state, or inserts it with a cost beyond all.
  @inline(__always)
  mutating func insert(
    _ state: UnsafePointer<UInt64>, hash: UInt64
  ) throws(LimitReached) -> Int {
    if count == capacity { try grow() }
    let half = hash >> 32
    var slot = Self.slot(half, slotCount)
    while slots[slot] != 0 {
      if slots[slot] >> 32 == half {
        let number = Int(slots[slot] & 0xFFFF_FFFF) &- 1
        if isEqual(self.state(number), state) { return number }
      }
      slot = (slot &+ 1) & (slotCount &- 1)
    }
    slots[slot] = half << 32 | UInt64(count &+ 1)
    self.state(count).update(from: state, count: wordsPerState)
    notes[count] = Note(cost: Self.none, parent: Self.none, bound: Self.none, isExpanded: false)
    count &+= 1
    return count &- 1
  }

  @inline(__always)
  private func isEqual(_ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>) -> Bool {
    for index in 0..<wordsPerState where a[index] != b[index] { return false }
    return true
  }

  /// Where to look first: the half hash, spread over all slots.
  @inline(__always)
  private static func slot(_ half: UInt64, _ slotCount: Int) -> Int {
    Int(truncatingIfNeeded: (half &* 0x9E37_79B9_7F4A_7C15) >> 24) & (slotCount &- 1)
  }

  /// Doubles the room, unless that would take more than is allowed, or more states than have numbers.
  private mutating func grow() throws(LimitReached) {
    let newSlotCount = capacity * 4
    // The old slots are there until the new ones are filled.
    let peak = Self.byteCount(2 * capacity, wordsPerState, newSlotCount + slotCount)
    guard peak <= byteLimit, 2 * capacity < Int(Self.none) else { throw .memory }
    capacity *= 2
    words = Self.resized(words, to: capacity * wordsPerState)
    notes = Self.resized(notes, to: capacity)
    let newSlots = Self.emptySlots(newSlotCount)
    for index in 0..<slotCount where slots[index] != 0 {
      var slot = Self.slot(slots[index] >> 32, newSlotCount)
      while newSlots[slot] != 0 { slot = (slot &+ 1) & (newSlotCount &- 1) }
      newSlots[slot] = slots[index]
    }
    free(slots)
    slots = newSlots
    slotCount = newSlotCount
  }

  /// The C library moves large arrays by their pages, without a second copy.
  private static func resized<Element: BitwiseCopyable>(
    _ elements: UnsafeMutablePointer<Element>?, to capacity: Int
  ) -> UnsafeMutablePointer<Element> {
    guard let memory = realloc(elements, capacity * MemoryLayout<Element>.stride) else {
      preconditionFailure("out of memory")
    }
    return memory.bindMemory(to: Element.self, capacity: capacity)
  }

  private static func emptySlots(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    guard let memory = calloc(count, MemoryLayout<UInt64>.stride) else {
      preconditionFailure("out of memory")
    }
    return memory.bindMemory(to: UInt64.self, capacity: count)
  }

  /// The numbers of the states on the way to one, from the first on.
  func way(to number: Int) -> [Int] {
    var way: [Int] = []
    var number = UInt32(number)
    while number != Self.none {
      way.append(Int(number))
      number = notes[Int(number)].parent
    }
    return way.reversed()
  }
}

/// Mixes a word thoroughly: the finalizer of SplitMix64.
@inline(__always)
func mixed(_ word: UInt64) -> UInt64 {
  var z = word &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ z &>> 30) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ z &>> 27) &* 0x94D0_49BB_1331_11EB
  return z ^ z &>> 31
}

/// States that wait for their turn, by the least cost that a solution through them can have.
///
/// A list for each cost. Of equals the last comes first: it is mostly the one that is farther on its way.
struct StateQueue {
  private var lists: [[UInt32]] = []
  private var origin = 0
  private var least = 0
  private var count = 0

  /// Lists have at most twice the room that they need.
  var byteCount: Int { 2 * count * MemoryLayout<UInt32>.stride + lists.count * 32 }

  /// - Parameter cost: Not less than that of the first that was inserted.
  @inline(__always)
  mutating func insert(_ number: Int, cost: Int) {
    if lists.isEmpty { origin = cost }
    let index = cost - origin
    while lists.count <= index { lists.append([]) }
    lists[index].append(UInt32(truncatingIfNeeded: number))
    least = min(least, index)
    count += 1
  }

  @inline(__always)
  mutating func popFirst() -> Int? {
    while least < lists.count {
      if let number = lists[least].popLast() {
        count -= 1
        return Int(number)
      }
      // No cost comes back: the bound is consistent.
      lists[least] = []
      least += 1
    }
    return nil
  }
}
