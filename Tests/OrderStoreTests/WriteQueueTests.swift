import Ordering
import Testing

@testable import OrderStore

private struct Idle: Job {
  var take: Take? { nil }
  func apply(to batch: Batch) {}
  func answer() {}
  func fail(_ error: CommandError) {}
}

@Suite struct WriteQueueTests {
  /// Lets twice as many come as may wait.
  private func admitted(_ queue: WriteQueue) -> Int {
    var count = 0
    for _ in 0..<(2 * queue.limit) {
      if case .refused = queue.append(Idle()) { continue }
      count += 1
    }
    return count
  }

  @Test func aThousandMayWaitAtFirst() {
    #expect(admitted(WriteQueue(most: 4_096, patience: .milliseconds(100))) == 1_000)
    #expect(admitted(WriteQueue(most: 5, patience: .milliseconds(100))) == 5)
  }

  /// Promise: whoever is admitted waits as long as it takes to write what may wait, and that is bounded by time
  /// wherever the disk is fast enough to write a thousand in it.
  @Test(arguments: [
    (10, 1_000), (5_000, 1_000), (10_000, 1_000), (13_000, 1_300), (25_000, 2_500),
    (40_000, 4_000), (1_000_000, 4_096),
  ])
  func asManyWaitAsAreWrittenInTime(perSecond: Int, expected: Int) {
    let queue = WriteQueue(most: 4_096, patience: .milliseconds(100))
    for _ in 0..<20 { queue.wrote(256, in: .seconds(1) * 256 / perSecond) }
    #expect(abs(queue.limit - expected) <= 1, "\(queue.limit)")
    #expect(admitted(queue) == queue.limit)
  }

  /// A disk that becomes slow is noticed within a few batches, and so is one that has recovered.
  @Test func theLimitFollowsTheDisk() {
    let queue = WriteQueue(most: 4_096, patience: .milliseconds(100))
    for _ in 0..<20 { queue.wrote(256, in: .milliseconds(8)) }
    #expect(queue.limit > 3_000)
    for _ in 0..<3 { queue.wrote(256, in: .seconds(1)) }
    #expect(queue.limit == 1_000)
    for _ in 0..<12 { queue.wrote(256, in: .milliseconds(8)) }
    #expect(queue.limit > 2_500, "\(queue.limit)")
    queue.wrote(0, in: .zero)
    #expect(queue.limit >= 1_000)
  }
}
