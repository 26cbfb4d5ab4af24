/// Costs *a* + *b*√2 as single integers that have the same order.
///
/// The key of a cost is *a*·*Q* + *b*·*P*, where *P*/*Q* is a convergent of √2. Two different costs whose
/// diagonal parts differ by less than *Q* have different keys, in the same order: were it not so, a
/// fraction with a denominator *q* < *Q* would lie between *P*/*Q* and √2 or equal *P*/*Q*, yet it is at
/// least 1/(*qQ*) > 1/*Q*² away from *P*/*Q*, and √2 less than 1/(2*Q*²). A diagonal part is at most 9 a
/// cell, which is less than *Q* on all maps of up to 2³² cells. So sums and comparisons of keys are exact.
///
/// Keys are kept modulo 2⁴⁸, and compared by the sign of their difference. That is sound because a search
/// only ever compares costs that two steps or so can bridge, and 2⁴⁸ is worth more than six thousand.
///
/// - SeeAlso: Hardy and Wright, *An Introduction to the Theory of Numbers*, chapter X: convergents.
enum CostKey {
  /// *Q*, the key of a straight step. *P*² − 2*Q*² = −1.
  static let straight: UInt64 = 44_560_482_149

  /// *P*, the key of a diagonal step.
  static let diagonal: UInt64 = 63_018_038_201

  /// Of a key, as many bits matter.
  static let bitCount: UInt64 = 48

  /// The binary logarithm of the greatest power of two that is at most ``straight``.
  static let straightBitCount: UInt64 = 35
}
