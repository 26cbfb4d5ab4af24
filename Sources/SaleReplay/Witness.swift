import Synchronization

/// What a stock was at some moment of the sale.
public struct StockPoint: Equatable, Sendable {
  /// Since the beginning of the sale.
  public let time: Duration
  public let quantity: Int64
}

/// Looks on while a shop sells, and remembers.
final class Witness: Sendable {
  struct Record {
    /// By product.
    var curves: [[StockPoint]]
    /// How long orders took until they were answered, on the clock of the wall.
    var orderTimes: [Duration] = []
  }

  private let state: Mutex<Record>

  init(_ sale: Sale) {
    state = Mutex(
      Record(curves: sale.products.map { [StockPoint(time: .zero, quantity: $0.quantity)] }))
  }

  var record: Record { state.withLock { $0 } }

  /// - Precondition: calls come in the order of commits.
  func saw(_ quantity: Int64, of product: Int, at time: Duration) {
    state.withLock { $0.curves[product].append(StockPoint(time: time, quantity: quantity)) }
  }

  func answered(after duration: Duration) {
    state.withLock { $0.orderTimes.append(duration) }
  }
}
