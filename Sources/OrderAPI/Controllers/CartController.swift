import Hummingbird
import OrderStore
import Ordering

/// `/cart`
struct CartController {
  let store: OrderStore
  let authenticator: Authenticator
  let keyed: KeyedRequests

  func addRoutes(to routes: inout Routes) {
    routes.post("/cart", create)
    routes.get("/cart/{id}", show)
  }

  @Sendable private func create(_ request: Request, _ scope: RequestScope) async throws -> Answer {
    let user = try await authenticator.user(request, scope)
    let body = try await SentBody(of: request)
    let filled = try body.read(CartForm.self)
    try filled.requireOwner(user)
    let form = try filled.checked()
    return try await keyed.answer(request, from: .user(user), path: "/cart", body: body) { claim in
      Answer(
        try await store.perform(CreateCart(userID: user, items: form.items), claim: claim) { cart in
          Envelope.reply(201, "The cart is made.") { $0.cart(cart) }
        })
    }
  }

  @Sendable private func show(_ request: Request, _ scope: RequestScope) async throws -> Answer {
    let user = try await authenticator.user(request, scope)
    guard let cart = try await store.cart(CartID(rawValue: try scope.pathID), of: user) else {
      throw Problem.notFound
    }
    return Answer(Envelope.reply(200, "The cart.") { $0.cart(cart) })
  }
}

extension FilledForm where F: OwnedForm {
  /// Comes before all that may be wrong with the other fields.
  func requireOwner(_ user: UserID) throws(Problem) {
    if let userID = form.userID, userID != user { throw .otherUser }
  }
}
