import Foundation
import GRDB
import OrderTesting
import Ordering
import StockCache

@testable import OrderStore

/// A store in a directory of its own, with the cache that it publishes to.
final class TemporaryStore: Sendable {
  let path: String
  let clock = TestClock()
  let store: OrderStore
  private let stock: any CachedStock
  private let start: Task<Void, Never>
  private let directory: URL

  init(_ change: (inout OrderStore.Options) -> Void = { _ in }) throws {
    directory = FileManager.default.temporaryDirectory
      .appending(path: "orders-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    path = directory.appending(path: "orders.sqlite").path
    var options = OrderStore.Options()
    options.now = { [clock] in clock.now }
    change(&options)
    stock = try CacheKind.current.make()
    store = try OrderStore(path: path, options: options, publish: stock.publish)
    start = Task { [stock, store] in await stock.start(database: store.name) }
  }

  deinit {
    try? FileManager.default.removeItem(at: directory)
    Task { [stock] in await stock.close() }
  }

  /// Of the kind that the test is run on.
  var cache: any CachedStock {
    get async {
      await start.value
      return stock
    }
  }

  /// A user's number; tokens are no matter of the store.
  func user() async throws -> UserID {
    let token = (0..<32).map { _ in UInt8.random(in: 0...255) }
    return try await store.perform(CreateUser(name: "Sari", tokenHash: token))
  }

  func product(
    quantity: Int64, threshold: Int64 = 0, price: Int64 = 10, limit: Int64? = nil
  ) async throws -> ProductID {
    try await store.perform(
      CreateProduct(
        NewProduct(
          name: "Lamp", price: price, quantity: quantity, quantityThreshold: threshold,
          limitPerUser: limit))
    ).id
  }

  func cart(_ user: UserID, _ lines: (ProductID, Int64)...) async throws -> CartID {
    let items = lines.map { RequestedItem(productID: $0, quantity: $1, price: nil) }
    return try await store.perform(CreateCart(userID: user, items: items)).id
  }

  /// Orders a cart as the server does: through the cache, or by the threshold.
  func order(_ cart: CartID, _ user: UserID, by way: SellingWay) async throws -> Order {
    let command = PlaceOrder(
      cartID: cart, userID: user, way: way,
      recipient: Recipient(name: "Sari", address: "Jalan Merdeka 1", phone: "021"))
    guard way == .cache else { return try await store.perform(command) }
    guard case .demand(let demand) = try await store.quote(cart: cart, of: user, claim: nil) else {
      throw CancellationError()
    }
    let take: Take
    do {
      take = try await cache.take(demand)
    } catch CacheError.refused(let refusal) {
      throw CommandError.refused(refusal)
    }
    return try await store.writer.perform(command, take: take)
  }

  func quantity(_ id: ProductID) async throws -> Int64 {
    try await store.product(id)!.quantity
  }

  func audit() throws -> [String] { try Audit(path: path).findings.map(\.description) }

  /// Does something to the database behind the store's back.
  func tamper(_ sql: String) throws {
    try DatabaseQueue(path: path).writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF")
      try db.execute(sql: sql)
    }
  }
}

/// What a command was refused for.
func refusal(_ body: () async throws -> some Any) async -> Refusal? {
  do {
    _ = try await body()
    return nil
  } catch CommandError.refused(let refusal) {
    return refusal
  } catch {
    return nil
  }
}
