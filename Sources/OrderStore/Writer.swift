import Dispatch
import GRDB
import Metrics
import Ordering
import Synchronization

/// The one that writes: it owns the write connection and does group commit.
///
/// What waits is drained into one transaction; each command decides before it writes. After the commit
/// has reached the disk the batch is published to the cache, and then answered, refusals included. While
/// a commit is on its way, the next batch gathers by itself: there is no timer, and a lone command waits
/// for nothing.
///
/// Everything but admission runs on one serial queue, outside of any task, so
/// that nothing here is ever cancelled half-way.
final class Writer: Sendable {
  private let pool: DatabasePool
  private let options: OrderStore.Options
  private let publish: @Sendable (Publication) -> Void
  private let waiting: WriteQueue
  private let queue = DispatchQueue(label: "orders.writer", qos: .userInitiated)
  private let log: WriteAheadLog
  /// Of the pool's write connection.
  private let connection: Connection
  private let isStorageFull = Atomic(false)

  private let depth = Gauge(label: "orders_writer_waiting")
  private let depthLimit = Gauge(label: "orders_writer_waiting_limit")
  private let batchSizes = Recorder(label: "orders_writer_batch_commands")
  private let commitTimes = Timer(label: "orders_writer_commit_seconds")
  private let commits = Counter(label: "orders_writer_commits")

  init(
    pool: DatabasePool, lock: StoreLock, options: OrderStore.Options,
    publish: @escaping @Sendable (Publication) -> Void
  ) throws {
    self.pool = pool
    self.options = options
    self.publish = publish
    waiting = WriteQueue(most: options.queueLimit, patience: options.patience)
    log = WriteAheadLog(lock: lock, limit: options.logLimit)
    connection = try pool.writeWithoutTransaction { [log] db in
      // The pool has set NORMAL, which would answer before the log is on the disk.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
        throw DatabaseError(message: "synchronous=FULL was not accepted")
      }
      // 64 MiB: the pages of a sale's tables and indices. The 2 MiB of the default are soon outgrown.
      try db.execute(sql: "PRAGMA cache_size = -65536")
      log.follow(db)
      try log.sync(db)
      return Connection(borrowing: db.sqliteConnection!)
    }
  }

  /// Whether a command would be admitted, and the last one did not fail for want of room.
  var isHealthy: Bool { waiting.isOpen && !isStorageFull.load(ordering: .relaxed) }

  /// How many commands wait for their batch.
  var waitingCount: Int { waiting.count }

  /// Does a command as part of some batch.
  func perform<C: Command>(_ command: C, take: Take?) async throws(CommandError) -> C.Answer {
    let decision = await withCheckedContinuation { continuation in
      admit(PendingCommand(command, take: take, continuation: continuation))
    }
    return try decision.get()
  }

  /// Does a command whose reply is stored under a client's key, unless there is one already.
  func perform<C: Command>(
    _ command: C, take: Take?, claim: Claim, render: @escaping @Sendable (C.Answer) -> Reply
  ) async throws(CommandError) -> Reply {
    let once = Claimed(command: command, claim: claim, render: render)
    return try await perform(once, take: take)
  }

  private func admit(_ job: any Job) {
    switch waiting.append(job) {
    case .waiting: break
    case .first: queue.async { self.drain() }
    case .refused:
      settle([job])
      job.fail(.overloaded)
    }
  }

  /// Answers what was admitted, and nothing after.
  func close() async {
    guard waiting.close() else { return }
    await withCheckedContinuation { continuation in
      // What was admitted is drained by now: its drain came onto the queue before this.
      queue.async {
        // A reader from outside must not hold up the end: what it keeps in the log is moved at the
        // next start.
        try? self.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 0") }
        self.tidy { try self.log.empty($0) }
        self.connection.finalize()
        continuation.resume()
      }
    }
  }

  // MARK: On the queue

  private func drain() {
    while true {
      depth.record(waitingCount)
      let jobs = waiting.next(options.batchLimit)
      if jobs.isEmpty { return }
      let start = ContinuousClock.now
      run(jobs)
      waiting.wrote(jobs.count, in: .now - start)
      depthLimit.record(waiting.limit)
      if log.isLong { tidy { try log.move($0) } }
    }
  }

  private func run(_ jobs: [any Job]) {
    do {
      let publication = try commit(jobs)
      publish(publication)
      for job in jobs { job.answer() }
    } catch {
      log.hasLostCount()
      recover(jobs, from: error)
    }
  }

  private func commit(_ jobs: [any Job]) throws -> Publication {
    batchSizes.record(jobs.count)
    let start = DispatchTime.now().uptimeNanoseconds
    var publication = try pool.writeWithoutTransaction { db in
      let batch = Batch(
        db: db, connection: connection, now: options.now(), hold: options.hold)
      let changes = db.totalChangesCount
      try db.inTransaction(.immediate) {
        for job in jobs { try job.apply(to: batch) }
        return .commit
      }
      if db.totalChangesCount != changes { isStorageFull.store(false, ordering: .relaxed) }
      return batch.publication
    }
    commits.increment()
    commitTimes.recordNanoseconds(DispatchTime.now().uptimeNanoseconds - start)
    publication.settled = jobs.compactMap(\.take)
    return publication
  }

  /// The batch was undone, or nobody knows.
  private func recover(_ jobs: [any Job], from error: any Error) {
    switch Recovery(from: error) {
    case .stop:
      options.stop(error)
    case .refuse(let reason):
      if case .storageFull = reason {
        isStorageFull.store(true, ordering: .relaxed)
        tidy { try log.move($0) }  // makes the log's own room usable again, where it can
      }
      fail(jobs, reason)
    case .separate:
      guard jobs.count > 1 else { return fail(jobs, .failed(error)) }
      for job in jobs { run([job]) }
    }
  }

  private func fail(_ jobs: [any Job], _ error: CommandError) {
    settle(jobs)
    for job in jobs { job.fail(error) }
  }

  private func settle(_ jobs: [any Job]) {
    let takes = jobs.compactMap(\.take)
    if !takes.isEmpty { publish(Publication(settled: takes)) }
  }

  /// Does something about the log.
  private func tidy(_ body: (Database) throws -> Void) {
    do {
      try pool.writeWithoutTransaction(body)
    } catch {
      if case .stop = Recovery(from: error) { options.stop(error) }
      // Busy or full: the log grows on, and is moved later.
    }
  }
}
