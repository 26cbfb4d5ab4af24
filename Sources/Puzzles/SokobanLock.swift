/// Whether boxes are locked for ever, one of them on no goal, because of a box that was just pushed.
///
/// A box can move along an axis if the cells on both sides are free, and not both dead. Of the boxes that touch each
/// other, those that can are taken out, as if they were gone, until none can: of the others, none can ever be the first
/// to move. If the pushed box is not among them, they have been locked before.
///
/// - SeeAlso: <http://www.sokobano.de/wiki/index.php?title=How_to_detect_deadlocks>, freeze deadlocks.
struct SokobanLock {
  private let neighbors: [Int16]
  private let isGoal: [Bool]
  private let isDead: [Bool]

  /// Boxes that touch each other and are not taken out.
  private var isCandidate: [Bool]
  private var candidates: [Int] = []
  private var pending: [Int] = []

  init(neighbors: [Int16], isGoal: [Bool], isDead: [Bool]) {
    self.neighbors = neighbors
    self.isGoal = isGoal
    self.isDead = isDead
    isCandidate = Array(repeating: false, count: isGoal.count)
  }

  mutating func isLocked(_ box: Int, _ isBox: [Bool]) -> Bool {
    // Mostly it can move, and that is all.
    guard !canMove(box, among: isBox) else { return false }
    gather(box, isBox)
    defer {
      for cell in candidates { isCandidate[cell] = false }
      candidates.removeAll(keepingCapacity: true)
    }
    takeOutWhatCanMove()
    return isCandidate[box] && candidates.contains { isCandidate[$0] && !isGoal[$0] }
  }

  /// The boxes that touch the box, or one that does.
  private mutating func gather(_ box: Int, _ isBox: [Bool]) {
    candidates.append(box)
    isCandidate[box] = true
    var index = 0
    while index < candidates.count {
      let first = candidates[index] * 4
      index += 1
      for side in first..<first + 4 {
        let next = Int(neighbors[side])
        guard next >= 0, isBox[next], !isCandidate[next] else { continue }
        isCandidate[next] = true
        candidates.append(next)
      }
    }
  }

  private mutating func takeOutWhatCanMove() {
    pending += candidates
    while let cell = pending.popLast() {
      guard isCandidate[cell], canMove(cell, among: isCandidate) else { continue }
      isCandidate[cell] = false
      for side in cell * 4..<cell * 4 + 4 {
        let next = Int(neighbors[side])
        if next >= 0, isCandidate[next] { pending.append(next) }
      }
    }
  }

  private func canMove(_ box: Int, among blocking: [Bool]) -> Bool {
    for axis in 0..<2 {
      let a = Int(neighbors[box * 4 + axis])
      let b = Int(neighbors[box * 4 + axis + 2])
      if a >= 0, b >= 0, !blocking[a], !blocking[b], !(isDead[a] && isDead[b]) { return true }
    }
    return false
  }
}
