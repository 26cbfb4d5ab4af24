import Foundation
import GridTesting
import Grids
import Hunts
import Routes
import Testing

struct ClueTests {
  @Test func assessmentMap() throws {
    let map = ReferenceMap.assessment.gridMap
    let clue = try Clue(on: map, start: map.start!, route: Route("N+ E+ S+"))
    #expect(clue.positions.count == 5)
    #expect(clue.total.description == "5")
    #expect(abs(clue.uncertainty - log2(5)) < 1e-12)
    #expect(clue.legs.map(\.text) == ["N+", "E+", "S+"])
    #expect(clue.legs.map { ($0.bits * 1000).rounded() } == [722, 1371, 1371])
    #expect(clue.legs.map { $0.groups.map(\.positionCount) } == [[1, 4], [1, 3, 1], [3, 1, 1]])
    #expect(clue.legs.map { $0.groups.map(\.stepCount) } == [[1, 3], [2, 4, 5], [1, 2, 3]])
    #expect(clue.best.map(\.number) == [2, 3])
    #expect(
      Array(clue.positions(ifLeg: 2, takes: 4))
        == [Cell(x: 5, y: 2), Cell(x: 5, y: 3), Cell(x: 5, y: 4)])
    var groups: [[Cell]] = []
    clue.forEachGroup(ofLeg: 2) { group, cells in
      #expect(group == clue.legs[1].groups[groups.count])
      groups.append(cells)
    }
    #expect(groups == [2, 4, 5].map { Array(clue.positions(ifLeg: 2, takes: $0)) })
    #expect(clue.positions(ifLeg: 2, takes: 3).isEmpty)
    #expect(clue.positions(ifLeg: 2, takes: 99).isEmpty)
  }

  /// Where two walks of different step counts end at one position, its two groups overlap there.
  @Test func groupsOverlap() throws {
    let map = ReferenceMap(["...", "...", "X.."]).gridMap
    let clue = try Clue(on: map, start: map.start!, route: Route("N+ E+ S+"))
    // N1 E1 S1, N1 E2 S1, and of N2 either also with S2.
    #expect(clue.total.description == "6")
    #expect(clue.positions.count == 4)
    #expect(clue.legs[0].groups.map(\.positionCount) == [2, 4])
  }

  /// The bits from their definition, over all walks made one by one.
  @Test(arguments: 0..<150)
  func bruteForce(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let map = ReferenceMap.random(
      width: .random(in: 2...6, using: &generator), height: .random(in: 2...6, using: &generator),
      obstacleDensity: 0.15, using: &generator)
    // Each leg takes the steps of one direction, and so a walk says how many.
    let (text, directions) = [
      ("N+ E+ S+", [ReferenceStep.north, .east, .south]), ("N* E* S*", [.north, .east, .south]),
      ("W{0,2} SE* E+", [.west, .southEast, .east]),
    ][seed % 3]
    let walks = everyWalk(map, try ReferenceRoute(text))
      .filter { map.end(of: $0) != map.start }
    let ends = walks.map { map.end(of: $0)! }
    let clue = try Clue(on: map.gridMap, start: map.gridMap.start!, route: Route(text))
    #expect(clue.total.description == "\(walks.count)")
    #expect(abs(clue.uncertainty - entropy(ends)) < 1e-9)
    for (leg, direction) in zip(clue.legs, directions) {
      let stepCounts = walks.map { $0.count { $0 == direction } }
      var rest = 0.0
      for stepCount in Set(stepCounts) {
        let group = zip(ends, stepCounts).filter { $0.1 == stepCount }.map(\.0)
        rest += Double(group.count) / Double(walks.count) * entropy(group)
        let found = leg.groups.first { $0.stepCount == stepCount }
        #expect(found?.walks.description == "\(group.count)", "seed \(seed)\n\(map)")
        #expect(found?.positionCount == Set(group).count, "seed \(seed)\n\(map)")
        #expect(
          Set(clue.positions(ifLeg: leg.number, takes: stepCount))
            == Set(group.map { Cell(x: $0.x, y: $0.y) }), "seed \(seed)\n\(map)")
      }
      #expect(leg.groups.count == Set(stepCounts).count)
      #expect(abs(leg.bits - (entropy(ends) - rest)) < 1e-9, "seed \(seed)\n\(map)")
    }
  }

  private func entropy(_ ends: [ReferenceCell]) -> Double {
    Dictionary(grouping: ends) { $0 }.values.reduce(0) { sum, same in
      let share = Double(same.count) / Double(ends.count)
      return sum - share * log2(share)
    }
  }

  @Test func nothingToTell() throws {
    let map = ReferenceMap.assessment.gridMap
    #expect(try Clue(on: map, start: map.start!, route: Route("(N|E){3}")).best.isEmpty)
    #expect(try Clue(on: map, start: map.start!, route: Route("")).legs.isEmpty)
    let none = try Clue(on: map, start: map.start!, route: Route("W+ E+"))
    #expect(none.positions.isEmpty && none.best.isEmpty && none.uncertainty == 0)
  }

  @Test func endlessWalks() throws {
    let map = ReferenceMap.assessment.gridMap
    #expect(throws: WalkError.infinitelyManyWalks(endAt: Cell(x: 1, y: 1))) {
      try Clue(on: map, start: map.start!, route: Route(".+"))
    }
  }

  @Test func progressEndsAtAll() throws {
    let map = ReferenceMap.assessment.gridMap
    var told: [Int] = []
    var all = 0
    _ = try Clue(on: map, start: map.start!, route: Route("N+ E+ S+")) {
      told.append($0)
      all = $1
    }
    #expect(told == told.sorted() && told.last == all)
  }
}
