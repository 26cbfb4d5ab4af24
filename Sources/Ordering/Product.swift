/// A product of the sale.
public struct Product: Equatable, Sendable {
  public let id: ProductID
  public var name: String
  /// In the currency's minor unit.
  public var price: Int64
  /// Pieces in stock that no order holds.
  public var quantity: Int64
  /// How many of those ``SellingWay/threshold`` leaves untouched.
  public var quantityThreshold: Int64
  /// How many pieces one user may order, or `nil` where there is no such limit.
  public var limitPerUser: Int64?
  /// Counts the changes made by an administrator's PATCH; sales leave it alone.
  public var version: Int64

  public init(
    id: ProductID, name: String, price: Int64, quantity: Int64, quantityThreshold: Int64,
    limitPerUser: Int64?, version: Int64
  ) {
    self.id = id
    self.name = name
    self.price = price
    self.quantity = quantity
    self.quantityThreshold = quantityThreshold
    self.limitPerUser = limitPerUser
    self.version = version
  }

  /// How many pieces an order may take, by the way it is sold. Never negative.
  public func available(by way: SellingWay) -> Int64 {
    switch way {
    case .threshold: max(0, quantity - quantityThreshold)
    case .cache: quantity
    }
  }
}

/// How a cart is sold.
public enum SellingWay: String, Sendable {
  /// Against the cache; may sell the reserve below the threshold, down to zero.
  case cache
  /// Against the threshold, in the database alone.
  case threshold
}

/// A product that is not in the database yet.
public struct NewProduct: Equatable, Sendable {
  public var name: String
  public var price: Int64
  public var quantity: Int64
  public var quantityThreshold: Int64
  public var limitPerUser: Int64?

  public init(
    name: String, price: Int64, quantity: Int64, quantityThreshold: Int64 = 0,
    limitPerUser: Int64? = nil
  ) {
    self.name = name
    self.price = price
    self.quantity = quantity
    self.quantityThreshold = quantityThreshold
    self.limitPerUser = limitPerUser
  }
}

/// What an administrator changes of a product; `nil` leaves things as they are.
public struct ProductChanges: Equatable, Sendable {
  public var name: String?
  public var price: Int64?
  public var quantityThreshold: Int64?
  /// `.some(nil)` lifts the limit.
  public var limitPerUser: Int64??

  public init(
    name: String? = nil, price: Int64? = nil, quantityThreshold: Int64? = nil,
    limitPerUser: Int64?? = nil
  ) {
    self.name = name
    self.price = price
    self.quantityThreshold = quantityThreshold
    self.limitPerUser = limitPerUser
  }
}
