import OrderTesting
import Ordering
import Testing

@testable import OrderStore

@Suite(.everyCache) struct OrderLifecycleTests {
  @Test(arguments: [SellingWay.threshold, .cache])
  func anOrderTakesItsPieces(_ way: SellingWay) async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 5)
    _ = try await shop.store.perform(GenerateCache())
    let order = try await shop.order(try await shop.cart(user, (lamp, 2)), user, by: way)
    #expect(order.status == .pending)
    #expect(order.expiresAt == shop.clock.now + .seconds(900))
    #expect(try await shop.quantity(lamp) == 3)
    #expect(try await shop.cache.available(lamp) == 3)
    #expect(try await shop.store.order(order.id, of: user) == order)
    #expect(try shop.audit() == [])
  }

  @Test func withoutHoldsAnOrderIsFinal() async throws {
    let shop = try TemporaryStore { $0.hold = .zero }
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 5)
    let order = try await shop.order(try await shop.cart(user, (lamp, 2)), user, by: .threshold)
    #expect(order.status == .placed)
    #expect(order.expiresAt == nil)
    let pay = PayOrder(orderID: order.id, userID: user, reference: "r")
    #expect(await refusal { try await shop.store.perform(pay) } == .orderNotPending(.placed))
    let cancel = CancelOrder(orderID: order.id, userID: user)
    #expect(await refusal { try await shop.store.perform(cancel) } == .orderNotPending(.placed))
    #expect(try shop.audit() == [])
  }

  /// Incident, 9: a cart could be ordered again and again.
  @Test func aCartIsOrderedOnce() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 5)
    let cart = try await shop.cart(user, (lamp, 1))
    let order = try await shop.order(cart, user, by: .threshold)
    _ = try await shop.store.perform(CancelOrder(orderID: order.id, userID: user))
    for way in [SellingWay.threshold, .cache] {
      #expect(
        await refusal { try await shop.order(cart, user, by: way) } == .cartAlreadyOrdered(order.id)
      )
    }
  }

  /// Incident, 9: another user's cart could be ordered.
  @Test func anotherUsersCartAndOrderDoNotExist() async throws {
    let shop = try TemporaryStore()
    let (user, other) = (try await shop.user(), try await shop.user())
    let lamp = try await shop.product(quantity: 5)
    let cart = try await shop.cart(user, (lamp, 1))
    #expect(await refusal { try await shop.order(cart, other, by: .threshold) } == .cartNotFound)
    #expect(await refusal { try await shop.order(cart, other, by: .cache) } == .cartNotFound)
    let order = try await shop.order(cart, user, by: .threshold)
    let pay = PayOrder(orderID: order.id, userID: other, reference: "r")
    #expect(await refusal { try await shop.store.perform(pay) } == .orderNotFound)
    #expect(try await shop.store.order(order.id, of: other) == nil)
    #expect(try await shop.store.orders(of: other, before: nil, limit: 10).isEmpty)
  }

  /// Incident, 10: nothing could be cancelled.
  @Test func cancellingGivesBackOnce() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 5)
    _ = try await shop.store.perform(GenerateCache())
    let order = try await shop.order(try await shop.cart(user, (lamp, 2)), user, by: .cache)
    let cancel = CancelOrder(orderID: order.id, userID: user)
    #expect(try await shop.store.perform(cancel).status == .cancelled)
    #expect(await refusal { try await shop.store.perform(cancel) } == .orderNotPending(.cancelled))
    #expect(try await shop.quantity(lamp) == 5)
    #expect(try await shop.cache.available(lamp) == 5)
    #expect(try shop.audit() == [])
  }

  /// Incident, 10: nothing expired.
  @Test func aHoldRunsOut() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 5)
    let order = try await shop.order(try await shop.cart(user, (lamp, 2)), user, by: .threshold)
    shop.clock.advance(by: .milliseconds(899_999))
    try await shop.store.sweep()
    #expect(try await shop.store.order(order.id, of: user)?.status == .pending)
    shop.clock.advance(by: .milliseconds(1))
    // Before the sweeper comes it is expired to everybody who asks.
    #expect(try await shop.store.order(order.id, of: user)?.status == .expired)
    let cancel = CancelOrder(orderID: order.id, userID: user)
    #expect(await refusal { try await shop.store.perform(cancel) } == .orderNotPending(.expired))
    try await shop.store.sweep()
    try await shop.store.sweep()
    #expect(try await shop.quantity(lamp) == 5)
    #expect(await refusal { try await shop.store.perform(cancel) } == .orderNotPending(.expired))
    #expect(try shop.audit() == [])
  }

  @Test func moreHoldsThanOneSweepEnds() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 1_000)
    for _ in 0..<(Sweep.limit + 1) {
      _ = try await shop.order(try await shop.cart(user, (lamp, 1)), user, by: .threshold)
    }
    shop.clock.advance(by: .seconds(900))
    try await shop.store.sweep()
    #expect(try await shop.quantity(lamp) == 1_000)
    #expect(try shop.audit() == [])
  }

  @Test(arguments: [true, false])
  func aLatePaymentTakesThePiecesAnew(isSwept: Bool) async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 2)
    let order = try await shop.order(try await shop.cart(user, (lamp, 2)), user, by: .threshold)
    shop.clock.advance(by: .seconds(901))
    if isSwept { try await shop.store.sweep() }
    let payment = try await shop.store.perform(
      PayOrder(orderID: order.id, userID: user, reference: "bank-7"))
    guard case .paid(let paid) = payment else {
      Issue.record("\(payment)")
      return
    }
    #expect(paid.status == .paid)
    #expect(try await shop.quantity(lamp) == 0)
    #expect(try shop.audit() == [])
  }

  @Test func aLatePaymentThatCannotBeServedIsKept() async throws {
    let shop = try TemporaryStore()
    let (user, other) = (try await shop.user(), try await shop.user())
    let lamp = try await shop.product(quantity: 2, threshold: 1, price: 7)
    let order = try await shop.order(try await shop.cart(user, (lamp, 1)), user, by: .threshold)
    shop.clock.advance(by: .seconds(901))
    try await shop.store.sweep()
    _ = try await shop.order(try await shop.cart(other, (lamp, 1)), other, by: .threshold)
    let pay = PayOrder(orderID: order.id, userID: user, reference: "bank-7")
    #expect(try await shop.store.perform(pay) == .holdExpired)
    #expect(try await shop.store.order(order.id, of: user)?.status == .expired)
    let kept = try await shop.store.pool.read { db in
      try String.fetchAll(
        db, sql: "SELECT orderID || ' ' || reference || ' ' || amount FROM late_payments")
    }
    #expect(kept == ["\(order.id.rawValue) bank-7 7"])
    #expect(try shop.audit() == [])
  }

  /// A payment that was marked for refund was taken when the pieces came back, so that the customer had
  /// both; and each try marked it again.
  @Test func aPaymentMarkedForRefundIsNotTakenAfterwards() async throws {
    let shop = try TemporaryStore()
    let (user, other) = (try await shop.user(), try await shop.user())
    let lamp = try await shop.product(quantity: 1)
    let order = try await shop.order(try await shop.cart(user, (lamp, 1)), user, by: .threshold)
    shop.clock.advance(by: .seconds(901))
    try await shop.store.sweep()
    let second = try await shop.order(try await shop.cart(other, (lamp, 1)), other, by: .threshold)
    let pay = PayOrder(orderID: order.id, userID: user, reference: "bank-7")
    #expect(try await shop.store.perform(pay) == .holdExpired)
    #expect(try await shop.store.perform(pay) == .holdExpired)
    _ = try await shop.store.perform(CancelOrder(orderID: second.id, userID: other))
    #expect(try await shop.store.perform(pay) == .holdExpired)
    let refunds = try await shop.store.pool.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM late_payments")
    }
    #expect(refunds == 1)
    let again = PayOrder(orderID: order.id, userID: user, reference: "bank-8")
    guard case .paid = try await shop.store.perform(again) else {
      Issue.record("another payment is judged afresh")
      return
    }
    #expect(try shop.audit() == [])
  }

  /// The sweeper has not come yet, and the threshold was raised meanwhile.
  @Test func aLatePaymentIsJudgedAlsoBeforeTheSweeperComes() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 2)
    let order = try await shop.order(try await shop.cart(user, (lamp, 2)), user, by: .threshold)
    _ = try await shop.store.perform(
      ChangeProduct(
        productID: lamp, changes: ProductChanges(quantityThreshold: 1), expectedVersion: nil))
    shop.clock.advance(by: .seconds(901))
    let pay = PayOrder(orderID: order.id, userID: user, reference: "r")
    #expect(try await shop.store.perform(pay) == .holdExpired)
    #expect(try await shop.quantity(lamp) == 2)
  }

  @Test func anOrderThatHasExpiredDoesNotCountBeforeTheSweeperComes() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 10, limit: 2)
    _ = try await shop.order(try await shop.cart(user, (lamp, 2)), user, by: .threshold)
    shop.clock.advance(by: .seconds(901))
    _ = try await shop.order(try await shop.cart(user, (lamp, 2)), user, by: .threshold)
    #expect(try shop.audit() == [])
  }

  @Test func theLimitHoldsOverAllOrdersThatKeepTheirStock() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 10, limit: 2)
    let first = try await shop.order(try await shop.cart(user, (lamp, 2)), user, by: .threshold)
    let cart = try await shop.cart(user, (lamp, 1))
    let excess = LimitExcess(productID: lamp, asked: 1, ordered: 2, limit: 2)
    for way in [SellingWay.threshold, .cache] {
      #expect(
        await refusal { try await shop.order(cart, user, by: way) } == .purchaseLimit([excess]))
    }
    _ = try await shop.store.perform(CancelOrder(orderID: first.id, userID: user))
    _ = try await shop.order(cart, user, by: .threshold)
    #expect(try shop.audit() == [])
  }

  /// The limit speaks against a late payment too, when the user has bought elsewhere meanwhile.
  @Test func aLatePaymentKeepsTheLimit() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 10, limit: 2)
    let first = try await shop.order(try await shop.cart(user, (lamp, 2)), user, by: .threshold)
    shop.clock.advance(by: .seconds(901))
    try await shop.store.sweep()
    _ = try await shop.order(try await shop.cart(user, (lamp, 1)), user, by: .threshold)
    let pay = PayOrder(orderID: first.id, userID: user, reference: "r")
    #expect(try await shop.store.perform(pay) == .holdExpired)
  }

  @Test func ordersAreListedNewestFirst() async throws {
    let shop = try TemporaryStore()
    let user = try await shop.user()
    let lamp = try await shop.product(quantity: 10)
    var ids: [OrderID] = []
    for _ in 0..<5 {
      ids.append(
        try await shop.order(try await shop.cart(user, (lamp, 1)), user, by: .threshold).id)
    }
    let first = try await shop.store.orders(of: user, before: nil, limit: 2)
    #expect(first.map(\.id) == [ids[4], ids[3]])
    let rest = try await shop.store.orders(of: user, before: ids[3], limit: 9)
    #expect(rest.map(\.id) == [ids[2], ids[1], ids[0]])
  }
}
