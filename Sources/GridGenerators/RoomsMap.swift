import Grids

/// Rooms and corridors, every clear cell within reach of every other.
///
/// The map is cut into sectors of about the same size, each with one room, somewhere. Which neighbours are
/// joined a ``Maze`` of sectors decides, row by row; a corridor goes from a place in one room along the
/// sector's edge to a place in the other. What a sector looks like depends on its number alone, so that only
/// a band of sectors is ever held. The same arguments give the same bytes on every machine.
public struct RoomsMap: Sendable {
  /// No side of such a map is shorter.
  public static let minimumSide = 3

  /// How large a room's side may be at most, within what a sector has room for.
  public static let roomSides = 3...64

  public let size: GridSize
  public let seed: UInt64
  public let start: Cell
  private let isStartGiven: Bool
  private let floor: Floor
  private let loops: BernoulliBits
  private let random: CounterRandom

  /// - Parameters:
  ///   - size: No side below ``minimumSide``.
  ///   - largestSide: Of a room, in ``roomSides``.
  ///   - loops: The probability, 0...1, that neighbours are joined that need not be.
  ///   - start: On the map, and then joined to the room of its sector; drawn from the seed, in a room, where
  ///     it is `nil`.
  public init(
    size: GridSize, largestSide: Int = 7, loops: Double = 0.1, seed: UInt64, start: Cell? = nil
  ) {
    precondition(min(size.width, size.height) >= Self.minimumSide, "no room inside the walls")
    precondition(Self.roomSides ~= largestSide, "\(largestSide) is no side of a room")
    precondition(start.map(size.contains) ?? true, "the start is off the map")
    self.size = size
    self.seed = seed
    random = CounterRandom(seed: seed)
    floor = Floor(
      columns: Sectors(length: size.width, largestSide: largestSide),
      rows: Sectors(length: size.height, largestSide: largestSide), random: random.fork(1))
    self.loops = BernoulliBits(probability: loops, random: random.fork(0))
    isStartGiven = start != nil
    self.start =
      start
      ?? floor.room(
        random.number(below: floor.columns.count, from: 0),
        random.number(below: floor.rows.count, from: 1)
      ).place
  }

  /// Writes the map as plain text: `#` a wall, `.` clear, one `X`, and a newline after each row.
  ///
  /// - Parameters:
  ///   - sink: Gets whole rows, as many as fit in 256 KiB and at least one; the bytes are valid during
  ///     the call.
  ///   - progress: Is told, now and then, how much is done of how much there is to do.
  /// - Complexity: O(*cells*) time; memory for a band of sectors.
  public func write<Failure: Error>(
    to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void,
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(Failure) {
    let sectorRows = floor.rows
    var tree = Eller(
      columns: floor.columns.count, rows: sectorRows.count, RandomSequence(random.fork(2)))
    var links = PassageRow(columns: floor.columns.count)
    var band = Band(width: size.width, rows: 0..<1)
    var next = 0
    try MapText(size: size, start: start).write(to: sink) { y, words in
      if next < sectorRows.count, y == sectorRows.bounds(next).lowerBound {
        let linksAbove = links.south
        tree.next(&links)
        links.open(loops, row: next, isLast: next == sectorRows.count - 1)
        band = Band(width: size.width, rows: sectorRows.bounds(next))
        floor.draw(next, links, linksAbove, on: &band)
        if isStartGiven, band.rows.contains(start.y) { floor.draw(wayFrom: start, on: &band) }
        next += 1
        progress(next, sectorRows.count)
      }
      band.copy(y, to: words)
    }
  }
}

/// The sectors along one side of the map.
private struct Sectors: Sendable {
  let count: Int
  private let length: Int
  private let largestSide: Int

  /// Around a room there are a wall on either side, an edge for corridors, and some play.
  private static let margin = 4

  init(length: Int, largestSide: Int) {
    self.length = length
    self.largestSide = largestSide
    count = max(1, (length - 1) / (largestSide + Self.margin))
  }

  /// The last one has the wall at the end of the map as well.
  func bounds(_ index: Int) -> Range<Int> {
    index * (length - 1)
      / count..<(index == count - 1 ? length : (index + 1) * (length - 1) / count)
  }

  func index(of place: Int) -> Int {
    // A guess by proportion is off by one at most.
    let guess = min(place * count / max(length - 1, 1), count - 1)
    return [guess, guess - 1, guess + 1].first { 0..<count ~= $0 && bounds($0).contains(place) }!
  }

  /// The extent of a room, and a place in it.
  ///
  /// - Parameter draw: Gives one of three random numbers, below a bound.
  func room(_ index: Int, draw: (_ number: UInt64, _ bound: Int) -> Int) -> (
    extent: ClosedRange<Int>, place: Int
  ) {
    let bounds = bounds(index)
    // The last cell of a sector that has a neighbour is for corridors, and a wall is before it.
    let last = bounds.upperBound - (index == count - 1 ? 2 : 3)
    let inside = bounds.lowerBound + 1...last
    let sides = min(3, inside.count)...min(largestSide, inside.count)
    let side = sides.lowerBound + draw(0, sides.count)
    let first = inside.lowerBound + draw(1, inside.count - side + 1)
    return (first...first + side - 1, first + draw(2, side))
  }
}

/// Where rooms lie, and how corridors run between them.
private struct Floor: Sendable {
  let columns: Sectors
  let rows: Sectors
  let random: CounterRandom

  /// A room, and the place in it that corridors lead to.
  struct Room {
    var columns: ClosedRange<Int>
    var rows: ClosedRange<Int>
    var place: Cell
  }

  func room(_ x: Int, _ y: Int) -> Room {
    let first = UInt64(y * columns.count + x) * 6
    let across = columns.room(x) { random.number(below: $1, from: first + $0) }
    let down = rows.room(y) { random.number(below: $1, from: first + 3 + $0) }
    return Room(
      columns: across.extent, rows: down.extent, place: Cell(x: across.place, y: down.place))
  }

  /// Draws the rooms of a row of sectors, and what there is of their corridors.
  func draw(_ y: Int, _ links: PassageRow, _ linksAbove: [UInt64], on band: inout Band) {
    for x in 0..<columns.count {
      let room = room(x, y)
      for row in room.rows { band.open(row: row, room.columns.lowerBound, room.columns.upperBound) }
      let (word, bit) = (x >> 6, UInt64(x & 63))
      if links.east[word] >> bit & 1 == 1 {
        let next = self.room(x + 1, y).place
        let edge = columns.bounds(x).upperBound - 1
        band.open(row: room.place.y, room.place.x, edge)
        band.open(column: edge, room.place.y, next.y)
        band.open(row: next.y, edge, next.x)
      }
      if links.south[word] >> bit & 1 == 1 {
        let edge = band.rows.upperBound - 1
        band.open(column: room.place.x, room.place.y, edge)
        band.open(row: edge, room.place.x, self.room(x, y + 1).place.x)
      }
      if linksAbove[word] >> bit & 1 == 1 {
        band.open(column: room.place.x, band.rows.lowerBound, room.place.y)
      }
    }
  }

  /// Draws a way from a cell to the room of its sector.
  func draw(wayFrom cell: Cell, on band: inout Band) {
    let place = room(columns.index(of: cell.x), rows.index(of: cell.y)).place
    band.open(column: cell.x, cell.y, place.y)
    band.open(row: place.y, cell.x, place.x)
  }
}

/// Some rows of the map, a bit a cell, set where it is clear.
private struct Band {
  let rows: Range<Int>
  private var cells: CellSet

  init(width: Int, rows: Range<Int>) {
    self.rows = rows
    cells = CellSet(size: GridSize(width: width, height: rows.count)!)
  }

  mutating func open(row y: Int, _ a: Int, _ b: Int) {
    for x in min(a, b)...max(a, b) { cells.insert(Cell(x: x, y: y - rows.lowerBound)) }
  }

  mutating func open(column x: Int, _ a: Int, _ b: Int) {
    for y in min(a, b)...max(a, b) { cells.insert(Cell(x: x, y: y - rows.lowerBound)) }
  }

  /// Sets the words of a row to its obstacles.
  func copy(_ y: Int, to words: UnsafeMutablePointer<UInt64>) {
    let row = cells.row(y - rows.lowerBound)
    for index in 0..<cells.wordsPerRow { words[index] = ~row[index] }
  }
}
