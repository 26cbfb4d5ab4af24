/// Words in which each bit is set with the same probability, independently.
struct BernoulliBits: Sendable {
  /// Of 2³².
  private let threshold: UInt64
  private let random: CounterRandom

  /// - Parameter probability: 0...1, rounded to the nearest 2⁻³².
  init(probability: Double, random: CounterRandom) {
    precondition(0...1 ~= probability, "a probability is 0...1")
    self.init(threshold: UInt64(probability * 0x1p32 + 0.5), random: random)
  }

  /// - Parameter threshold: How many of 2³² numbers set a bit.
  init(threshold: UInt64, random: CounterRandom) {
    self.threshold = threshold
    self.random = random
  }

  /// Compares 64 random numbers with the threshold at once, a bit of each a step, until none is
  /// still equal to it or only zeros are left, below which nothing is: about eight words decide 64.
  func word(_ number: Int) -> UInt64 {
    // A probability of 1 is the threshold's bit 32.
    var below = 0 &- threshold &>> 32
    var undecided = ~below
    var remaining = threshold &<< 32
    var next = UInt64(number + 1) &* 32
    while remaining != 0 && undecided != 0 {
      let bits = random.word(next)
      if remaining &>> 63 == 1 {
        below |= undecided & ~bits
        undecided &= bits
      } else {
        undecided &= ~bits
      }
      remaining &<<= 1
      next += 1
    }
    return below
  }
}
