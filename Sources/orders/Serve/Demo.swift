import Foundation
import OrderStore
import Ordering

/// Something to try the server with: products, and a session of calls that works as it is pasted.
struct Demo {
  private let products: [Product]
  private let token: AdministratorToken

  private static let samples = [
    NewProduct(name: "Phone", price: 299_900, quantity: 100, quantityThreshold: 10),
    NewProduct(name: "Headphones", price: 49_900, quantity: 50, quantityThreshold: 5),
    NewProduct(name: "Charger", price: 9_900, quantity: 500, limitPerUser: 5),
    NewProduct(name: "Rice cooker", price: 39_900, quantity: 3, quantityThreshold: 1),
  ]

  /// Makes products where there are none, and loads them into the cache. Products that are there are left
  /// as they are.
  static func prepare(_ store: OrderStore) async throws {
    guard try await store.products(after: nil, limit: 1).isEmpty else { return }
    _ = try await store.perform(ImportProducts(samples))
    _ = try await store.perform(GenerateCache())
  }

  /// - Precondition: there are products.
  init(_ store: OrderStore, token: AdministratorToken) async throws {
    products = try await store.products(after: nil, limit: 2)
    self.token = token
  }

  /// Lines of plain shell. Tokens are taken out of the answers, and the administrator's is read where it
  /// is kept: it is not in the text.
  func text(address: String) -> String {
    let first = products[0].id.rawValue
    let last = products[products.count - 1].id.rawValue
    return """

      # The sale, live, to be opened in a browser: \(address)/
      # Paste these lines into a shell. Each prints what the server answers.
      orders=\(address)
      curl -s "$orders/product"; echo
      user=$(curl -s "$orders/user" -d '{"name": "Ayu"}'); echo "$user"
      token=$(echo "$user" | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
      cart() { curl -s "$orders/cart" -H "Authorization: Bearer $token" -d "$1"; }
      order() { curl -s "$orders/$1" -H "Authorization: Bearer $token" -H "Idempotency-Key: cart-$2" \\
        -d '{"cartID": '"$2"', "name": "Ayu", "address": "Jl. Sudirman 1, Jakarta", "phone": "+62 21 555 0100"}'; }
      number() { sed 's/.*"data":{"id":\\([0-9]*\\).*/\\1/'; }
      cart1=$(cart '{"cartItems": [{"productID": \(first), "quantity": 1}]}' | number)
      cart2=$(cart '{"cartItems": [{"productID": \(last), "quantity": 1}]}' | number)
      order1=$(order order "$cart1" | number)
      order orderThreshold "$cart2"; echo
      order orderThreshold "$cart2"; echo " (a retry: the same answer, no second order)"
      curl -s "$orders/order/$order1/pay" -H "Authorization: Bearer $token" -d '{"reference": "demo-1"}'; echo
      curl -s "$orders/order" -H "Authorization: Bearer $token"; echo
      \(administratorToken)
      curl -s "$orders/product/\(first)/stock" -H "Authorization: Bearer $admin" -d '{"adjust": 10, "reason": "delivery"}'; echo
      # All endpoints: \(address)/docs

      """
  }

  private var administratorToken: String {
    guard let path = token.path else { return "admin=$ORDERS_ADMIN_TOKEN" }
    let absolute = URL(fileURLWithPath: path).path
    return "admin=$(cat '\(absolute.replacing("'", with: "'\\''"))')"
  }
}
