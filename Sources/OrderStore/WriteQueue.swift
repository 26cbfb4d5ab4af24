import Ordering
import Synchronization

/// A command that waits for its batch, with whoever waits for its answer.
protocol Job: Sendable {
  var take: Take? { get }
  /// Decides and writes; may be done again after the batch was undone.
  func apply(to batch: Batch) throws
  /// Says what was decided. The batch is on the disk.
  func answer()
  func fail(_ error: CommandError)
}

/// Commands in the order in which they came, no more than are written in a given time.
///
/// A bound on the number alone would make them wait the longer the slower the disk is, or turn them away
/// though they would have been done at once. How many are written a second is measured, of late; at least
/// ``least`` may wait in any case, so that a crowd after a quiet hour is let in.
final class WriteQueue: Sendable {
  private struct State {
    var jobs: [any Job] = []
    var isDraining = false
    var isClosed = false
    var limit: Int
    /// Of late: each batch halves the weight of those before it.
    var written = 0.0
    var seconds = 0.0
  }

  /// What the contract promises.
  static let least = 1_000

  private let state: Mutex<State>
  private let most: Int
  private let patience: Duration

  /// - Parameters:
  ///   - most: that may wait, however fast they are written.
  ///   - patience: how long those who wait should have to.
  init(most: Int, patience: Duration) {
    self.most = most
    self.patience = patience
    state = Mutex(State(limit: min(Self.least, most)))
  }

  /// Learns how long a batch took.
  func wrote(_ count: Int, in duration: Duration) {
    state.withLock { state in
      state.written = state.written / 2 + Double(count)
      state.seconds = state.seconds / 2 + duration / .seconds(1)
      let inTime = state.written / max(state.seconds, 1e-9) * (patience / .seconds(1))
      state.limit = min(most, max(Self.least, Int(min(inTime, Double(most)))))
    }
  }

  /// How many may wait now.
  var limit: Int { state.withLock { $0.limit } }

  enum Admission {
    /// Nobody is at work: whoever asked has to see to it that somebody is.
    case first
    case waiting
    case refused
  }

  func append(_ job: any Job) -> Admission {
    state.withLock { state in
      guard !state.isClosed, state.jobs.count < state.limit else { return .refused }
      state.jobs.append(job)
      if state.isDraining { return .waiting }
      state.isDraining = true
      return .first
    }
  }

  /// Takes the oldest jobs; none, and whoever drains may stop.
  func next(_ count: Int) -> [any Job] {
    state.withLock { state in
      let batch = Array(state.jobs.prefix(count))
      state.jobs.removeFirst(batch.count)
      if batch.isEmpty { state.isDraining = false }
      return batch
    }
  }

  /// From now on nothing is admitted.
  ///
  /// - Returns: whether this was the first time.
  func close() -> Bool {
    state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
  }

  var count: Int { state.withLock { $0.jobs.count } }
  var isOpen: Bool { state.withLock { !$0.isClosed && $0.jobs.count < $0.limit } }
}
