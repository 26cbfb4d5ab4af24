import Ordering

/// Makes an order of a cart, all of it or nothing.
public struct PlaceOrder: Command {
  let cartID: CartID
  let userID: UserID
  let way: SellingWay
  let recipient: Recipient

  public init(cartID: CartID, userID: UserID, way: SellingWay, recipient: Recipient) {
    self.cartID = cartID
    self.userID = userID
    self.way = way
    self.recipient = recipient
  }

  public func apply(to batch: Batch) throws -> Order {
    guard let record = try CartRecord.fetchOne(batch.connection, cartID, of: userID) else {
      throw Refusal.cartNotFound
    }
    if let orderID = record.orderID { throw Refusal.cartAlreadyOrdered(orderID) }
    let items = record.cart.items
    let checkout = try batch.checkout(items, by: userID)
    if let refusal = checkout.refusal(by: way) { throw refusal }

    let isFinal = batch.hold == .zero
    let status: OrderStatus = isFinal ? .placed : .pending
    let expiresAt = isFinal ? nil : batch.now + batch.hold
    let id = OrderID(
      rawValue: try batch.insert(
        """
        INSERT INTO orders (userID, cartID, name, address, phone, way, status, createdAt, expiresAt)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        userID.rawValue, cartID.rawValue, recipient.name, recipient.address, recipient.phone,
        way.rawValue, status.rawValue, batch.now.rawValue, expiresAt?.rawValue))
    for (line, item) in items.enumerated() {
      try batch.execute(
        "INSERT INTO order_items (orderID, line, productID, quantity, price) VALUES (?, ?, ?, ?, ?)",
        id.rawValue, line, item.productID.rawValue, item.quantity, item.price)
    }
    try batch.takeStock(checkout.demand, for: id)
    batch.countOrder()
    return Order(
      id: id, userID: userID, way: way, status: status, items: items, recipient: recipient,
      createdAt: batch.now, expiresAt: expiresAt)
  }
}

/// Takes the payment of a pending order; late, it is judged like a new order.
public struct PayOrder: Command {
  let orderID: OrderID
  let userID: UserID
  let reference: String

  public init(orderID: OrderID, userID: UserID, reference: String) {
    self.orderID = orderID
    self.userID = userID
    self.reference = reference
  }

  public func apply(to batch: Batch) throws -> Payment {
    var order = try batch.order(orderID, of: userID)
    if order.isDue(at: batch.now) {
      try batch.expire(order)
      order.status = .expired
    }
    switch order.status {
    case .pending:
      break
    case .expired:
      // What is to be refunded is not taken after all when the client tries again.
      if try batch.isToBeRefunded(reference, of: orderID) { return .holdExpired }
      let checkout = try batch.checkout(order.items, by: userID)
      guard checkout.refusalOfLatePayment(by: order.way) == nil else {
        try batch.execute(
          "INSERT INTO late_payments (orderID, reference, amount, receivedAt) VALUES (?, ?, ?, ?)",
          orderID.rawValue, reference, order.items.total, batch.now.rawValue)
        return .holdExpired
      }
      try batch.takeStock(checkout.demand, for: orderID)
    case .paid, .cancelled, .placed:
      throw Refusal.orderNotPending(order.status)
    }
    try batch.execute(
      "UPDATE orders SET status = 'paid', reference = ? WHERE id = ?", reference, orderID.rawValue)
    order.status = .paid
    return .paid(order)
  }
}

/// Cancels a pending order and gives its stock back.
public struct CancelOrder: Command {
  let orderID: OrderID
  let userID: UserID

  public init(orderID: OrderID, userID: UserID) {
    self.orderID = orderID
    self.userID = userID
  }

  public func apply(to batch: Batch) throws -> Order {
    var order = try batch.order(orderID, of: userID)
    // Nothing may be written before a refusal, so that saying it has expired is left to the sweeper.
    let status = order.isDue(at: batch.now) ? .expired : order.status
    guard status == .pending else { throw Refusal.orderNotPending(status) }
    try batch.end(order, as: .cancelled)
    order.status = .cancelled
    return order
  }
}

extension Batch {
  /// - Throws: `Refusal.orderNotFound` also where the order is another user's.
  fileprivate func order(_ id: OrderID, of user: UserID) throws -> Order {
    guard let order = try Order.fetchOne(connection, id), order.userID == user else {
      throw Refusal.orderNotFound
    }
    return order
  }

  fileprivate func isToBeRefunded(_ reference: String, of id: OrderID) throws -> Bool {
    try connection.first(
      "SELECT 1 FROM late_payments WHERE orderID = ? AND reference = ?", id.rawValue, reference
    ) { _ in true } ?? false
  }

  fileprivate func takeStock(_ demand: Demand, for order: OrderID) throws {
    for part in demand.parts {
      try move(part.productID, by: -part.quantity, .ordered(order))
    }
  }

  /// Ends an order whose hold has run out.
  func expire(_ order: Order) throws { try end(order, as: .expired) }

  /// Ends an order that is pending and gives its stock back; the schema sees to it that this happens once.
  fileprivate func end(_ order: Order, as status: OrderStatus) throws {
    try execute(
      "UPDATE orders SET status = ? WHERE id = ?", status.rawValue, order.id.rawValue)
    for part in Demand(order.items).parts {
      _ = try product(part.productID)
      try move(
        part.productID, by: part.quantity,
        status == .cancelled ? .cancelled(order.id) : .expired(order.id))
    }
  }
}
