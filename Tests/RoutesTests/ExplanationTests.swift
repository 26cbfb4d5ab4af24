import GridTesting
import Grids
import Routes
import Testing

/// What is said of cells, to the letter; that the verdicts are right is tested against the reference.
struct ExplanationTests {
  static let map = GridMap(
    ReferenceMap([
      "########",
      "#......#",
      "#.###..#",
      "#...#.##",
      "#X#....#",
      "########",
    ]))

  private func sentences(_ x: Int, _ y: Int, _ route: String = "N+ E+ S+") throws -> [String] {
    try Self.map.explanation(of: Cell(x: x, y: y), route: try Route(route), from: Self.map.start!)
      .sentences(naming: { $0.description })
  }

  @Test func positions() throws {
    #expect(
      try sentences(5, 2) == [
        "(5,2) is a position: N3 E4 S1 ends there.",
        "Walks can end N+ at 3 cells, E+ at 7 cells, S+ at 5 cells.",
      ])
  }

  @Test func obstaclesAndTheStart() throws {
    #expect(try sentences(0, 0) == ["(0,0) is not a position: it is an obstacle."])
    #expect(try sentences(1, 4) == ["(1,4) is not a position: it is the start."])
    #expect(try sentences(1, 3, "") == ["(1,3) is not a position: the route has no steps."])
  }

  @Test func cellsThatTheLastLegCannotEnter() throws {
    #expect(
      try sentences(2, 3) == [
        "(2,3) is not a position.",
        "Walks can end N+ at 3 cells, E+ at 7 cells, S+ at 5 cells.",
        "Leg 3, S+, cannot end there: (2,2) is an obstacle.",
      ])
  }

  @Test func cellsThatAnEarlierLegCannotEnter() throws {
    #expect(
      try sentences(1, 2) == [
        "(1,2) is not a position.",
        "Walks can end N+ at 3 cells, E+ at 7 cells, S+ at 5 cells.",
        "S+ leads there from (1,1) only.",
        "Leg 2, E+, cannot end there: (0,1) is an obstacle.",
      ])
  }

  @Test func legsThatNoWalkGetsThrough() throws {
    #expect(
      try sentences(6, 4, "N+ E+ N S+") == [
        "(6,4) is not a position.",
        "Walks can end N+ at 3 cells, E+ at 7 cells, N at 0 cells, S+ at 0 cells.",
        "No walk gets through leg 3, N. Nearest to (6,4) one begins it at (6,1): (6,0) is an obstacle.",
      ])
  }

  @Test func cellsThatWalksMiss() throws {
    #expect(
      try sentences(6, 2, "N+ E+") == [
        "(6,2) is not a position.",
        "Walks can end N+ at 3 cells, E+ at 7 cells.",
        "E+ leads there from (5,2) only.",
        "The nearest that N+ ends is at (1,2).",
      ])
  }
}
