import Hummingbird
import OrderStore
import Ordering
import StockCache

/// `/order` and `/orderThreshold`
struct OrderController {
  let store: OrderStore
  let cache: any CachedStock
  let authenticator: Authenticator
  let keyed: KeyedRequests

  func addRoutes(to routes: inout Routes) {
    routes.post("/order") { request, scope in
      try await place(request, scope, by: .cache, path: "/order")
    }
    routes.post("/orderThreshold") { request, scope in
      try await place(request, scope, by: .threshold, path: "/orderThreshold")
    }
    routes.get("/order", list)
    routes.get("/order/{id}", show)
    routes.post("/order/{id}/pay", pay)
    routes.post("/order/{id}/cancel", cancel)
  }

  // MARK: Placing

  private func place(
    _ request: Request, _ scope: RequestScope, by way: SellingWay, path: String
  ) async throws -> Answer {
    let user = try await authenticator.user(request, scope)
    let body = try await SentBody(of: request)
    let form = try await orderForm(body, from: user)
    return try await keyed.answer(request, from: .user(user), path: path, body: body) { claim in
      switch way {
      case .cache: try await placeThroughCache(form, from: user, claim)
      case .threshold: Answer(try await perform(form, from: user, by: .threshold, claim))
      }
    }
  }

  private func orderForm(_ body: SentBody, from user: UserID) async throws -> OrderForm {
    let filled = try body.read(OrderForm.self)
    try filled.requireOwner(user)
    // A cart that is not there comes before other faults.
    if !filled.faults.isEmpty, !filled.isFaulty("/cartID"),
      try await store.cart(filled.form.cartID, of: user) == nil
    {
      throw Problem.notFound
    }
    return try filled.checked()
  }

  private func placeThroughCache(
    _ form: OrderForm, from user: UserID, _ claim: Claim?
  ) async throws -> Answer {
    // The key is looked up before the cache is asked, or the retry of who bought the last piece would
    // be told that it is out of stock.
    switch try await store.quote(cart: form.cartID, of: user, claim: claim) {
    case .replayed(let reply):
      return Answer(reply)
    case .demand(let demand):
      let take = try await cache.take(demand)
      return Answer(try await perform(form, from: user, by: .cache, take: take, claim))
    }
  }

  private func perform(
    _ form: OrderForm, from user: UserID, by way: SellingWay, take: Take? = nil, _ claim: Claim?
  ) async throws(CommandError) -> Reply {
    let command = PlaceOrder(
      cartID: form.cartID, userID: user, way: way, recipient: form.recipient)
    return try await store.perform(command, take: take, claim: claim) { order in
      Envelope.reply(201, "The order is placed.") { $0.order(order) }
    }
  }

  // MARK: Looking

  @Sendable private func show(_ request: Request, _ scope: RequestScope) async throws -> Answer {
    let user = try await authenticator.user(request, scope)
    guard let order = try await store.order(OrderID(rawValue: try scope.pathID), of: user) else {
      throw Problem.notFound
    }
    return Answer(Envelope.reply(200, "The order.") { $0.order(order) })
  }

  @Sendable private func list(_ request: Request, _ scope: RequestScope) async throws -> Answer {
    let user = try await authenticator.user(request, scope)
    let wanted = try PageRequest(request, of: .orders)
    let orders = try await store.orders(
      of: user, before: wanted.lastID.map(OrderID.init), limit: wanted.fetchCount)
    let page = wanted.page(orders, of: .orders, id: \.id.rawValue)
    return Answer(Envelope.list("Your orders, newest first.", page) { $0.order($1) })
  }

  // MARK: Paying and cancelling

  @Sendable private func pay(_ request: Request, _ scope: RequestScope) async throws -> Answer {
    let user = try await authenticator.user(request, scope)
    let id = OrderID(rawValue: try scope.pathID)
    let body = try await SentBody(of: request)
    let filled = try body.read(PaymentForm.self)
    if !filled.faults.isEmpty, try await store.order(id, of: user) == nil {
      throw Problem.notFound
    }
    let form = try filled.checked()
    let path = "/order/\(id.rawValue)/pay"
    return try await keyed.answer(request, from: .user(user), path: path, body: body) { claim in
      let command = PayOrder(orderID: id, userID: user, reference: form.reference)
      return Answer(
        try await store.perform(command, claim: claim) { payment in
          switch payment {
          case .paid(let order): Envelope.reply(200, "The order is paid.") { $0.order(order) }
          case .holdExpired: Problem.holdExpired.reply
          }
        })
    }
  }

  @Sendable private func cancel(_ request: Request, _ scope: RequestScope) async throws -> Answer {
    let user = try await authenticator.user(request, scope)
    let id = OrderID(rawValue: try scope.pathID)
    let body = try await SentBody(of: request)
    try body.readNothing()
    let path = "/order/\(id.rawValue)/cancel"
    return try await keyed.answer(request, from: .user(user), path: path, body: body) { claim in
      Answer(
        try await store.perform(CancelOrder(orderID: id, userID: user), claim: claim) { order in
          Envelope.reply(200, "The order is cancelled.") { $0.order(order) }
        })
    }
  }
}
