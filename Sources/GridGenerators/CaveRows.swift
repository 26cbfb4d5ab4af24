import Grids

/// The rows of a cellular automaton, one after the other, each made from rows of the step before.
///
/// A cell becomes rock where five or more of the nine cells around and including it were; what lies off
/// the map is rock. 64 cells are added up at once, a bit of each sum a word. Of each step only the last
/// three rows are kept: a row needs one more row of every step before it, so that the first is there
/// once *s* rows of noise are.
struct CaveRows {
  private let size: GridSize
  private let steps: Int
  private let noise: BernoulliBits
  private let wordsPerRow: Int
  private let edge: UInt64

  /// For each step three rows, row *y* in place *y* % 3; step 0 is the noise.
  private var rings: [UInt64]

  /// For each step how many rows there are.
  private var counts: [Int]

  init(size: GridSize, density: Double, steps: Int, random: CounterRandom) {
    self.size = size
    self.steps = steps
    noise = BernoulliBits(probability: density, random: random)
    wordsPerRow = (size.width + 63) / 64
    edge = size.width & 63 == 0 ? 0 : ~0 << UInt64(size.width & 63)
    rings = Array(repeating: 0, count: (steps + 1) * 3 * wordsPerRow)
    counts = Array(repeating: 0, count: steps + 1)
  }

  /// Sets words to the next row of the last step, rock a bit; bits behind the last cell are set.
  mutating func next(_ words: UnsafeMutablePointer<UInt64>) {
    let y = counts[steps]
    make(y, ofStep: steps)
    let place = place(of: y, steps)
    for index in 0..<wordsPerRow { words[index] = rings[place + index] }
  }

  private func place(of y: Int, _ step: Int) -> Int { (step * 3 + y % 3) * wordsPerRow }

  private mutating func make(_ y: Int, ofStep step: Int) {
    let place = place(of: y, step)
    if step == 0 {
      for index in 0..<wordsPerRow { rings[place + index] = noise.word(y * wordsPerRow + index) }
      rings[place + wordsPerRow - 1] |= edge
    } else {
      while counts[step - 1] < min(y + 2, size.height) { make(counts[step - 1], ofStep: step - 1) }
      add(around: y, ofStep: step, to: place)
    }
    counts[step] = y + 1
  }

  private mutating func add(around y: Int, ofStep step: Int, to place: Int) {
    let (count, edge, height) = (wordsPerRow, edge, size.height)
    let rows = (y - 1...y + 1).map { row in
      0..<height ~= row ? self.place(of: row, step - 1) : nil
    }
    rings.withUnsafeMutableBufferPointer { rings in
      func sums(_ row: Int?, _ index: Int) -> (ones: UInt64, twos: UInt64) {
        guard let row else { return (~0, ~0) }
        let word = rings[row + index]
        let before = index == 0 ? ~0 : rings[row + index - 1]
        let after = index == count - 1 ? ~0 : rings[row + index + 1]
        return added(word, word &<< 1 | before &>> 63, word &>> 1 | after &<< 63)
      }
      for index in 0..<count {
        let (above, here, below) = (
          sums(rows[0], index), sums(rows[1], index), sums(rows[2], index)
        )
        let ones = added(above.ones, here.ones, below.ones)
        let twos = added(above.twos, here.twos, below.twos)
        // ones.ones + 2·(ones.twos + twos.ones) + 4·twos.twos, in all up to nine.
        let two = ones.twos ^ twos.ones
        let carry = ones.twos & twos.ones
        let four = twos.twos ^ carry
        let eight = twos.twos & carry
        rings[place + index] = eight | four & (two | ones.ones)
      }
      rings[place + count - 1] |= edge
    }
  }
}

/// Three bits added up, for 64 places at once.
@inline(__always)
private func added(_ a: UInt64, _ b: UInt64, _ c: UInt64) -> (ones: UInt64, twos: UInt64) {
  (a ^ b ^ c, a & b | c & (a | b))
}
