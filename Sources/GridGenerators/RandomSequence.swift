/// Random numbers one after the other, for what is not made in an order that is known before.
///
/// Words 2, 3, … of a ``CounterRandom`` (0 and 1 are for the start), of which a small choice takes two
/// bits. Every number of a range has exactly the same chance.
struct RandomSequence {
  private let random: CounterRandom
  private var next: UInt64 = 2
  private var bits: UInt64 = 0
  private var bitCount = 0

  init(_ random: CounterRandom) { self.random = random }

  mutating func word() -> UInt64 {
    defer { next &+= 1 }
    return random.word(next)
  }

  /// A number 0...3.
  @inline(__always)
  mutating func twoBits() -> Int {
    if bitCount == 0 {
      bits = word()
      bitCount = 64
    }
    defer {
      bits &>>= 2
      bitCount &-= 2
    }
    return Int(bits & 3)
  }

  /// A number in 0..<`bound`: what lies beyond, or would favour some, is drawn again.
  ///
  /// - SeeAlso: D. Lemire, "Fast random integer generation in an interval", 2019.
  @inline(__always)
  mutating func number(below bound: Int) -> Int {
    if bound <= 4 {
      if bound <= 1 { return 0 }
      if bound == 2 { return twoBits() & 1 }
      while true {
        let number = twoBits()
        if number < bound { return number }
      }
    }
    let bound = UInt64(bound)
    while true {
      let product = word().multipliedFullWidth(by: bound)
      if product.low >= bound || product.low >= (0 &- bound) % bound { return Int(product.high) }
    }
  }
}
