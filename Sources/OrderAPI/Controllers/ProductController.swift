import Hummingbird
import OrderStore
import Ordering
import StockCache

/// `/product`
struct ProductController {
  let store: OrderStore
  let cache: any CachedStock
  let authenticator: Authenticator
  let keyed: KeyedRequests

  func addRoutes(to routes: inout Routes) {
    routes.get("/product", list)
    routes.post("/product", create)
    routes.get("/product/{id}", show)
    routes.patch("/product/{id}", change)
    routes.post("/product/{id}/stock", adjust)
    routes.get("/product/generate", isSafe: false, generate)
    routes.post("/product/generate", generateOnce)
  }

  // MARK: For anyone

  @Sendable private func list(_ request: Request, _ scope: RequestScope) async throws -> Answer {
    let wanted = try PageRequest(request, of: .products)
    let products = try await store.products(
      after: wanted.lastID.map(ProductID.init), limit: wanted.fetchCount)
    let page = wanted.page(products, of: .products, id: \.id.rawValue)
    return Answer(Envelope.list("The products.", page) { $0.product($1) })
  }

  @Sendable private func show(_ request: Request, _ scope: RequestScope) async throws -> Answer {
    let product = try await existing(ProductID(rawValue: try scope.pathID))
    return Answer(Envelope.reply(200, "The product.") { $0.product(product) })
      .with(EntityTag(version: product.version))
  }

  // MARK: For the administrator

  @Sendable private func create(_ request: Request, _ scope: RequestScope) async throws -> Answer {
    try await authenticator.requireAdministrator(request, scope)
    let body = try await SentBody(of: request)
    let form = try body.read(ProductForm.self).checked()
    return try await keyed.answer(
      request, from: .administrator, path: "/product", body: body
    ) { claim in
      let reply = try await store.perform(CreateProduct(form.product), claim: claim) { product in
        Envelope.reply(201, "The product is made.") { $0.product(product) }
      }
      return Answer(reply).with(EntityTag.first)
    }
  }

  @Sendable private func adjust(_ request: Request, _ scope: RequestScope) async throws -> Answer {
    try await authenticator.requireAdministrator(request, scope)
    let id = ProductID(rawValue: try scope.pathID)
    let body = try await SentBody(of: request)
    let filled = try body.read(AdjustmentForm.self)
    if !filled.faults.isEmpty { _ = try await existing(id) }
    let form = try filled.checked()
    let path = "/product/\(id.rawValue)/stock"
    return try await keyed.answer(request, from: .administrator, path: path, body: body) { claim in
      let command = AdjustStock(productID: id, change: form.change, reason: form.reason)
      return Answer(
        try await store.perform(command, claim: claim) { product in
          Envelope.reply(200, "The stock is adjusted.") { $0.product(product) }
        })
    }
  }

  /// Preconditions come after everything else that could be wrong, as RFC 9110 wants it.
  @Sendable private func change(_ request: Request, _ scope: RequestScope) async throws -> Answer {
    try await authenticator.requireAdministrator(request, scope)
    let id = ProductID(rawValue: try scope.pathID)
    let filled = try await SentBody(of: request).read(ProductChangesForm.self)
    let seen = try await existing(id)
    let changes = try filled.checked().changes
    guard let field = request.headers[.ifMatch] else {
      throw Problem(
        .preconditionRequired, "Send the product's ETag in If-Match, as GET /product/{id} has it.")
    }
    let expected = try EntityCondition(field).expectedVersion(of: seen)

    let product = try await store.perform(
      ChangeProduct(productID: id, changes: changes, expectedVersion: expected))
    return Answer(Envelope.reply(200, "The product is changed.") { $0.product(product) })
      .with(EntityTag(version: product.version))
  }

  @Sendable private func generate(
    _ request: Request, _ scope: RequestScope
  ) async throws -> Answer {
    try await authenticator.requireAdministrator(request, scope)
    return try await generateCache(claim: nil)
  }

  @Sendable private func generateOnce(
    _ request: Request, _ scope: RequestScope
  ) async throws -> Answer {
    try await authenticator.requireAdministrator(request, scope)
    let body = try await SentBody(of: request)
    try body.readNothing()
    return try await keyed.answer(
      request, from: .administrator, path: "/product/generate", body: body,
      work: generateCache)
  }

  private func generateCache(claim: Claim?) async throws -> Answer {
    let reply = try await store.perform(GenerateCache(), claim: claim) { count in
      Envelope.reply(200, "The stock is loaded into the cache.") { json in
        json.object { $0.member("products", Int64(count)) }
      }
    }
    // What is stored under the key speaks of the database; a retry waits for the cache too.
    try await cache.catchUp()
    return Answer(reply)
  }

  private func existing(_ id: ProductID) async throws -> Product {
    guard let product = try await store.product(id) else { throw Problem.notFound }
    return product
  }
}
