import GridTesting
import Grids
import Routes
import Testing

@testable import Hunts

struct HuntTests {
  /// A seed means the same on every machine and in every version; worked out by another program.
  @Test(arguments: [
    (0, Cell(x: 5, y: 2), "N3 E4 S1"), (1, Cell(x: 6, y: 2), "N3 E5 S1"),
    (7, Cell(x: 5, y: 3), "N3 E4 S2"), (.max, Cell(x: 5, y: 4), "N3 E4 S3"),
  ])
  func seedsKeepTheirTreasure(seed: UInt64, treasure: Cell, walk: String) throws {
    let hunt = try #require(try ReferenceMap.assessment.hunt(seed: seed))
    #expect(hunt.treasure == treasure)
    #expect(hunt.walk.description == walk)
    #expect(hunt.positions.count == 5)
  }

  @Test func noPosition() throws {
    #expect(try ReferenceMap(["#####", "#.X.#", "#####"]).hunt(seed: 1) == nil)
    #expect(try ReferenceMap.assessment.hunt(route: "", seed: 1) == nil)
  }

  @Test func onlyPosition() throws {
    for seed: UInt64 in 0..<20 {
      #expect(
        try ReferenceMap.assessment.hunt(route: "N3", seed: seed)?.treasure == Cell(x: 1, y: 1))
    }
  }

  /// The walk that is told can be walked, fits the route, and ends at the treasure.
  @Test(arguments: 0..<200)
  func walksFindTheTreasure(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let map = ReferenceMap.random(
      width: .random(in: 1...80, using: &generator), height: .random(in: 1...12, using: &generator),
      obstacleDensity: 0.15, using: &generator)
    let route = ["N+ E+ S+", ".*", "(NE|SW|W)+", "S* (E|N)*"][seed % 4]
    guard let hunt = try map.hunt(route: route, seed: UInt64(seed)) else {
      #expect(try map.gridMap.cells(reachedBy: Route(route), from: map.gridMap.start!).isEmpty)
      return
    }
    let trace = hunt.walk.trace(on: map.gridMap, from: map.gridMap.start!)
    #expect(trace.blockedStep == nil && trace.cells.last == hunt.treasure, "seed \(seed)\n\(map)")
    let reached = try map.gridMap.cells(
      reachedBy: try Route(hunt.walk.description), from: map.gridMap.start!)
    #expect(reached.contains(hunt.treasure), "seed \(seed)\n\(map)")
    #expect(hunt.positions.contains(hunt.treasure))
  }

  /// Over many seeds all positions come up about equally often: χ² with 105 − 1 degrees of freedom is
  /// below 162 with a probability of 0.9998. The seeds are always the same, and so is the outcome.
  @Test func positionsAreEquallyLikely() throws {
    let map = ReferenceMap.open(width: 16, height: 8, start: ReferenceCell(x: 0, y: 7))
    var counts: [Cell: Int] = [:]
    let rounds = 5000
    for seed in 0..<UInt64(rounds) {
      counts[try #require(try map.hunt(seed: seed)).treasure, default: 0] += 1
    }
    let expected = Double(rounds) / 105
    let deviation = counts.values.reduce(0) {
      $0 + (Double($1) - expected) * (Double($1) - expected) / expected
    }
    #expect(counts.count == 105)
    #expect(deviation < 162, "\(deviation)")
  }

  /// Of the 2⁶⁴ words, each number must get the same share, and the words too many be passed over.
  @Test(arguments: [3, 5, 105, 1 << 32, (1 << 62) + 1])
  func surplusWordsAreDrawnAgain(bound: Int) {
    let surplus = (0 &- UInt64(bound)) % UInt64(bound)
    // Word 0 has the fraction 0, which is surplus wherever there is any.
    var drawn: [UInt64] = []
    let number = uniformNumber(below: bound) { number in
      drawn.append(number)
      return number == 0 ? 0 : .max
    }
    #expect(surplus > 0 ? drawn == [0, 1] : drawn == [0])
    #expect(number == (surplus > 0 ? bound - 1 : 0))
  }

  /// With words of 64 bits a full count is out of reach, but not at the borders between numbers.
  @Test func bordersAreWhereTheyShouldBe() {
    let third = UInt64.max / 3
    for (word, number) in [(1, 0), (third, 0), (third + 2, 1), (2 * third, 1), (2 * third + 2, 2)] {
      #expect(uniformNumber(below: 3) { _ in word } == number, "\(word)")
    }
    #expect(uniformNumber(below: 1) { _ in .max } == 0)
  }
}

extension ReferenceMap {
  fileprivate func hunt(route: String = "N+ E+ S+", seed: UInt64) throws -> Hunt? {
    try Hunt(on: gridMap, start: gridMap.start!, route: try Route(route), seed: seed)
  }
}
