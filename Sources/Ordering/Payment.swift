/// What became of a payment. Both ways are written down, so that no payment is lost.
public enum Payment: Equatable, Sendable {
  case paid(Order)
  /// It came after the hold had run out, and the pieces are gone: its reference is kept for a refund.
  case holdExpired
}
