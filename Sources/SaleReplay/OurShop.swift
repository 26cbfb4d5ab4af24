import OrderStore
import Ordering
import StockCache

/// The shop as the server has it: the store, the cache in front of it, keys, holds and the sweeper. Only
/// HTTP is left out.
struct OurShop: Sendable {
  private let sale: Sale
  private let way: Way
  private let clock: SaleClock
  private let witness: Witness
  private let store: OrderStore
  private let cache = MemoryStock()

  init(_ sale: Sale, by way: Way, path: String, clock: SaleClock, witness: Witness) throws {
    precondition(!way.isOriginal)
    self.sale = sale
    self.way = way
    self.clock = clock
    self.witness = witness
    var options = OrderStore.Options()
    options.hold = Sale.hold
    options.now = { clock.now }
    store = try OrderStore(path: path, options: options) { [cache] publication in
      cache.publish(publication)
      let time = clock.elapsed
      for (id, quantity) in publication.quantities {
        witness.saw(quantity, of: Int(id.rawValue) - 1, at: time)
      }
    }
  }

  /// Serves everybody who comes, and closes.
  ///
  /// - Returns: what the cache says is left, by product.
  func sell() async throws -> [Int64] {
    let outcome: Result<[Int64], any Error>
    do { outcome = .success(try await serveAll()) } catch { outcome = .failure(error) }
    await store.close()
    return try outcome.get()
  }

  private func serveAll() async throws -> [Int64] {
    let products = try await store.perform(ImportProducts(sale.products))
    _ = try await store.perform(GenerateCache())
    let sweeper = Task { try await sweep() }
    do { try await serveBuyers(products) } catch {
      sweeper.cancel()
      throw error
    }
    // What it gives back last has to be in the cache before that is read.
    sweeper.cancel()
    try await sweeper.value
    var stock: [Int64] = []
    for product in products { stock.append(await cache.available(product)!) }
    return stock
  }

  /// Ends orders whose hold has run out, until it is cancelled.
  private func sweep() async throws {
    while !Task.isCancelled {
      try await patiently { try await store.sweep() }
      try? await clock.sleep(until: clock.elapsed + .seconds(60))
    }
  }

  private func serveBuyers(_ products: [ProductID]) async throws {
    try await withThrowingTaskGroup { group in
      for (index, buyer) in sale.buyers.enumerated() {
        group.addTask { try await serve(buyer, index, products) }
      }
      try await group.waitForAll()
    }
  }

  // MARK: A buyer

  private func serve(_ buyer: Sale.Buyer, _ index: Int, _ products: [ProductID]) async throws {
    try await clock.sleep(until: buyer.arrival)
    let token = withUnsafeBytes(of: index.littleEndian) {
      Array($0) + [UInt8](repeating: 0, count: 24)
    }
    let user = try await patiently {
      try await store.perform(CreateUser(name: "A buyer", tokenHash: token))
    }
    let items = buyer.lines.map {
      RequestedItem(productID: products[$0.product], quantity: $0.quantity, price: nil)
    }
    let cart = try await patiently {
      try await store.perform(CreateCart(userID: user, items: items))
    }
    // A retry bears the key of the first attempt, and so gets its order.
    async let again = buyer.retries ? placeLater(cart, index) : nil
    let first = try await place(cart, index)
    guard let order = try await again ?? first else { return }
    try await finish(order, of: user, buyer.sequel)
  }

  private func placeLater(_ cart: Cart, _ index: Int) async throws -> OrderID? {
    try await clock.sleep(until: clock.elapsed + Sale.retryDelay)
    return try await place(cart, index)
  }

  /// - Returns: `nil` where the order is refused.
  private func place(_ cart: Cart, _ index: Int) async throws -> OrderID? {
    let start = ContinuousClock.now
    defer { witness.answered(after: .now - start) }
    do {
      let isThroughCache = way == .cache || way == .both && index.isMultiple(of: 2)
      let reply = try await patiently {
        isThroughCache
          ? try await placeThroughCache(cart) : try await perform(cart, by: .threshold)
      }
      return OrderID(rawValue: Int64(String(decoding: reply.body, as: UTF8.self))!)
    } catch CacheError.refused(.outOfStock), CommandError.refused(.outOfStock) {
      return nil
    } catch CommandError.refused(.cartAlreadyOrdered(let order)) {
      // The first attempt was done, but its key was not there yet when the retry looked.
      return order
    }
  }

  /// As `POST /order` does it.
  private func placeThroughCache(_ cart: Cart) async throws -> Reply {
    switch try await store.quote(cart: cart.id, of: cart.userID, claim: claim(cart, .cache)) {
    case .replayed(let reply): reply
    case .demand(let demand):
      try await perform(cart, by: .cache, take: try await cache.take(demand))
    }
  }

  private func perform(_ cart: Cart, by way: SellingWay, take: Take? = nil) async throws -> Reply {
    let recipient = Recipient(name: "A buyer", address: "Jakarta", phone: "+62 21 555 0100")
    let command = PlaceOrder(cartID: cart.id, userID: cart.userID, way: way, recipient: recipient)
    return try await store.perform(command, take: take, claim: claim(cart, way)) { order in
      Reply(status: 201, body: Array("\(order.id.rawValue)".utf8))
    }
  }

  private func claim(_ cart: Cart, _ way: SellingWay) -> Claim {
    Claim(
      principal: cart.userID.rawValue, method: "POST", path: way.rawValue,
      key: "cart-\(cart.id.rawValue)", fingerprint: [])
  }

  /// A payment that comes late may be refused and marked for a refund; the hold of an order to be cancelled
  /// may have run out. Both are answers.
  private func finish(_ order: OrderID, of user: UserID, _ sequel: Sale.Sequel) async throws {
    do {
      switch sequel {
      case .pays(let delay):
        try await clock.sleep(until: clock.elapsed + delay)
        let payment = PayOrder(
          orderID: order, userID: user, reference: "payment-\(order.rawValue)")
        _ = try await patiently { try await store.perform(payment) }
      case .cancels(let delay):
        try await clock.sleep(until: clock.elapsed + delay)
        let cancellation = CancelOrder(orderID: order, userID: user)
        _ = try await patiently { try await store.perform(cancellation) }
      case .forgets:
        break
      }
    } catch CommandError.refused(.orderNotPending) {}
  }

  /// Whom an overloaded shop turns away comes again a little later.
  private func patiently<Result>(_ request: () async throws -> Result) async throws -> Result {
    while true {
      do { return try await request() } catch CommandError.overloaded {
        try await clock.sleep(until: clock.elapsed + Sale.retryDelay)
      }
    }
  }
}
