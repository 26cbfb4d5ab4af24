import CGridKernels
import GridTesting
import Grids
import Testing

@testable import GridFormats

@Suite struct RowSweepTests {
  private static let levels = (0...gk_best_level().rawValue).compactMap(gk_level.init(rawValue:))

  /// Every level against the definition, on random bytes and sets, at every length and alignment.
  @Test func everyLevelClassifiesAlike() {
    var random = SeededGenerator(seed: 7)
    var bytes = (0..<300).map { _ in UInt8.random(in: 0...255, using: &random) }
    for length in 0...200 {
      let clear = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
      let blocked = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
      let offset = length % 64
      // Half of the texts have known bytes only, so that both answers occur.
      let members = (0..<128 as Range<UInt8>).filter { clear.has($0) || blocked.has($0) }
      if length.isMultiple(of: 2), let member = members.first {
        for index in bytes.indices {
          bytes[index] = members.randomElement(using: &random) ?? member
        }
      }
      let text = bytes[offset..<(offset + length)]
      var words = [UInt64](repeating: 0, count: (length + 63) / 64)
      for (index, byte) in text.enumerated() where clear.has(byte) {
        words[index / 64] |= 1 << UInt64(index % 64)
      }
      let isKnown = text.allSatisfy { clear.has($0) || blocked.has($0) }
      for level in Self.levels {
        var found = [UInt64](repeating: ~0, count: words.count)
        let answer = bytes.withUnsafeBufferPointer {
          gk_classify(level, $0.baseAddress! + offset, length, clear, blocked, &found)
        }
        #expect(found == words, "\(level) at length \(length)")
        #expect(answer == isKnown, "\(level) at length \(length)")
      }
    }
  }

  /// Maps are texts of two glyphs and few others: those are what a level may take a short cut for.
  @Test(arguments: 0..<200 as Range<UInt64>) func everyLevelClassifiesMapsAlike(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let clear = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
    let blocked = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
    let glyphs = (0..<2).map { _ in UInt8.random(in: 0..<128, using: &random) }
    let length = Int.random(in: 0...1000, using: &random)
    let text = (0..<length).map { _ in
      switch UInt8.random(in: 0...255, using: &random) {
      case 0: UInt8.random(in: 0...255, using: &random)
      case 1...32: glyphs[1]
      default: glyphs[0]
      }
    }
    let answers = Self.levels.map { level in
      var found = [UInt64](repeating: ~0, count: (length + 63) / 64)
      let answer = text.withUnsafeBufferPointer {
        gk_classify(level, $0.baseAddress!, length, clear, blocked, &found)
      }
      return (found, answer)
    }
    for answer in answers {
      #expect(answer.0 == answers[0].0 && answer.1 == answers[0].1, "seed \(seed)")
    }
  }

  @Test func stopsAtTheFirstRowThatNeedsACloserLook() {
    let glyphs = GlyphTable(format: .plain, legend: Legend(), start: .required)
    let sweep = RowSweep(width: 3, lineEndLength: 1, glyphs: glyphs)
    var words = [UInt64](repeating: 0, count: 8)
    for (text, rows) in [
      ("...\n.#.\n", 2), ("...\n.X.\n...\n", 1), ("...\n..\n....\n", 1), ("...\r\n", 0),
      ("...\n...", 1), ("", 0),
    ] {
      let count = Array(text.utf8).withUnsafeBytes {
        sweep.readRows($0, into: &words, limit: 8)
      }
      #expect(count == rows, "\(text)")
    }
  }
}

extension [UInt8] {
  /// Whether the byte is in the set, as `gk_classify` defines it.
  fileprivate func has(_ byte: UInt8) -> Bool {
    byte < 128 && self[Int(byte & 15)] >> (byte >> 4) & 1 == 1
  }
}
