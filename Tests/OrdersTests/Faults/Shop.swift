import OrderTesting
import Testing

/// Products that are in the cache, and a customer; they outlive the server that made them.
struct Shop: Sendable {
  let products: [Int64]
  private let administrator: String
  private let token: String

  init(_ server: RunningServer, quantities: [Int64]) async throws {
    administrator = try server.administratorToken
    let client = server.client
    var products: [Int64] = []
    for quantity in quantities {
      let made = try await client.post(
        "/product", ["name": "Lamp", "price": 100, "quantity": .integer(quantity)],
        token: administrator)
      products.append(made.id)
    }
    self.products = products
    let user = try await client.post("/user", ["name": "Sari"])
    token = try #require(user.data["token"]?.string, "\(user)")
    try await generate(at: client)
  }

  func generate(at client: Client) async throws {
    let done = try await client.post("/product/generate", token: administrator)
    try #require(done.status == 200, "\(done)")
  }

  /// Makes a cart with a piece of each product, and returns its number.
  func makeCart(of products: [Int64], at client: Client) async throws -> Int64 {
    let items = products.map { JSON.object(["productID": .integer($0), "quantity": 1]) }
    let made = try await client.post("/cart", ["cartItems": .array(items)], token: token)
    try #require(made.status == 201, "\(made)")
    return made.id
  }

  /// Orders a cart, with a key that is the same each time.
  func order(_ cart: Int64, by path: String = "/order", at client: Client) async throws -> Received
  {
    try await client.post(path, TestServer.orderBody(cart), token: token, key: "cart-\(cart)")
  }

  /// What is in stock, by the database.
  func quantity(of product: Int64, at client: Client) async throws -> Int64 {
    let found = try await client.get("/product/\(product)")
    return try #require(found.data["quantity"]?.integer, "\(found)")
  }
}
