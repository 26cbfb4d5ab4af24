/// A natural number of any size: decimal digits in nines, and addition as on paper.
public struct ReferenceCount: Hashable, Sendable {
  private static let base = 1_000_000_000
  private var limbs: [Int] = []

  public init(_ value: Int = 0) {
    precondition(value >= 0)
    var rest = value
    while rest > 0 {
      limbs.append(rest % Self.base)
      rest /= Self.base
    }
  }

  public var isZero: Bool { limbs.isEmpty }

  public static func += (a: inout ReferenceCount, b: ReferenceCount) {
    var carry = 0
    for index in 0..<max(a.limbs.count, b.limbs.count) {
      if index == a.limbs.count { a.limbs.append(0) }
      let sum = a.limbs[index] + (index < b.limbs.count ? b.limbs[index] : 0) + carry
      a.limbs[index] = sum % base
      carry = sum / base
    }
    if carry > 0 { a.limbs.append(carry) }
  }

  public static func + (a: ReferenceCount, b: ReferenceCount) -> ReferenceCount {
    var sum = a
    sum += b
    return sum
  }
}

extension ReferenceCount: CustomStringConvertible {
  public var description: String {
    guard let last = limbs.last else { return "0" }
    return limbs.dropLast().reversed().reduce(String(last)) { digits, limb in
      let next = String(limb)
      return digits + String(repeating: "0", count: 9 - next.count) + next
    }
  }
}
