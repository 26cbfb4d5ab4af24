import OrderModel
import OrderStore
import Ordering
import StockCache

/// What is asked of the shop, in the model's numbers.
enum Deed: Sendable {
  case makeUser
  case makeProduct(quantity: Int64, threshold: Int64, limit: Int64?)
  case makeCart(user: Int, lines: [(product: Int, quantity: Int64)])
  case place(cart: Int, user: Int, throughCache: Bool, key: String)
  case pay(order: Int, user: Int)
  case cancel(order: Int, user: Int)
  case adjust(product: Int, change: Int64)
  case setPrice(product: Int, Int64)
  case generate
  case sweep

  static let firstPrice: Int64 = 10

  // MARK: By the model

  /// What one batch has come to, deed by deed.
  struct Expectation {
    /// When the batch is gathered.
    let before: ShopModel
    var after: ShopModel
    private var taken: [Int: Int64] = [:]

    init(_ model: ShopModel) { (before, after) = (model, model) }

    mutating func expect(_ deed: Deed) -> (word: String, isTurnedAway: Bool) {
      switch deed {
      case .place(let cart, let user, true, let key):
        // The cache is asked while the batch is gathered, and the database again when it is decided.
        if let word = before.turnedAway(cart, user, key: key, taken: { taken[$0, default: 0] }) {
          return (word, true)
        }
        for product in before.products.indices {
          taken[product, default: 0] += before.asked(cart, of: product)
        }
        return (after.place(cart, user, throughCache: true, key: key), false)
      default:
        return (deed.apply(to: &after), false)
      }
    }
  }

  private func apply(to model: inout ShopModel) -> String {
    switch self {
    case .makeUser:
      model.userCount += 1
    case .makeProduct(let quantity, let threshold, let limit):
      model.products.append(
        .init(quantity: quantity, threshold: threshold, limit: limit, price: Self.firstPrice))
    case .makeCart(let user, let lines):
      let priced = lines.map {
        ShopModel.Line(
          product: $0.product, quantity: $0.quantity, price: model.products[$0.product].price)
      }
      model.carts.append(.init(user: user, lines: priced))
    case .place(let cart, let user, let throughCache, let key):
      return model.place(cart, user, throughCache: throughCache, key: key)
    case .pay(let order, let user):
      return model.pay(order, user)
    case .cancel(let order, let user):
      return model.cancel(order, user)
    case .adjust(let product, let change):
      return model.adjust(product, by: change)
    case .setPrice(let product, let price):
      model.products[product].price = price
    case .generate:
      for index in model.products.indices { model.products[index].isCached = true }
    case .sweep:
      model.sweep()
    }
    return "done"
  }

  // MARK: By the store

  /// What the store makes of it, in the model's words.
  func perform(in store: OrderStore, _ cache: MemoryStock) async -> String {
    do {
      return try await attempt(in: store, cache)
    } catch CacheError.refused(let refusal) {
      return refusal.word
    } catch CommandError.refused(let refusal) {
      return refusal.word
    } catch CommandError.storageFull {
      return "full"
    } catch {
      return "\(error)"
    }
  }

  private func attempt(in store: OrderStore, _ cache: MemoryStock) async throws -> String {
    switch self {
    case .makeUser:
      let token = (0..<32).map { _ in UInt8.random(in: 0...255) }
      _ = try await store.perform(CreateUser(name: "Sari", tokenHash: token))
    case .makeProduct(let quantity, let threshold, let limit):
      let product = NewProduct(
        name: "Lamp", price: Self.firstPrice, quantity: quantity, quantityThreshold: threshold,
        limitPerUser: limit)
      _ = try await store.perform(CreateProduct(product))
    case .makeCart(let user, let lines):
      let items = lines.map {
        RequestedItem(productID: .init(index: $0.product), quantity: $0.quantity, price: nil)
      }
      _ = try await store.perform(CreateCart(userID: .init(index: user), items: items))
    case .place(let cart, let user, let throughCache, let key):
      return try await place(
        CartID(index: cart), UserID(index: user), throughCache ? .cache : .threshold, key, store,
        cache)
    case .pay(let order, let user):
      let payment = try await store.perform(
        PayOrder(orderID: .init(index: order), userID: .init(index: user), reference: "r"))
      return payment == .holdExpired ? "late" : "done"
    case .cancel(let order, let user):
      _ = try await store.perform(
        CancelOrder(orderID: .init(index: order), userID: .init(index: user)))
    case .adjust(let product, let change):
      _ = try await store.perform(
        AdjustStock(productID: .init(index: product), change: change, reason: "count"))
    case .setPrice(let product, let price):
      _ = try await store.perform(
        ChangeProduct(
          productID: .init(index: product), changes: ProductChanges(price: price),
          expectedVersion: nil))
    case .generate:
      _ = try await store.perform(GenerateCache())
    case .sweep:
      try await store.sweep()
    }
    return "done"
  }

  /// As the server does it.
  private func place(
    _ cart: CartID, _ user: UserID, _ way: SellingWay, _ key: String, _ store: OrderStore,
    _ cache: MemoryStock
  ) async throws -> String {
    let claim = Claim(
      principal: user.rawValue, method: "POST", path: "/order", key: key, fingerprint: [])
    var take: Take?
    if way == .cache {
      switch try await store.quote(cart: cart, of: user, claim: claim) {
      case .replayed: return "again"
      case .demand(let demand): take = try await cache.take(demand)
      }
    }
    let command = PlaceOrder(
      cartID: cart, userID: user, way: way,
      recipient: Recipient(name: "Sari", address: "Jalan Merdeka 1", phone: "021"))
    let reply = try await store.perform(command, take: take, claim: claim) { _ in
      Reply(status: 201, body: [])
    }
    return reply.isReplay ? "again" : "done"
  }
}

/// The store gives numbers from 1 on, in the order of its commits.
extension RawRepresentable where RawValue == Int64, Self: Hashable {
  init(index: Int) { self.init(rawValue: Int64(index + 1))! }
}
