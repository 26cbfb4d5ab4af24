import Dispatch
import Foundation
import GRDB
import OrderTesting
import Ordering
import Synchronization
import Testing

@testable import OrderStore

/// A command that does what a test says.
private struct Probe: Command {
  let body: @Sendable (Batch) throws -> Void

  func apply(to batch: Batch) throws { try body(batch) }
}

@Suite(.everyCache) struct WriterTests {
  /// The writer stands still in a command until the gate opens, so that what comes after it forms one
  /// batch.
  private func whileWriterWaits(
    _ store: OrderStore, _ body: () async throws -> Void
  ) async throws {
    let gate = DispatchSemaphore(value: 0)
    let entered = AsyncStream<Void>.makeStream()
    async let blocked: Void = store.perform(
      Probe { _ in
        entered.continuation.yield()
        gate.wait()
      })
    for await _ in entered.stream { break }
    do {
      try await body()
    } catch {
      gate.signal()
      throw error
    }
    gate.signal()
    try await blocked
  }

  private func untilWaiting(_ count: Int, in store: OrderStore) async {
    while store.writer.waitingCount < count { await Task.yield() }
  }

  @Test func whatWaitsBecomesOneTransaction() async throws {
    let shop = try TemporaryStore()
    let transactions = Mutex<Set<ObjectIdentifier>>([])
    let probe = Probe { batch in _ = transactions.withLock { $0.insert(ObjectIdentifier(batch)) } }
    try await withThrowingTaskGroup(of: Void.self) { group in
      try await whileWriterWaits(shop.store) {
        for _ in 0..<50 { group.addTask { try await shop.store.perform(probe) } }
        await untilWaiting(50, in: shop.store)
      }
      try await group.waitForAll()
    }
    #expect(transactions.withLock { $0.count } == 1)
  }

  @Test func aRefusalLeavesItsBatchAlone() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 3)
    let carts = try await [
      shop.cart(user, (lamp, 2)), shop.cart(user, (lamp, 2)), shop.cart(user, (lamp, 1)),
    ]
    let refused = await withTaskGroup(of: Refusal?.self) { group in
      try? await whileWriterWaits(shop.store) {
        for (index, cart) in carts.enumerated() {
          group.addTask { await refusal { try await shop.order(cart, user, by: .threshold) } }
          await untilWaiting(index + 1, in: shop.store)
        }
      }
      return await group.reduce(into: [Refusal]()) { if let refusal = $1 { $0.append(refusal) } }
    }
    #expect(refused == [.outOfStock([Shortage(productID: lamp, asked: 2, available: 1)])])
    #expect(try await shop.quantity(lamp) == 0)
    #expect(try shop.audit() == [])
  }

  /// A command that breaks a constraint is a fault of ours; the others of its batch must not pay for it.
  @Test func aBrokenCommandFailsAlone() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 3)
    let carts = try await [shop.cart(user, (lamp, 1)), shop.cart(user, (lamp, 1))]
    let broken = Probe { batch in
      _ = try batch.product(lamp)
      try batch.move(lamp, by: -99, .adjusted(reason: "broken"))
    }
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      try? await whileWriterWaits(shop.store) {
        group.addTask { (try? await shop.order(carts[0], user, by: .threshold)) != nil }
        await untilWaiting(1, in: shop.store)
        group.addTask { (try? await shop.store.perform(broken)) != nil }
        await untilWaiting(2, in: shop.store)
        group.addTask { (try? await shop.order(carts[1], user, by: .threshold)) != nil }
        await untilWaiting(3, in: shop.store)
      }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 }.count == 2)
    #expect(try await shop.quantity(lamp) == 1)
    #expect(try shop.audit() == [])
  }

  /// Incident, 6: what was taken was not given back.
  @Test func aFullQueueRefusesAtOnceAndGivesBack() async throws {
    let shop = try TemporaryStore { $0.queueLimit = 1 }
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 3)
    _ = try await shop.store.perform(GenerateCache())
    let cart = try await shop.cart(user, (lamp, 2))
    try await withThrowingTaskGroup(of: Void.self) { group in
      try await whileWriterWaits(shop.store) {
        group.addTask { try await shop.store.perform(Probe { _ in }) }
        await untilWaiting(1, in: shop.store)
        let error = await #expect(throws: CommandError.self) {
          try await shop.order(cart, user, by: .cache)
        }
        guard case .overloaded = error else {
          Issue.record("\(String(describing: error))")
          return
        }
        #expect((try? await shop.cache.available(lamp)) == 3)
      }
      try await group.waitForAll()
    }
    #expect(await shop.store.isReady())
  }

  /// Promise: what is published can be read by everybody, and nobody has been answered yet.
  @Test func batchesArePublishedAfterTheirCommitAndBeforeTheirAnswers() async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appending(path: "orders.sqlite").path
      let answered = DispatchSemaphore(value: 0)
      let faults = Mutex<[String]>([])
      let store = try OrderStore(path: path) { publication in
        guard let quantity = publication.quantities.values.first else { return }
        var configuration = Configuration()
        configuration.readonly = true
        let committed = try? DatabaseQueue(path: path, configuration: configuration).read {
          try Int64.fetchOne($0, sql: "SELECT quantity FROM flash_products")
        }
        if committed != quantity {
          faults.withLock {
            $0.append("\(quantity) was published, \(committed ?? -1) is committed")
          }
        }
        // The answer of the batch before was heard; that of this one must not come while we are here.
        if quantity < 100 { answered.wait() }
        if answered.wait(timeout: .now() + .milliseconds(10)) == .success {
          faults.withLock { $0.append("\(quantity) was answered before it was published") }
        }
      }
      let id = try await store.perform(
        CreateProduct(NewProduct(name: "Lamp", price: 1, quantity: 100))
      ).id
      answered.signal()
      for _ in 0..<10 {
        _ = try await store.perform(AdjustStock(productID: id, change: -1, reason: "sold by hand"))
        answered.signal()
      }
      await store.close()
      #expect(faults.withLock { $0 } == [])
    }
  }

  /// Incident, 6; and of other answers: the error of a commit was ignored.
  @Test func aFullDiskIsRolledBackAndGivenBackAndWritesResume() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 5)
    _ = try await shop.store.perform(GenerateCache())
    let cart = try await shop.cart(user, (lamp, 1))
    func limit(_ pages: Int) async throws {
      try await shop.store.pool.writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA max_page_count = \(pages)")
      }
    }
    try await limit(1)
    let order = PlaceOrder(
      cartID: cart, userID: user, way: .cache,
      recipient: Recipient(
        name: String(repeating: "x", count: 100_000), address: "b", phone: "c"))
    let take = try await shop.cache.take(Demand([Item(productID: lamp, quantity: 1, price: 10)]))
    let error = await #expect(throws: CommandError.self) {
      try await shop.store.writer.perform(order, take: take)
    }
    guard case .storageFull = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try await shop.cache.available(lamp) == 5)
    #expect(await shop.store.isReady() == false)
    #expect(try await shop.store.orders(of: user, before: nil, limit: 1).isEmpty)
    try await limit(1_000_000)
    #expect(try await shop.order(cart, user, by: .cache).status == .pending)
    #expect(await shop.store.isReady())
    #expect(try shop.audit() == [])
  }

  @Test(arguments: [
    (ResultCode.SQLITE_IOERR_FSYNC, "stop"), (.SQLITE_IOERR_WRITE, "stop"),
    (.SQLITE_CORRUPT, "stop"), (.SQLITE_FULL, "storageFull"), (.SQLITE_BUSY, "overloaded"),
    (.SQLITE_CONSTRAINT_CHECK, "separate"), (.SQLITE_ERROR, "separate"),
  ])
  func recoversFrom(_ code: ResultCode, _ expected: String) {
    let outcome =
      switch Recovery(from: DatabaseError(resultCode: code)) {
      case .stop: "stop"
      case .refuse(let reason): "\(reason)"
      case .separate: "separate"
      }
    #expect(outcome == expected)
  }

  @Test func theLogIsMovedIntoTheDatabaseBeforeItGrowsLarge() async throws {
    let shop = try TemporaryStore()
    for _ in 0..<6 {
      try await shop.store.perform(
        Probe { batch in
          try batch.execute("UPDATE storage_probe SET filler = randomblob(20000000)")
        })
    }
    let log = try FileManager.default.attributesOfItem(atPath: shop.path + "-wal")
    #expect(try #require(log[.size] as? Int) < 50_000_000)
  }

  @Test func closingAnswersWhatWasAccepted() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 50)
    var carts: [CartID] = []
    for _ in 0..<50 { carts.append(try await shop.cart(user, (lamp, 1))) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      try await whileWriterWaits(shop.store) {
        for cart in carts {
          group.addTask { _ = try await shop.order(cart, user, by: .threshold) }
        }
        await untilWaiting(50, in: shop.store)
        group.addTask { await shop.store.close() }
      }
      try await group.waitForAll()
    }
    await #expect(throws: CommandError.self) { try await shop.user() }
    #expect(try shop.audit() == [])
    #expect(try Audit(path: shop.path).orderCount == 50)
  }

  @Test func commitsReachTheDisk() async throws {
    let shop = try TemporaryStore()
    let level = Mutex(0)
    try await shop.store.perform(
      Probe { batch in
        level.withLock { $0 = (try? Int.fetchOne(batch.db, sql: "PRAGMA synchronous")) ?? 0 }
      })
    #expect(level.withLock { $0 } == 2)
  }
}
