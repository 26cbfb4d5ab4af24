import Testing

/// What most tests need before they begin.
extension TestServer {
  /// Makes a user, and returns its token.
  public func makeUser(_ name: String = "Lan") async throws -> String {
    let made = try await client.post("/user", ["name": .string(name)])
    return try #require(made.data["token"]?.string, "\(made)")
  }

  /// Makes a product, and returns its number.
  public func makeProduct(
    _ name: String = "Tea", price: Int64 = 250, quantity: Int64 = 10, threshold: Int64 = 0,
    limitPerUser: Int64? = nil
  ) async throws -> Int64 {
    let made = try await client.post(
      "/product",
      [
        "name": .string(name), "price": .integer(price), "quantity": .integer(quantity),
        "quantityThreshold": .integer(threshold),
        "limitPerUser": limitPerUser.map(JSON.integer) ?? .null,
      ], token: Self.administratorToken)
    try #require(made.status == 201, "\(made)")
    return made.id
  }

  /// Three products, loaded into the cache.
  public func makeDemoProducts() async throws -> [Int64] {
    let products = [
      try await makeProduct("Tea", price: 250, quantity: 100, threshold: 20),
      try await makeProduct("Kettle", price: 3_900, quantity: 10, threshold: 2),
      try await makeProduct("Lamp", price: 12_000, quantity: 1),
    ]
    try await generate()
    return products
  }

  /// Loads the stock of all products into the cache.
  public func generate() async throws {
    let done = try await client.post("/product/generate", token: Self.administratorToken)
    try #require(done.status == 200, "\(done)")
  }

  /// Makes a cart of products and quantities, and returns its number.
  public func makeCart(_ lines: [(product: Int64, quantity: Int64)], token: String) async throws
    -> Int64
  {
    let items = lines.map { line -> JSON in
      ["productID": .integer(line.product), "quantity": .integer(line.quantity)]
    }
    let made = try await client.post("/cart", ["cartItems": .array(items)], token: token)
    try #require(made.status == 201, "\(made)")
    return made.id
  }

  /// Orders a cart.
  ///
  /// - Parameter path: `/order` or `/orderThreshold`.
  public func order(
    _ cart: Int64, by path: String = "/order", token: String, key: String? = nil
  ) async throws -> Received {
    try await client.post(path, Self.orderBody(cart), token: token, key: key)
  }

  public static func orderBody(_ cart: Int64) -> JSON {
    [
      "cartID": .integer(cart), "name": "Lan", "address": "12 Hang Bac, Hanoi",
      "phone": "+84 24 3825 0000",
    ]
  }

  /// Makes a cart of one product and orders it.
  public func buy(
    _ product: Int64, quantity: Int64 = 1, by path: String = "/order", token: String
  ) async throws -> Received {
    let cart = try await makeCart([(product, quantity)], token: token)
    return try await order(cart, by: path, token: token)
  }

  /// What is in stock of a product, by the database.
  public func quantity(of product: Int64) async throws -> Int64? {
    try await client.get("/product/\(product)").data["quantity"]?.integer
  }
}
