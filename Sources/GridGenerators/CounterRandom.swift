import Grids

/// Random words by their number: the SplitMix64 generator, read at any place.
///
/// Word *n* of seed *s* is `mix(mix(s) + n·γ)`, in 64-bit integers that wrap. It depends on nothing
/// but *s* and *n*, so that words can be computed in any order, several at a time, and are the same
/// on every machine. The seed is mixed once so that neighbouring seeds are not the same sequence a
/// few words apart.
///
/// - SeeAlso: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
///   The constants are those of <https://prng.di.unimi.it/splitmix64.c>.
package struct CounterRandom: Sendable {
  private let origin: UInt64

  package init(seed: UInt64) { origin = Self.mix(seed) }

  package func word(_ number: UInt64) -> UInt64 {
    Self.mix(origin &+ number &* 0x9E37_79B9_7F4A_7C15)
  }

  /// A number in 0..<`bound`, from one word; for the sides of a map off from uniform by at most 2⁻⁴⁴.
  package func number(below bound: Int, from number: UInt64) -> Int {
    Int(word(number).multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A cell of a map, from words 0 (x) and 1 (y).
  package func cell(of size: GridSize) -> Cell {
    Cell(x: number(below: size.width, from: 0), y: number(below: size.height, from: 1))
  }

  /// Other words of the same seed, for another purpose.
  package func fork(_ purpose: UInt64) -> CounterRandom {
    CounterRandom(seed: word(1 << 62 + purpose))
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ z &>> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z &>> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z &>> 31
  }
}
