import GridFormats
import Grids
import Puzzles
import Testing

/// Maps with treasures. That walks through them are shortest is a matter of `DigTests` and `ShortestTourTests`.
struct CollectPuzzleTests {
  private func puzzle(_ text: String) throws -> CollectPuzzle {
    try CollectPuzzle(HeldText(text, name: "map"))
  }

  @Test func whatIsOnTheMap() throws {
    let puzzle = try puzzle("X.#$\r\n$.#$\r\n")
    #expect(puzzle.start == Cell(x: 0, y: 0))
    #expect(puzzle.treasures == [Cell(x: 3, y: 0), Cell(x: 0, y: 1), Cell(x: 3, y: 1)])
    #expect(puzzle.unreachableTreasures() == [Cell(x: 3, y: 0), Cell(x: 3, y: 1)])
    #expect(!puzzle.map.isTraversable(Cell(x: 2, y: 0)))
  }

  @Test func nothingToCollect() throws {
    #expect(try puzzle("@..").treasures.isEmpty)
  }

  @Test func asManyAsThereMayBe() throws {
    let most = String(repeating: "$", count: 4095)
    #expect(try puzzle("X" + most).treasures.count == 4095)
    expectFault(line: 1, column: 4097, "4096 treasures are too many") { try puzzle("X$" + most) }
  }

  @Test(arguments: [
    ("$..\n", 1, 1, "no start: the map has no 'X' and no '@'"),
    ("X..\n.@$\n", 2, 2, "more than one start: line 1 column 1, and line 2 column 2"),
    ("X.?\n", 1, 3, "unknown glyph '?'; expected '#', '.', '$', 'X' or '@'"),
  ])
  func faults(text: String, line: Int, column: Int, message: String) {
    expectFault(line: line, column: column, message) { try puzzle(text) }
  }
}
