import Grids

/// Numbers of walks at some nodes of a graph.
final class NodeSums {
  private let width: Int
  private let sums: ZeroedStorage<UInt64>

  /// A bit for each node with a number, and the words in which there are any.
  private let members: ZeroedStorage<UInt64>
  private var extent = 0..<0

  init(nodeCount: Int, width: Int) {
    self.width = width
    sums = ZeroedStorage(count: nodeCount * width)
    members = ZeroedStorage(count: (nodeCount + 63) / 64)
  }

  var isEmpty: Bool { extent.isEmpty }

  /// - Parameter sum: Not zero; what there is in all must fit in the width.
  func add(_ sum: UnsafeMutableBufferPointer<UInt64>, at node: Int) {
    let word = node >> 6
    members.words[word] |= 1 << UInt64(node & 63)
    extent =
      extent.isEmpty
      ? word..<word + 1
      : min(extent.lowerBound, word)..<max(extent.upperBound, word + 1)
    let overflows = Routes.add(sum, to: sums.words(at: node * width, count: width))
    assert(!overflows, "more walks to a node than there are")
  }

  /// Takes all numbers out, in the order of their nodes; `body` may add some at greater ones.
  func drain(_ body: (Int, UnsafeMutableBufferPointer<UInt64>) -> Void) {
    var word = extent.lowerBound
    while word < extent.upperBound {
      while members.words[word] != 0 {
        let node = word << 6 + members.words[word].trailingZeroBitCount
        members.words[word] &= members.words[word] - 1
        let sum = sums.words(at: node * width, count: width)
        body(node, sum)
        sum.update(repeating: 0)
      }
      word += 1
    }
    extent = 0..<0
  }
}

/// Numbers of walks that end at positions, by the positions' indices.
final class PositionSums {
  private let width: Int
  private let sums: ZeroedStorage<UInt64>
  private let isTouched: ZeroedStorage<UInt8>

  /// The positions with a number.
  private(set) var touched: [UInt32] = []

  init(positionCount: Int, width: Int) {
    self.width = width
    sums = ZeroedStorage(count: positionCount * width)
    isTouched = ZeroedStorage(count: positionCount)
  }

  subscript(position: UInt32) -> UnsafeBufferPointer<UInt64> {
    UnsafeBufferPointer(words(at: position))
  }

  private func words(at position: UInt32) -> UnsafeMutableBufferPointer<UInt64> {
    sums.words(at: Int(position) * width, count: width)
  }

  var total: WalkCount {
    touched.reduce(into: WalkCount()) { $0 += WalkCount(self[$1]) }
  }

  /// - Parameter sum: Not zero.
  func add(_ sum: UnsafeMutableBufferPointer<UInt64>, at position: UInt32) {
    if isTouched.words[Int(position)] == 0 {
      isTouched.words[Int(position)] = 1
      touched.append(position)
    }
    let overflows = Routes.add(sum, to: words(at: position))
    assert(!overflows, "more walks to a position than there are")
  }

  func clear() {
    for position in touched {
      words(at: position).update(repeating: 0)
      isTouched.words[Int(position)] = 0
    }
    touched.removeAll(keepingCapacity: true)
  }
}
