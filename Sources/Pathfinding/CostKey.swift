/// Costs *a* + *b*√2 as single integers that have the same order.
///
/// The key of a cost is *a*·*Q* + *b*·*P*, where *P*/*Q* is a convergent of √2. Two different costs whose
/// diagonal parts differ by less than *Q* have different keys, in the same order: were it not so, a
/// fraction with a denominator *q* < *Q* would lie between *P*/*Q* and √2 or equal *P*/*Q*, yet it is at
/// least 1/(*qQ*) > 1/*Q*² away from *P*/*Q*, and √2 less than 1/(2*Q*²). A diagonal part is at most 9 a
/// cell, which is less than *Q* on all maps of up to 2³² cells. So sums and comparisons of keys are exact.
///
/// Sums of keys wrap around, and are compared by the sign of their difference. That is sound because a
/// search only ever compares costs that two moves or so can bridge: labels keep keys modulo 2⁴⁸, which is
/// worth more than six thousand steps, and jumps, which may be as long as a map is wide, modulo 2⁶⁴, worth
/// four hundred million.
///
/// - SeeAlso: Hardy and Wright, *An Introduction to the Theory of Numbers*, chapter X: convergents.
enum CostKey {
  /// *Q*, the key of a straight step. *P*² − 2*Q*² = −1.
  static let straight: UInt64 = 44_560_482_149

  /// *P*, the key of a diagonal step.
  static let diagonal: UInt64 = 63_018_038_201

  /// Of a key, labels keep so many bits.
  static let bitCount: UInt64 = 48

  /// Whether a key, or anything that has one on top, comes before another.
  @inline(__always)
  static func isLess(_ a: UInt64, _ b: UInt64) -> Bool { Int64(bitPattern: a &- b) < 0 }

  /// The key of the cost between two cells if there were no obstacles.
  @inline(__always)
  static func octile(_ dx: Int, _ dy: Int) -> UInt64 {
    let (x, y) = (abs(dx), abs(dy))
    return UInt64(truncatingIfNeeded: max(x, y)) &* straight
      &+ UInt64(truncatingIfNeeded: min(x, y)) &* (diagonal &- straight)
  }

  /// The binary logarithm of the greatest power of two that is at most ``straight``.
  static let straightBitCount: UInt64 = 35
}
