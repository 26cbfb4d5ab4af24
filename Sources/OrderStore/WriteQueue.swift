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

/// Commands in the order in which they came, up to a number.
final class WriteQueue: Sendable {
  private struct State {
    var jobs: [any Job] = []
    var isDraining = false
    var isClosed = false
  }

  private let state = Mutex(State())
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  enum Admission {
    /// Nobody is at work: whoever asked has to see to it that somebody is.
    case first
    case waiting
    case refused
  }

  func append(_ job: any Job) -> Admission {
    state.withLock { state in
      guard !state.isClosed, state.jobs.count < limit else { return .refused }
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
  var isOpen: Bool { state.withLock { !$0.isClosed && $0.jobs.count < limit } }
}
