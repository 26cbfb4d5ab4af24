import CSimulatedDisk
import Dispatch
import Foundation
import GRDB
import Glibc
import OrderModel
import OrderStore
import Ordering
import StockCache
import Synchronization

/// One life of the program: it opens the store, finds what it must find, does what the seed says, and ends by
/// itself, by a crash or by a power cut.
struct Life {
  /// How a life ends by itself.
  enum End: Int32 {
    case closed = 0
    case foundFault = 1
    case didNotOpen = 2
    case diskFailed = 3
  }

  /// What is known of the store, by the thread that writes too.
  private struct Knowledge {
    var course: Course
    let path: String
    /// Publications to come that say nothing of the batch.
    var skipped: Int

    func save() { try? course.write(to: path) }
  }

  /// The disk calls back without a context, and there is one life a process.
  private static let knowledge = Mutex<Knowledge?>(nil)

  private let folder: String
  private let isVerbose: Bool
  private var random: SplitMix64
  private let cache = MemoryStock()
  private var isFull = false

  /// - Parameters:
  ///   - folder: holds the database, and the course that has come so far.
  ///   - isLying: the disk's syncs do nothing.
  init(in folder: String, isLying: Bool, isVerbose: Bool) throws {
    let path = folder + "/course.json"
    var course = try Course(at: path)
    course.life += 1
    random = SplitMix64(seed: course.seed &* 1_000_003 &+ UInt64(course.life))
    self.folder = folder
    self.isVerbose = isVerbose
    Self.knowledge.withLock {
      // That of the opening.
      $0 = Knowledge(course: course, path: path, skipped: 1)
    }
    sd_install(
      folder, random.next(), { Self.knowledge.withLock { $0?.save() } }, isLying ? 1 : 0)
  }

  private var database: String { folder + "/orders.sqlite" }

  private var course: Course {
    get { Self.knowledge.withLock { $0!.course } }
    nonmutating set { Self.knowledge.withLock { $0!.course = newValue } }
  }

  private func tell(_ text: @autoclosure () -> String) {
    if isVerbose { say("  life \(course.life), step \(course.step): \(text())") }
  }

  /// - Throws: ``Fault`` where the store is not what it must be.
  mutating func run() async throws -> Never {
    if Int.random(in: 0..<6, using: &random) == 0 { scheduleFault() }
    let store: OrderStore
    do {
      store = try open()
    } catch {
      guard sd_has_failed() != 0 else { throw Fault("it does not open: \(error)") }
      tell("did not open: \(error)")
      sd_leave(End.didNotOpen.rawValue)
    }
    try settleDoubt()
    try check(course.model)
    while course.step < Course.stepCount {
      course.step += 1
      try await step(store)
      if Int.random(in: 0..<40, using: &random) == 0 { break }
    }
    try check(course.model)
    await store.close()
    if Bool.random(using: &random) { sd_cut_power() }
    sd_leave(End.closed.rawValue)
  }

  // MARK: The beginning

  private func open() throws -> OrderStore {
    var options = OrderStore.Options()
    options.now = {
      Timestamp(
        rawValue: Course.start + Self.knowledge.withLock { $0!.course.model.now })
    }
    // So that the log is moved now and then.
    options.logLimit = 64
    options.stop = { _ in sd_leave(End.diskFailed.rawValue) }
    return try OrderStore(path: database, options: options) { [cache] in
      cache.publish($0)
      Self.hear($0)
    }
  }

  /// What is published is committed: from here on the batch is certain, even if nobody was answered yet.
  private static func hear(_ publication: Publication) {
    knowledge.withLock { knowledge in
      guard knowledge!.skipped == 0 else {
        knowledge!.skipped -= 1
        return
      }
      // Takes alone are settled after failures, too.
      let isCommit =
        publication.settled.isEmpty || !publication.quantities.isEmpty
        || !publication.loaded.isEmpty
      guard isCommit, let certain = knowledge!.course.doubt else { return }
      knowledge!.course.model = certain
      knowledge!.course.doubt = nil
    }
  }

  /// The batch that the last life ended with is there as a whole, or not at all.
  private func settleDoubt() throws {
    guard let doubt = course.doubt else { return }
    let isThere = try differences(doubt).isEmpty
    tell("the last batch is \(isThere ? "" : "not ")there")
    if isThere { course.model = doubt }
    course.doubt = nil
  }

  // MARK: Steps

  private mutating func step(_ store: OrderStore) async throws {
    if Int.random(in: 0..<6, using: &random) == 0 {
      let pause = Int64.random(in: 0...400_000, using: &random)
      course.model.now += pause
      return tell("\(pause) ms later")
    }
    if isFull ? Bool.random(using: &random) : Int.random(in: 0..<12, using: &random) == 0 {
      isFull.toggle()
      let room = isFull ? Int64.random(in: 0...60_000, using: &random) : -1
      tell("room for \(room) bytes")
      sd_set_room(room)
    }

    var expectation = Deed.Expectation(course.model)
    var deeds: [(deed: Deed, word: String, isTurnedAway: Bool)] = []
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let deed = random.deed(expectation, key: "\(course.step)-\(deeds.count)")
      let (word, isTurnedAway) = expectation.expect(deed)
      deeds.append((deed, word, isTurnedAway))
    }
    tell(deeds.map { "\($0.deed) -> \($0.word)" }.joined(separator: "\n    "))
    let actual = await perform(deeds.map(\.deed), in: store, becoming: expectation.after)

    let wasFull = zip(deeds, actual).allSatisfy { $0.isTurnedAway || $1 == "full" }
    let isRolledBack = isFull && wasFull && !deeds.allSatisfy(\.isTurnedAway)
    for ((deed, word, isTurnedAway), actual) in zip(deeds, actual) {
      let expected = isRolledBack && !isTurnedAway ? "full" : word
      guard actual == expected else { throw Fault("\(deed): '\(actual)', not '\(expected)'") }
    }
    Self.knowledge.withLock { knowledge in
      knowledge!.course.doubt = nil
      knowledge!.course.model = isRolledBack ? expectation.before : expectation.after
    }
    for (index, product) in course.model.products.enumerated() {
      let available = await cache.available(ProductID(index: index))
      guard available == (product.isCached ? product.quantity : nil) else {
        throw Fault("the cache has \(available as Int64?) of product \(index): \(product)")
      }
    }
  }

  /// Does deeds as one batch, in their order: the writer stands still in a command while they gather.
  private mutating func perform(
    _ deeds: [Deed], in store: OrderStore, becoming after: ShopModel
  ) async -> [String] {
    let gate = Gate()
    let gateTask = Task { try await store.perform(gate) }
    await gate.isEntered()

    var tasks: [Task<String, Never>] = []
    var waitingCount = 0
    for deed in deeds {
      let end = Flag()
      let task = Task { [cache] in
        defer { end.raise() }
        return await deed.perform(in: store, cache)
      }
      tasks.append(task)
      while !end.isRaised, store.waitingCount == waitingCount {
        await Task.yield()
      }
      waitingCount = store.waitingCount
    }
    Self.knowledge.withLock { knowledge in
      knowledge!.course.doubt = after
      // That of the gate.
      knowledge!.skipped = 1
    }
    if Int.random(in: 0..<20, using: &random) == 0 { scheduleFault() }
    gate.open()
    var words: [String] = []
    for task in tasks { words.append(await task.value) }
    _ = try? await gateTask.value
    return words
  }

  private mutating func scheduleFault() {
    let faults = [sd_kill, sd_power_cut, sd_error, sd_late_error]
    let fault = faults.randomElement(using: &random)!
    let operation = Int.random(in: 1...16, using: &random)
    tell("fault \(fault.rawValue) at operation \(operation)")
    sd_schedule(fault, Int32(operation))
  }

  // MARK: What must be there

  private func check(_ model: ShopModel) throws {
    let differences = try differences(model)
    guard differences.isEmpty else { throw Fault(differences.joined(separator: "; ")) }
    let findings = try Audit(path: database).findings
    guard findings.isEmpty else { throw Fault("audit: \(findings.map(\.description))") }
  }

  /// The tables as they are, by a connection that is not the store's.
  private func differences(_ model: ShopModel) throws -> [String] {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: database, configuration: configuration)
    defer { try? queue.close() }
    return try queue.read { db in
      var found: [String] = []
      func compare(_ sql: String, _ expected: [String]) throws {
        let actual = try String.fetchAll(db, sql: sql)
        if actual != expected { found.append("\(sql): \(actual), not \(expected)") }
      }
      try compare("SELECT count(*) FROM users", ["\(model.userCount)"])
      try compare(
        "SELECT quantity || ' ' || price || ' ' || isCached FROM flash_products ORDER BY id",
        model.products.map { "\($0.quantity) \($0.price) \($0.isCached ? 1 : 0)" })
      try compare(
        "SELECT userID FROM carts ORDER BY id", model.carts.map { "\($0.user + 1)" })
      try compare(
        "SELECT id || ' ' || userID || ' ' || cartID || ' ' || status FROM orders ORDER BY id",
        model.orders.enumerated().map { index, order in
          "\(index + 1) \(order.user + 1) \(order.cart + 1) \(order.status)"
        })
      try compare(
        "SELECT orderID FROM late_payments ORDER BY orderID",
        model.orders.indices.filter { model.orders[$0].isRefunded }.map { "\($0 + 1)" })
      try compare(
        "SELECT (principal - 1) || ' ' || key AS name FROM idempotency_keys ORDER BY name",
        model.keys.sorted())
      return found
    }
  }
}

/// The store is not what it must be.
struct Fault: Error {
  let text: String

  init(_ text: String) { self.text = text }
}

/// A command that stands still until it is let go on.
private final class Gate: Command {
  private let entered = AsyncStream<Void>.makeStream()
  private let gate = DispatchSemaphore(value: 0)

  func apply(to batch: Batch) {
    entered.continuation.yield()
    gate.wait()
  }

  func isEntered() async { for await _ in entered.stream { return } }

  func open() { gate.signal() }
}

private final class Flag: Sendable {
  private let flag = Atomic(false)

  var isRaised: Bool { flag.load(ordering: .acquiring) }

  func raise() { flag.store(true, ordering: .releasing) }
}
