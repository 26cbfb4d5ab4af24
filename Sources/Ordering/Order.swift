/// Where an order stands.
///
/// ```
/// pending ──> paid
///    ├──────> cancelled      gives its stock back
///    └──────> expired ──> paid   gives its stock back; a late payment takes it anew
/// placed                     where holds are off: final at once
/// ```
public enum OrderStatus: String, Sendable, CaseIterable {
  case pending, paid, cancelled, expired, placed

  /// Whether an order like this has its pieces: sold or held, they count towards a user's limit.
  public var keepsStock: Bool {
    switch self {
    case .pending, .paid, .placed: true
    case .cancelled, .expired: false
    }
  }
}

/// Who gets an order.
public struct Recipient: Equatable, Sendable {
  public let name: String
  public let address: String
  public let phone: String

  public init(name: String, address: String, phone: String) {
    self.name = name
    self.address = address
    self.phone = phone
  }
}

/// A cart that was sold.
public struct Order: Equatable, Sendable {
  public let id: OrderID
  public let userID: UserID
  public let way: SellingWay
  public var status: OrderStatus
  public let items: [Item]
  public let recipient: Recipient
  public let createdAt: Timestamp
  /// When the hold runs out, or `nil` where there is none.
  public let expiresAt: Timestamp?

  public init(
    id: OrderID, userID: UserID, way: SellingWay, status: OrderStatus, items: [Item],
    recipient: Recipient, createdAt: Timestamp, expiresAt: Timestamp?
  ) {
    self.id = id
    self.userID = userID
    self.way = way
    self.status = status
    self.items = items
    self.recipient = recipient
    self.createdAt = createdAt
    self.expiresAt = expiresAt
  }

  /// Whether the hold of a pending order has run out, even if nobody has said so yet.
  public func isDue(at now: Timestamp) -> Bool {
    guard status == .pending, let expiresAt else { return false }
    return expiresAt <= now
  }
}
