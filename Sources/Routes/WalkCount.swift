/// A number of walks, of any size.
///
/// The only arithmetic that walks need is addition and writing the sum down; a package of big
/// integers would bring all of Foundation along.
public struct WalkCount: Sendable, Equatable, CustomStringConvertible {
  /// Little-endian, without zeros at the end.
  private var words: [UInt64] = []

  init(_ words: some Sequence<UInt64> = []) {
    self.words = Array(words)
    while self.words.last == 0 { self.words.removeLast() }
  }

  static func += (sum: inout WalkCount, term: WalkCount) {
    let missing = max(0, term.words.count - sum.words.count)
    sum.words += Array(repeating: 0, count: missing)
    var term = term
    let overflows = sum.words.withUnsafeMutableBufferPointer { sum in
      term.words.withUnsafeMutableBufferPointer { add($0, to: sum) }
    }
    if overflows { sum.words.append(1) }
  }

  /// This number's part of another, which is not smaller; 0 if both are.
  public func ratio(to whole: WalkCount) -> Double {
    words.withUnsafeBufferPointer(whole.share)
  }

  /// The part that a number, little-endian and not greater, is of this one; 0 if both are.
  func share(of part: UnsafeBufferPointer<UInt64>) -> Double {
    guard !words.isEmpty else { return 0 }
    // Both are scaled by the larger one's length, so that neither leaves the range of a Double.
    func scaled(_ words: UnsafeBufferPointer<UInt64>) -> Double {
      var sum = 0.0
      for (index, word) in words.enumerated() where word != 0 {
        let exponent = 64 * (index + 1 - self.words.count)
        sum += Double(sign: .plus, exponent: exponent, significand: Double(word))
      }
      return sum
    }
    return scaled(part) / words.withUnsafeBufferPointer(scaled)
  }

  /// Decimal digits.
  public var description: String {
    // Nineteen digits at a time, the lowest first.
    let base: UInt64 = 10_000_000_000_000_000_000
    var rest = words
    var groups: [String] = []
    while !rest.isEmpty {
      var remainder: UInt64 = 0
      for index in rest.indices.reversed() {
        (rest[index], remainder) = base.dividingFullWidth((remainder, rest[index]))
      }
      while rest.last == 0 { rest.removeLast() }
      let digits = String(remainder)
      groups.append(
        rest.isEmpty ? digits : String(repeating: "0", count: 19 - digits.count) + digits)
    }
    return groups.isEmpty ? "0" : groups.reversed().joined()
  }
}

/// Adds one little-endian number to another of at least as many words.
///
/// - Returns: Whether the sum takes a word more.
func add(
  _ term: UnsafeMutableBufferPointer<UInt64>, to sum: UnsafeMutableBufferPointer<UInt64>
) -> Bool {
  var carry: UInt64 = 0
  for index in sum.indices {
    let word = index < term.count ? term[index] : 0
    let (partial, first) = sum[index].addingReportingOverflow(word)
    let (total, second) = partial.addingReportingOverflow(carry)
    sum[index] = total
    carry = first || second ? 1 : 0
  }
  return carry == 1
}
