import GridTesting
import Grids
import Routes
import Testing

@testable import Hunts

/// Walks told, read and followed.
struct WalkTests {
  @Test(arguments: [
    ("N3 E4 S1", "Up 3 steps, Right 4 steps, Down 1 step"),
    ("W1", "Left 1 step"),
    ("NE2 SE1 SW10 NW1", "Up-right 2 steps, Down-right 1 step, Down-left 10 steps, Up-left 1 step"),
    ("", "Stay where you are"),
  ])
  func prose(text: String, prose: String) throws {
    #expect(try #require(Walk(text)).prose == prose)
  }

  @Test(arguments: 0..<50)
  func descriptionIsReadAgain(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let steps = (0..<seed).map { _ in Direction.allCases.randomElement(using: &generator)! }
    #expect(Walk(Walk(steps: steps).description) == Walk(steps: steps))
  }

  @Test(arguments: [
    ("N", "N1"), ("n2 e", "N2 E1"), (" N1  N2 ", "N3"), ("N0", ""), ("SW3", "SW3"),
  ])
  func readsWhatMeansTheSame(text: String, description: String) {
    #expect(Walk(text)?.description == description)
  }

  @Test(arguments: [
    "N+", "NES", "N3E4", "3", "N-1", "N+1", "N 3", "N٣", "X1", "(N)", "N1,E1", "N16777217",
    "N16777216 N1", "N99999999999999999999", "Ñ1", "N1️",
  ])
  func isNoWalk(text: String) {
    #expect(Walk(text) == nil)
  }

  @Test func longestWalkThatIsRead() {
    #expect(Walk("N16777216")?.length == Walk.maximumReadLength)
  }

  @Test func followsAWalk() throws {
    let map = ReferenceMap(["..#", ".X.", "#.."]).gridMap
    let start = try #require(map.start)
    func trace(_ text: String) throws -> Walk.Trace {
      try #require(Walk(text)).trace(on: map, from: start)
    }
    #expect(try trace("").cells == [start])
    #expect(
      try trace("N1 S1 SE1")
        == .init(cells: [start, Cell(x: 1, y: 0), start, Cell(x: 2, y: 2)], blockedStep: nil))
    #expect(try trace("N2").cells.count == 2)
    #expect(try trace("N2 E5").blockedStep == .north)
    #expect(try trace("N1 E1").blockedStep == .east)
    // Between two clear cells, but past the corner of an obstacle.
    #expect(
      try trace("W1 SE1") == .init(cells: [start, Cell(x: 0, y: 1)], blockedStep: .southEast))
  }
}
