import Grids

/// Caves that a cellular automaton leaves of noise: what has rock around it becomes rock, what has none
/// becomes clear, and walls become smooth.
///
/// The same arguments give the same bytes on every machine. Noise is that of ``RandomMap`` from a fork of
/// the seed; see ``CaveRows`` for the automaton.
///
/// - SeeAlso: J. Johnson, G. N. Yannakakis and J. Togelius, "Cellular automata for real-time generation of
///   infinite cave levels", PCGames 2010.
public struct CaveMap: Sendable {
  /// What becomes of caves that no way joins.
  public enum Joining: String, CaseIterable, Sendable {
    /// Shafts are dug from each to another, so that every clear cell can be reached.
    case joined

    /// The largest is kept, the others are filled.
    case largest

    /// They stay as they are.
    case all
  }

  /// The most steps of the automaton; after about ten hardly anything changes.
  public static let maximumStepCount = 100

  public let size: GridSize
  public let seed: UInt64
  public let joining: Joining
  private let density: Double
  private let stepCount: Int
  private let givenStart: Cell?
  private let random: CounterRandom

  /// - Parameters:
  ///   - density: The share of rock, 0...1, before the first step.
  ///   - steps: 0...``maximumStepCount``.
  ///   - start: On the map; it is clear in any case. Drawn from the seed where it is `nil`.
  public init(
    size: GridSize, density: Double = 0.45, steps: Int = 5, joining: Joining, seed: UInt64,
    start: Cell? = nil
  ) {
    precondition(0...1 ~= density, "a density is 0...1")
    precondition(0...Self.maximumStepCount ~= steps, "too many steps")
    precondition(start.map(size.contains) ?? true, "the start is off the map")
    self.size = size
    self.density = density
    stepCount = steps
    self.joining = joining
    self.seed = seed
    givenStart = start
    random = CounterRandom(seed: seed)
  }

  /// The start is not in the largest cave, which is all that is to be left.
  public struct StartIsElsewhere: Error {}

  /// Writes the map as plain text: `#` rock, `.` clear, one `X`, and a newline after each row.
  ///
  /// - Parameters:
  ///   - sink: Gets whole rows, as many as fit in 256 KiB and at least one; the bytes are valid during
  ///     the call.
  ///   - progress: Is told, now and then, how much is done of how much there is to do.
  /// - Throws: ``StartIsElsewhere``, and what the sink throws.
  /// - Complexity: O(*s*·*w* + *c*), *s* steps, *w* words of the map, *c* cells. Memory: of a few rows, or,
  ///   unless ``Joining/all`` are left, a bit a cell and 12 bytes for each run of clear cells in a row,
  ///   together about one byte a cell.
  public func write(
    to sink: (UnsafeRawBufferPointer) throws -> Void,
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws {
    var rows = CaveRows(size: size, density: density, steps: stepCount, random: random.fork(0))
    guard joining != .all else {
      return try MapText(size: size, start: givenStart ?? random.cell(of: size)).write(to: sink) {
        y, words in
        rows.next(words)
        progress(y + 1, size.height)
      }
    }
    let map = try map(rows, progress)
    try MapText(size: size, start: map.start!).write(clear: map.traversable, to: sink)
  }

  /// The map with its caves joined, or all but the largest filled.
  private func map(
    _ rows: CaveRows, _ progress: (Int, Int) -> Void
  ) throws(StartIsElsewhere) -> GridMap {
    var rows = rows
    var clear = CellSet(size: size)
    for y in 0..<size.height {
      let words = clear.mutableRow(y)
      rows.next(words)
      for index in 0..<clear.wordsPerRow { words[index] = ~words[index] }
      progress(y + 1, 2 * size.height)
    }
    if let givenStart { clear.insert(givenStart) }
    if clear.isEmpty { clear.insert(random.cell(of: size)) }
    var regions = Regions(of: clear)
    let second: (Int) -> Void = { progress(size.height + $0, 2 * size.height) }
    switch joining {
    case .largest: regions.keepLargest(of: &clear, progress: second)
    default: regions.join(in: &clear, progress: second)
    }
    if let givenStart, !clear.contains(givenStart) { throw StartIsElsewhere() }
    let start = givenStart ?? clear.member(random.number(below: clear.count, from: 0))
    return GridMap(traversable: clear, start: start)
  }
}
