/// What clients were told of one product's stock, and the stock as a number.
public struct StockModel: Hashable, Sendable {
  public var quantity: Int64
  public let threshold: Int64

  public init(quantity: Int64, threshold: Int64) {
    self.quantity = quantity
    self.threshold = threshold
  }

  public enum Action: Sendable, Equatable {
    case sold(Int64, throughCache: Bool)
    /// Refused by the threshold, with what was left above it.
    case refused(Int64, available: Int64)
    /// Refused by `/order`, which counts pieces as gone that other orders have asked for and are not
    /// decided yet: at most `besides`.
    case turnedAway(Int64, available: Int64, besides: Int64)
    case cancelled(Int64)
    /// With the quantity after it.
    case adjusted(by: Int64, to: Int64)
    case notAdjusted(by: Int64, available: Int64)
    case read(quantity: Int64, available: Int64)
  }

  /// - Returns: `nil` where the answer is impossible in this state.
  public func after(_ action: Action) -> StockModel? {
    switch action {
    case .sold(let count, let throughCache):
      quantity - count >= (throughCache ? 0 : threshold) ? with(-count) : nil
    case .refused(let count, let available):
      available == spare && available < count ? self : nil
    case .turnedAway(let count, let available, let besides):
      available < count && max(0, quantity - besides) <= available && available <= quantity
        ? self : nil
    case .cancelled(let count):
      with(count)
    case .adjusted(let change, let result):
      quantity + change == result ? with(change) : nil
    case .notAdjusted(let change, let available):
      available == quantity && quantity + change < 0 ? self : nil
    case .read(let quantity, let available):
      quantity == self.quantity && available == spare ? self : nil
    }
  }

  private var spare: Int64 { max(0, quantity - threshold) }

  private func with(_ change: Int64) -> StockModel {
    StockModel(quantity: quantity + change, threshold: threshold)
  }
}
