/// How many pieces of each product an order asks for. Lines of one product count together, or a cart
/// with two of them would be served twice from the same pieces.
public struct Demand: Equatable, Sendable {
  public struct Part: Equatable, Sendable {
    public let productID: ProductID
    public var quantity: Int64
  }

  /// One a product, by its number.
  public let parts: [Part]

  /// - Complexity: O(*n* log *n*) in the number of items.
  public init(_ items: some Sequence<Item>) {
    var parts: [Part] = []
    let sorted = items.map { Part(productID: $0.productID, quantity: $0.quantity) }
      .sorted { $0.productID < $1.productID }
    for part in sorted {
      if parts.last?.productID == part.productID {
        parts[parts.count - 1].quantity += part.quantity
      } else {
        parts.append(part)
      }
    }
    self.parts = parts
  }
}

/// A product that an order asked for more of than there is.
public struct Shortage: Equatable, Sendable {
  public let productID: ProductID
  public let asked: Int64
  public let available: Int64

  public init(productID: ProductID, asked: Int64, available: Int64) {
    self.productID = productID
    self.asked = asked
    self.available = available
  }
}
