import Grids

/// A perfect maze: exactly one way between any two rooms, unless loops are asked for.
///
/// Rooms are the cells with odd coordinates; the wall between two neighbours is open or not. A side of
/// even length has a wall of two cells at its end. The same arguments give the same bytes on every
/// machine; the start is drawn among the rooms from words 0 and 1 of ``CounterRandom``, and what
/// algorithms draw are the words from 2 on.
///
/// - SeeAlso: J. Buck, "Mazes for Programmers", 2015; D. Wilson, "Generating random spanning trees more
///   quickly than the cover time", STOC 1996.
public struct Maze: Sendable {
  /// No side of a maze is shorter.
  public static let minimumSide = 3

  public let size: GridSize
  public let algorithm: MazeAlgorithm
  public let seed: UInt64
  public let start: Cell

  /// Rooms in a row, and rows of them.
  let columns: Int
  let rows: Int

  private let loops: BernoulliBits
  private let random: CounterRandom

  /// - Parameters:
  ///   - size: No side below ``minimumSide``.
  ///   - loops: The probability, 0...1, that a wall between two rooms that the maze would have is left out.
  ///   - start: A room; drawn from the seed where it is `nil`. The maze does not depend on it.
  public init(
    size: GridSize, algorithm: MazeAlgorithm, seed: UInt64, loops: Double = 0, start: Cell? = nil
  ) {
    precondition(min(size.width, size.height) >= Self.minimumSide, "no room inside the walls")
    precondition(start.map { Self.hasRoom(at: $0, in: size) } ?? true, "the start is no room")
    self.size = size
    self.algorithm = algorithm
    self.seed = seed
    columns = (size.width - 1) / 2
    rows = (size.height - 1) / 2
    random = CounterRandom(seed: seed)
    self.loops = BernoulliBits(probability: loops, random: random.fork(0))
    self.start =
      start
      ?? Cell(
        x: 2 * random.number(below: columns, from: 0) + 1,
        y: 2 * random.number(below: rows, from: 1) + 1)
  }

  /// Whether mazes of a size have a room at a cell.
  public static func hasRoom(at cell: Cell, in size: GridSize) -> Bool {
    size.contains(cell) && cell.x & 1 == 1 && cell.y & 1 == 1
      && cell.x < size.width - 1 && cell.y < size.height - 1
  }

  /// Writes the maze as plain text: `#` a wall, `.` clear, one `X`, and a newline after each row.
  ///
  /// - Parameters:
  ///   - sink: Gets whole rows, as many as fit in 256 KiB and at least one; the bytes are valid during
  ///     the call.
  ///   - progress: Is told, now and then, how much is done of how much there is to do.
  /// - Complexity: O(*cells*) time; for ``MazeAlgorithm/wilson`` that times the logarithm of the cells,
  ///   expected. Memory for one piece, and where ``MazeAlgorithm/isStream`` does not hold a byte for each
  ///   room.
  public func write<Failure: Error>(
    to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void,
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(Failure) {
    var source = passages(progress)
    var row = PassageRow(columns: columns)
    try MapText(size: size, start: start).write(to: sink) { y, words in
      if y & 1 == 1 && y >> 1 < rows {
        source.next(&row)
        row.open(loops, row: y >> 1, isLast: y >> 1 == rows - 1)
        row.writeRooms(to: words, (size.width + 63) / 64)
        if algorithm.isStream { progress(y >> 1 + 1, rows) }
      } else if y & 1 == 0 && y > 0 && y >> 1 < rows {
        row.writeSouth(to: words, (size.width + 63) / 64)
      } else {
        words.update(repeating: ~0, count: (size.width + 63) / 64)
      }
    }
  }

  private func passages(_ progress: (Int, Int) -> Void) -> any Passages {
    let sequence = RandomSequence(random)
    switch algorithm {
    case .binaryTree: return BinaryTree(columns: columns, rows: rows, sequence)
    case .sidewinder: return Sidewinder(columns: columns, rows: rows, sequence)
    case .eller: return Eller(columns: columns, rows: rows, sequence)
    case .backtracker, .prim, .wilson:
      let tree = RoomTree(columns: columns, rows: rows)
      let root = tree.room(
        random.number(below: columns, from: 0), random.number(below: rows, from: 1))
      switch algorithm {
      case .backtracker: tree.backtrack(from: root, sequence, progress)
      case .prim: tree.grow(from: root, sequence, progress)
      default: tree.walk(to: root, sequence, progress)
      }
      return RoomTreeRows(tree)
    }
  }
}
