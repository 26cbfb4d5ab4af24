/// What became of a sale, counted from the orders and the stock that it left in its database.
public struct Outcome: Sendable {
  public struct Product: Equatable, Sendable {
    public let name: String
    /// What there was to sell.
    public let received: Int64
    /// Pieces of the orders that were accepted and not ended since.
    public let sold: Int64
    /// What the database says is left.
    public let inDatabase: Int64
    /// What the cache says is left, where the way has one.
    public let inCache: Int64?
    /// What lies there, after everything that can be was sent to its buyers.
    public let onShelf: Int64

    public var soldBeyondStock: Int64 { max(0, sold - received) }
    public var isMisreported: Bool {
      inDatabase != onShelf || inCache.map { $0 != onShelf } ?? false
    }
  }

  public let way: Way
  public let products: [Product]
  public let ordersAccepted: Int
  /// Orders that gave their pieces back: cancelled, or not paid in time.
  public let ordersEnded: Int
  /// Buyers with an order that cannot be sent, because earlier ones emptied the shelf.
  public let customersToCall: Int
  /// Buyers with two orders of one cart.
  public let orderedTwice: Int
  /// From a request to its answer, on the clock of the wall, in ascending order.
  public let orderTimes: [Duration]
  /// By product.
  public let curves: [[StockPoint]]

  public var soldBeyondStock: Int64 { products.reduce(0) { $0 + $1.soldBeyondStock } }
  public var negativeProducts: Int { products.count { $0.inDatabase < 0 } }
  public var misreportedProducts: Int { products.count(where: \.isMisreported) }
  public var medianTime: Duration { time(atShare: 0.5) }
  public var slowTime: Duration { time(atShare: 0.99) }

  private func time(atShare share: Double) -> Duration {
    orderTimes.isEmpty ? .zero : orderTimes[Int(Double(orderTimes.count - 1) * share)]
  }
}
