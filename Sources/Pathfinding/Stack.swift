/// Plain values, in memory that is kept when the stack is emptied.
struct Stack<Element: BitwiseCopyable>: ~Copyable {
  private var elements: UnsafeMutablePointer<Element>
  private var capacity = 64
  private(set) var count = 0

  init() { elements = .allocate(capacity: capacity) }

  deinit { elements.deallocate() }

  @inline(__always)
  var isEmpty: Bool { count == 0 }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(0..<count ~= index)
      return elements[index]
    }
    set {
      assert(0..<count ~= index)
      elements[index] = newValue
    }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    (elements + count).initialize(to: element)
    count &+= 1
  }

  @inline(__always)
  mutating func popLast() -> Element? {
    guard count > 0 else { return nil }
    count &-= 1
    return elements[count]
  }

  mutating func removeAll() { count = 0 }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: elements, count: count)
    elements.deallocate()
    elements = larger
    capacity *= 2
  }
}

/// Numbers of cells, in four bytes each.
typealias CellStack = Stack<UInt32>

extension CellStack {
  @inline(__always)
  mutating func append(_ cell: Int) { append(UInt32(truncatingIfNeeded: cell)) }
}
