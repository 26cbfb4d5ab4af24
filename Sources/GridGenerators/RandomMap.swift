import Grids

/// A map on which every cell is an obstacle with the same probability, independently.
///
/// It is never held: it is written as it is made, any size in bounded memory. The same size,
/// density, seed and start give the same bytes on every machine:
///
/// 1. The density becomes a threshold of 32 bits, rounded to the nearest 2⁻³². All that follows is
///    integers.
/// 2. The cells of a row are taken 64 at a time, the first in the lowest bit; these groups are
///    numbered over the whole map, row by row.
/// 3. Bit *i* of 64 numbers, from the highest, is word 32·(group + 1) + *i* of ``CounterRandom``. A
///    cell is an obstacle where its number is below the threshold.
/// 4. A start that is not given is drawn from words 0 (x) and 1 (y). It is clear in any case.
public struct RandomMap: Sendable {
  public let size: GridSize
  public let seed: UInt64
  public let start: Cell
  private let obstacles: BernoulliBits

  /// - Parameters:
  ///   - density: The probability, 0...1, that a cell is an obstacle.
  ///   - start: On the map; drawn from the seed where it is `nil`.
  public init(size: GridSize, density: Double, seed: UInt64, start: Cell? = nil) {
    precondition(0...1 ~= density, "a density is 0...1")
    self.init(size: size, threshold: UInt64(density * 0x1p32 + 0.5), seed: seed, start: start)
  }

  /// As ``init(size:density:seed:start:)``, the density being a number of 2³²: with a greater one, no
  /// obstacle of a lower one becomes clear.
  package init(size: GridSize, threshold: UInt64, seed: UInt64, start: Cell? = nil) {
    precondition(0...1 << 32 ~= threshold, "a density is 0...1")
    let random = CounterRandom(seed: seed)
    let start = start ?? random.cell(of: size)
    precondition(size.contains(start), "\(start) is off the map")
    self.size = size
    self.seed = seed
    self.start = start
    obstacles = BernoulliBits(threshold: threshold, random: random)
  }

  /// Writes the map as plain text: `#` an obstacle, `.` clear, one `X`, and a newline after each row.
  ///
  /// - Parameter sink: Gets whole rows, as many as fit in 256 KiB and at least one; the bytes are
  ///   valid during the call.
  /// - Complexity: O(*cells*) time; memory for one piece.
  public func write<Failure: Error>(
    to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try MapText(size: size, start: start).write(to: sink, obstacles: makeRow)
  }

  /// The map, held.
  package var map: GridMap {
    var clear = CellSet(size: size)
    for y in 0..<size.height {
      let words = clear.mutableRow(y)
      makeRow(y, words)
      for index in 0..<clear.wordsPerRow { words[index] = ~words[index] }
      words[clear.wordsPerRow - 1] &= clear.lastWordMask
    }
    clear.insert(start)
    return GridMap(traversable: clear, start: start)
  }

  private func makeRow(_ y: Int, _ words: UnsafeMutablePointer<UInt64>) {
    let groupsPerRow = (size.width + 63) / 64
    for group in 0..<groupsPerRow { words[group] = obstacles.word(y * groupsPerRow + group) }
  }
}
