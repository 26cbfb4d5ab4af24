import CGridKernels
import GridTesting
import Grids
import Testing

struct CountOnesTests {
  private static let levels = (0...gk_best_level().rawValue).compactMap(gk_level.init(rawValue:))

  /// Every level against the definition, on random words, at every length and alignment.
  @Test func everyLevelCountsAlike() {
    var random = SeededGenerator(seed: 11)
    for length in 0...200 {
      // Sparse, even and dense words, so that a count that runs over would show.
      let words = (0..<(length + 8)).map { _ in
        let word = random.next()
        return [word, word & random.next(), word | random.next(), ~0].randomElement(using: &random)!
      }
      let offset = length % 8
      let expected = words[offset..<(offset + length)].reduce(0) { $0 + $1.nonzeroBitCount }
      for level in Self.levels {
        let count = words.withUnsafeBufferPointer {
          gk_count_ones(level, $0.baseAddress! + offset, length)
        }
        #expect(count == UInt64(expected), "\(level) at length \(length)")
      }
      let count = words.withUnsafeBufferPointer {
        countOnes($0.baseAddress! + offset, count: length)
      }
      #expect(count == expected, "length \(length)")
    }
  }
}
