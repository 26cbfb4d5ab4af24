import Grids
import Testing

struct CellTests {
  @Test func orderIsRowByRow() {
    let cells = [Cell(x: 5, y: 0), Cell(x: 0, y: 1), Cell(x: 1, y: 1), Cell(x: 0, y: 2)]
    #expect(cells.reversed().sorted() == cells)
    #expect(!(cells[0] < cells[0]))
  }

  @Test func northIsUp() {
    #expect(Cell(x: 3, y: 3).moved(.north) == Cell(x: 3, y: 2))
    #expect(Cell(x: 3, y: 3).moved(.southEast, by: 3) == Cell(x: 6, y: 6))
    #expect(Cell(x: 0, y: 0).moved(.west) == Cell(x: -1, y: 0))
    #expect(Cell(x: 2, y: 2).moved(.east, by: 0) == Cell(x: 2, y: 2))
  }

  @Test func description() {
    #expect("\(Cell(x: 5, y: -2))" == "(5,-2)")
  }
}
