import GridTesting
import Grids
import Testing

/// A set of bits against the standard library's set of cells.
struct CellSetTests {
  static let widths = [1, 2, 63, 64, 65, 127, 128, 129]

  private func size(_ width: Int, _ height: Int) throws -> GridSize {
    try #require(GridSize(width: width, height: height))
  }

  private func randomCells(
    _ size: GridSize, count: Int, using generator: inout SeededGenerator
  ) -> Set<Cell> {
    Set(
      (0..<count).map { _ in
        Cell(
          x: .random(in: 0..<size.width, using: &generator),
          y: .random(in: 0..<size.height, using: &generator))
      })
  }

  private func cellSet(_ size: GridSize, _ cells: some Sequence<Cell>) -> CellSet {
    var set = CellSet(size: size)
    for cell in cells { set.insert(cell) }
    return set
  }

  @Test(arguments: widths)
  func emptySet(width: Int) throws {
    let set = CellSet(size: try size(width, 3))
    #expect(set.isEmpty)
    #expect(set.count == 0)
    #expect(Array(set).isEmpty)
    #expect(!set.contains(Cell(x: 0, y: 0)))
    #expect(set.width == width && set.height == 3)
  }

  @Test(arguments: widths)
  func everyCellOnItsOwn(width: Int) throws {
    let size = try size(width, 2)
    for y in 0..<2 {
      for x in 0..<width {
        let cell = Cell(x: x, y: y)
        let set = cellSet(size, [cell])
        #expect(Array(set) == [cell])
        #expect(set.count == 1 && !set.isEmpty && set.contains(cell))
      }
    }
  }

  @Test(arguments: widths)
  func fullSet(width: Int) throws {
    let size = try size(width, 3)
    let cells = (0..<3).flatMap { y in (0..<width).map { Cell(x: $0, y: y) } }
    let set = cellSet(size, cells.reversed())
    #expect(set.count == size.cellCount)
    #expect(Array(set) == cells)
    for y in 0..<3 { #expect(set.row(y)[set.wordsPerRow - 1] == set.lastWordMask) }
  }

  @Test(arguments: widths, 0..<8)
  func membersOfRandomSets(width: Int, seed: Int) throws {
    var generator = SeededGenerator(seed: width * 100 + seed)
    let size = try size(width, .random(in: 1...9, using: &generator))
    var cells = randomCells(size, count: 3 * width, using: &generator)
    var set = cellSet(size, cells)
    for cell in randomCells(size, count: 2 * width, using: &generator) {
      cells.remove(cell)
      set.remove(cell)
    }
    #expect(set.count == cells.count, "seed \(seed)")
    #expect(Array(set) == cells.sorted(), "seed \(seed)")
    #expect(set.isEmpty == cells.isEmpty, "seed \(seed)")
    for y in -1...size.height {
      for x in -1...width {
        let cell = Cell(x: x, y: y)
        #expect(set.contains(cell) == cells.contains(cell), "\(cell), seed \(seed)")
      }
    }
  }

  @Test(arguments: widths, 0..<8)
  func unionAndIntersection(width: Int, seed: Int) throws {
    var generator = SeededGenerator(seed: width * 100 + seed)
    let size = try size(width, .random(in: 1...9, using: &generator))
    let a = randomCells(size, count: 2 * width, using: &generator)
    let b = randomCells(size, count: 2 * width, using: &generator)

    var union = cellSet(size, a)
    union.formUnion(cellSet(size, b))
    #expect(Array(union) == a.union(b).sorted(), "seed \(seed)")

    var intersection = cellSet(size, a)
    intersection.formIntersection(cellSet(size, b))
    #expect(Array(intersection) == a.intersection(b).sorted(), "seed \(seed)")
  }

  @Test func cellsOffTheGridAreNoMembers() throws {
    // On a grid of 65 columns, x = 65 is a bit of padding, and x = 128 the next row's first.
    var set = cellSet(
      try size(65, 2), (0..<2).flatMap { y in (0..<65).map { Cell(x: $0, y: y) } })
    let off = [
      Cell(x: -1, y: 0), Cell(x: 65, y: 0), Cell(x: 128, y: 0), Cell(x: 0, y: -1),
      Cell(x: 0, y: 2), Cell(x: .max, y: 0), Cell(x: 0, y: .min),
    ]
    for cell in off {
      #expect(!set.contains(cell), "\(cell)")
      set.remove(cell)
    }
    #expect(set.count == 130)
  }

  @Test func insertingTwiceAndRemovingAbsentCellsChangesNothing() throws {
    var set = CellSet(size: try size(64, 1))
    set.remove(Cell(x: 63, y: 0))
    #expect(set.isEmpty)
    set.insert(Cell(x: 63, y: 0))
    set.insert(Cell(x: 63, y: 0))
    #expect(set.count == 1)
    set.remove(Cell(x: 63, y: 0))
    #expect(set.isEmpty)
  }

  @Test(arguments: widths)
  func equality(width: Int) throws {
    let size = try size(width, 2)
    let last = Cell(x: width - 1, y: 1)
    var set = cellSet(size, [last])
    #expect(set == cellSet(size, [last]))
    #expect(set != CellSet(size: size))
    set.remove(last)
    #expect(set == CellSet(size: size))
    // As many words, other grids.
    #expect(CellSet(size: try self.size(width, 3)) != set)
    #expect(CellSet(size: try self.size(width + 1, 2)) != set)
  }

  // MARK: Copies

  @Test func copiesAreIndependent() throws {
    let size = try size(65, 2)
    let first = Cell(x: 0, y: 0)
    let second = Cell(x: 64, y: 1)
    let original = cellSet(size, [first])

    var inserted = original
    inserted.insert(second)
    var removed = original
    removed.remove(first)
    var united = original
    united.formUnion(inserted)
    var intersected = original
    intersected.formIntersection(removed)
    var written = original
    written.mutableRow(1)[0] = 1

    #expect(Array(original) == [first])
    #expect(Array(inserted) == [first, second])
    #expect(removed.isEmpty)
    #expect(Array(united) == [first, second])
    #expect(intersected.isEmpty)
    #expect(Array(written) == [first, Cell(x: 0, y: 1)])
  }

  @Test func setsCombineWithThemselves() throws {
    var set = cellSet(try size(65, 1), [Cell(x: 64, y: 0)])
    set.formUnion(set)
    set.formIntersection(set)
    #expect(Array(set) == [Cell(x: 64, y: 0)])
  }

  @Test func iteratorsKeepTheSetTheyBeganWith() throws {
    var set = cellSet(try size(64, 1), [Cell(x: 1, y: 0), Cell(x: 2, y: 0)])
    var seen: [Cell] = []
    for cell in set {
      set.remove(Cell(x: 2, y: 0))
      seen.append(cell)
    }
    #expect(seen == [Cell(x: 1, y: 0), Cell(x: 2, y: 0)])
    #expect(set.count == 1)
  }

  @Test func iteratorsStayAtTheEnd() throws {
    var iterator = cellSet(try size(129, 2), [Cell(x: 128, y: 0)]).makeIterator()
    #expect(iterator.next() == Cell(x: 128, y: 0))
    for _ in 0..<10 { #expect(iterator.next() == nil) }
  }

  // MARK: Recurring rows

  /// A set that keeps a row once is in nothing to be told from one that keeps them all.
  @Test(arguments: widths, 0..<8)
  func recurringRows(width: Int, seed: Int) throws {
    var generator = SeededGenerator(seed: width * 100 + seed)
    let size = try size(width, .random(in: 2...9, using: &generator))
    let pattern = (0..<width).filter { _ in Bool.random(using: &generator) }
    var cells = randomCells(size, count: width / 4, using: &generator)
    for y in 0..<size.height where Bool.random(using: &generator) {
      cells = cells.filter { $0.y != y }.union(pattern.map { Cell(x: $0, y: y) })
    }
    let plain = cellSet(size, cells)
    let added = Cell(x: width - 1, y: 0)
    for y in 0..<size.height {
      let set = plain.keepingOnce(row: y)
      #expect(Array(set) == cells.sorted(), "seed \(seed)")
      #expect(set.count == cells.count && set.isEmpty == cells.isEmpty, "seed \(seed)")
      #expect(set == plain && plain == set, "seed \(seed)")
      #expect(set.contains(added) == cells.contains(added), "seed \(seed)")

      var written = set
      written.insert(added)
      #expect(Array(written) == cells.union([added]).sorted(), "seed \(seed)")
      var united = written
      united.formUnion(set)
      #expect(united == written, "seed \(seed)")
      written.formIntersection(set)
      #expect(written == plain && set == plain, "seed \(seed)")

      let (whole, words) = set.withContiguousWords()
      #expect(whole == plain, "seed \(seed)")
      for index in 0..<size.height * set.wordsPerRow {
        #expect(
          words[index] == plain.row(index / set.wordsPerRow)[index % set.wordsPerRow],
          "seed \(seed)")
      }
    }
  }

  // MARK: Misuse

  @Test func insertingOffTheGridTraps() async {
    await #expect(processExitsWith: .failure) {
      var set = CellSet(size: GridSize(width: 65, height: 1)!)
      set.insert(Cell(x: 65, y: 0))
    }
  }

  @Test func combiningSetsOfDifferentGridsTraps() async {
    await #expect(processExitsWith: .failure) {
      var set = CellSet(size: GridSize(width: 65, height: 1)!)
      set.formUnion(CellSet(size: GridSize(width: 66, height: 1)!))
    }
  }
}
