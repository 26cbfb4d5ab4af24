import Grids

/// What is prepared once for a map, so that many shortest paths on it are found sooner: for each of the four
/// diagonal directions a bit a cell, which tells whether a search that comes along must look around there.
///
///     let finder = PathFinder(map: map, boards: JumpBoards(map: map))
///
/// A diagonal is interrupted where it ends, and where a jump point is seen from it. Without the boards, each
/// of its cells is asked for that by scanning a row and a column; with them, a bit is read. That is what
/// tables of jump distances give, too, in 4 bits a cell instead of 16 bytes, and made whole words at a time.
///
/// They serve octile steps where cells have no costs, and never change: finders on several threads can share
/// them. They are made in memory from the map and cannot be read from a file: what is wrong with such a file
/// would show as paths that are not shortest.
///
/// - SeeAlso: D. Harabor and A. Grastien, "Improving jump point search", ICAPS 2014, for the tables.
public final class JumpBoards: Sendable {
  /// Of the map.
  public let size: GridSize

  /// The cells that they were made for, where their finder has not made them itself.
  private let traversable: CellSet?

  /// By the halved raw value of the diagonal: north-east, south-east, south-west and north-west.
  let interruptions: [ScanBoard]

  /// - Complexity: O(*w*), *w* words of the map; where measured, 0.3 ms for 512 by 512 cells.
  public convenience init(map: GridMap) {
    self.init(Terrain(map, costs: nil), of: map.traversable)
  }

  init(_ terrain: Terrain, of traversable: CellSet? = nil) {
    size = terrain.size
    self.traversable = traversable
    interruptions = (0..<4).map { _ in
      ScanBoard(lineLength: terrain.size.width, lineCount: terrain.size.height)
    }
    var builder = JumpBoardBuilder(terrain.rows)
    for y in 0..<size.height { builder.writeNorthern(y, interruptions[0], interruptions[3]) }
    builder.forgetVertical()
    for y in (0..<size.height).reversed() {
      builder.writeSouthern(y, interruptions[1], interruptions[2])
    }
  }

  /// Scans by the boards of another map would run through its walls, and out of the board.
  ///
  /// - Complexity: O(*w*), *w* words of the map.
  func fit(_ map: GridMap) -> Bool { traversable.map { $0 == map.traversable } ?? false }

  /// What they take in memory: about half a byte a cell.
  public var byteCount: Int { interruptions.reduce(0) { $0 + $1.byteCount } }
}

/// Makes the boards row by row, 64 cells at a time.
private struct JumpBoardBuilder {
  private let board: ScanBoard
  private let wordCount: Int

  /// Whether, of the row before, a scan to the north or south sees a jump point, and whether one lies there
  /// or the cell is blocked.
  private var seen: [UInt64]
  private var points: [UInt64]
  private var stops: [UInt64]

  /// Whether scans along the row see a jump point.
  private var seenEast: [UInt64]
  private var seenWest: [UInt64]

  init(_ board: ScanBoard) {
    self.board = board
    wordCount = (board.lineLength + 63) / 64
    let zeros = [UInt64](repeating: 0, count: wordCount)
    (seen, points, stops, seenEast, seenWest) = (zeros, zeros, zeros, zeros, zeros)
    forgetVertical()
  }

  /// Before the first row lies the border.
  mutating func forgetVertical() {
    for word in 0..<wordCount { (seen[word], points[word], stops[word]) = (0, 0, ~0) }
  }

  mutating func writeNorthern(_ y: Int, _ northEast: ScanBoard, _ northWest: ScanBoard) {
    write(y, ahead: y - 1, behind: y + 1, northEast, northWest)
  }

  mutating func writeSouthern(_ y: Int, _ southEast: ScanBoard, _ southWest: ScanBoard) {
    write(y, ahead: y + 1, behind: y - 1, southEast, southWest)
  }

  private mutating func write(
    _ y: Int, ahead: Int, behind: Int, _ eastern: ScanBoard, _ western: ScanBoard
  ) {
    lookAlongRow(y)
    for word in 0..<wordCount {
      let x = word * 64
      let rest = board.lineLength - x
      let clear = bits(y, x) & (rest < 64 ? 1 << UInt64(rest) - 1 : ~0)
      seen[word] = points[word] | ~stops[word] & seen[word]
      // A turn to either side round a corner behind.
      points[word] =
        (bits(y, x + 1) & ~bits(behind, x + 1) | bits(y, x - 1) & ~bits(behind, x - 1)) & clear
      stops[word] = ~clear | points[word]

      let mayGoEast = bits(y, x + 1) & bits(ahead, x) & bits(ahead, x + 1)
      let mayGoWest = bits(y, x - 1) & bits(ahead, x) & bits(ahead, x - 1)
      let place = board.lines.number(line: y, x)
      eastern.insert(clear & (seenEast[word] | seen[word] | ~mayGoEast), at: place)
      western.insert(clear & (seenWest[word] | seen[word] | ~mayGoWest), at: place)
    }
  }

  /// From jump points back to where they are seen from, by doubling.
  private mutating func lookAlongRow(_ y: Int) {
    var isSeen: UInt64 = 0
    for word in (0..<wordCount).reversed() {
      let x = word * 64
      var fill = points(y, x + 1, from: x)
      var open = bits(y, x + 1) & ~fill
      fill |= open & isSeen << 63
      for shift in [1, 2, 4, 8, 16, 32] as [UInt64] {
        fill |= open & fill >> shift
        open &= open >> shift
      }
      seenEast[word] = fill
      isSeen = fill & 1
    }
    isSeen = 0
    for word in 0..<wordCount {
      let x = word * 64
      var fill = points(y, x - 1, from: x)
      var open = bits(y, x - 1) & ~fill
      fill |= open & isSeen
      for shift in [1, 2, 4, 8, 16, 32] as [UInt64] {
        fill |= open & fill << shift
        open &= open << shift
      }
      seenWest[word] = fill
      isSeen = fill >> 63
    }
  }

  /// Whether cells are jump points of a row for scans that come from a cell.
  private func points(_ y: Int, _ x: Int, from behind: Int) -> UInt64 {
    (bits(y - 1, x) & ~bits(y - 1, behind) | bits(y + 1, x) & ~bits(y + 1, behind)) & bits(y, x)
  }

  /// 64 cells of a row from one on; of those beyond the row anything.
  @inline(__always)
  private func bits(_ y: Int, _ x: Int) -> UInt64 { board.word(at: board.lines.number(line: y, x)) }
}
