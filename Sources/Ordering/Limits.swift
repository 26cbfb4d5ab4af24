/// How large each number and text may be. No sum of what keeps these limits overflows 64 bits:
/// 100 lines of 10,000 pieces at 10¹² are 10¹⁸.
public enum Limits {
  /// Of a product, in the currency's minor unit.
  public static let price: ClosedRange<Int64> = 0...1_000_000_000_000
  /// Pieces of a product in stock; its threshold too.
  public static let stock: ClosedRange<Int64> = 0...1_000_000_000
  /// By how much one adjustment may change a stock.
  public static let adjustment: ClosedRange<Int64> = -1_000_000_000...1_000_000_000
  /// Pieces on one line of a cart.
  public static let cartQuantity: ClosedRange<Int64> = 1...10_000
  /// Lines of a cart.
  public static let cartLines: ClosedRange<Int> = 1...100
  /// Pieces of a product that one user may order.
  public static let limitPerUser: ClosedRange<Int64> = 1...1_000_000_000

  /// Unicode scalars in the name of a user, a product or a recipient.
  public static let name: ClosedRange<Int> = 1...200
  /// Unicode scalars in an address.
  public static let address: ClosedRange<Int> = 1...1_000
  /// Unicode scalars in a telephone number.
  public static let phone: ClosedRange<Int> = 1...50
  /// Unicode scalars in the reference of a payment.
  public static let reference: ClosedRange<Int> = 1...200
  /// Unicode scalars in the reason of an adjustment.
  public static let reason: ClosedRange<Int> = 1...200
}
