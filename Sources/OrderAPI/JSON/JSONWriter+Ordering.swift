import Ordering

/// How the things of the sale look to clients.
extension JSONWriter {
  mutating func cart(_ cart: Cart) {
    object { json in
      json.member("id", cart.id.rawValue)
      json.member("items", array: cart.items) { $0.item($1) }
      json.member("total", cart.items.total)
    }
  }

  mutating func order(_ order: Order) {
    object { json in
      json.member("id", order.id.rawValue)
      json.member("status", order.status.rawValue)
      json.member("items", array: order.items) { $0.item($1) }
      json.member("total", order.items.total)
      json.member("name", order.recipient.name)
      json.member("address", order.recipient.address)
      json.member("phone", order.recipient.phone)
      json.member("createdAt", order.createdAt.rfc3339)
      json.member("expiresAt", order.expiresAt?.rfc3339)
    }
  }

  mutating func product(_ product: Product) {
    let available = product.available(by: .threshold)
    object { json in
      json.member("id", product.id.rawValue)
      json.member("name", product.name)
      json.member("price", product.price)
      json.member("quantity", product.quantity)
      json.member("quantityThreshold", product.quantityThreshold)
      json.member("limitPerUser", product.limitPerUser)
      json.member("available", available)
      json.member("flagStock", available > 0 ? "Available" : "Out of stock")
    }
  }

  private mutating func item(_ item: Item) {
    object { json in
      json.member("productID", item.productID.rawValue)
      json.member("quantity", item.quantity)
      json.member("price", item.price)
    }
  }
}
