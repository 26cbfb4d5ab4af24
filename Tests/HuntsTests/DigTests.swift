import GridTesting
import Grids
import Hunts
import Routes
import Testing

struct DigTests {
  /// The shortest order by trying all of them, over distances by a plain breadth-first search.
  @Test(arguments: 0..<80)
  func bruteForce(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let map = ReferenceMap.random(
      width: .random(in: 3...20, using: &generator), height: .random(in: 3...9, using: &generator),
      obstacleDensity: 0.25, using: &generator)
    let reached = distances(map, from: map.start)
    let goals = reached.keys.filter { $0 != map.start }
      .sorted { ($0.y, $0.x) < ($1.y, $1.x) }.shuffled(using: &generator).prefix(seed % 7 + 1)
    guard !goals.isEmpty else { return }
    let returns = seed % 2 == 1
    var positions = CellSet(size: map.gridMap.size)
    for goal in goals { positions.insert(Cell(x: goal.x, y: goal.y)) }
    let dig = try #require(
      try Dig(on: map.gridMap, start: map.gridMap.start!, positions: positions, returns: returns))
    let tables = Dictionary(
      uniqueKeysWithValues: ([map.start] + goals).map { ($0, distances(map, from: $0)) })
    var best = Int.max
    func extend(_ last: ReferenceCell, _ rest: [ReferenceCell], _ length: Int) {
      if rest.isEmpty { best = min(best, length + (returns ? tables[last]![map.start]! : 0)) }
      for next in rest { extend(next, rest.filter { $0 != next }, length + tables[last]![next]!) }
    }
    extend(map.start, Array(goals), 0)
    #expect(dig.stepCount == best && dig.isShortest, "seed \(seed)\n\(map)")
    #expect(dig.path.cells.first == map.gridMap.start)
    #expect(dig.path.cells.last == (returns ? map.gridMap.start : dig.stops.last))
    #expect(Set(dig.stops) == Set(positions) && dig.stops.count == positions.count)
    #expect(Set(dig.path.cells).isSuperset(of: positions))
    for (cell, step) in zip(dig.path.cells, dig.path.steps) {
      #expect(map.gridMap.allowsStep(from: cell, step))
    }
  }

  private func distances(
    _ map: ReferenceMap, from start: ReferenceCell
  ) -> [ReferenceCell: Int] {
    var distances = [start: 0]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let cell = queue[next]
      next += 1
      for step in ReferenceStep.cardinal {
        guard let target = map.destination(of: step, from: cell), distances[target] == nil
        else { continue }
        distances[target] = distances[cell]! + 1
        queue.append(target)
      }
    }
    return distances
  }

  /// More positions than an exact answer is for: a walk all the same, and a bound below it.
  @Test func manyPositions() throws {
    let map = ReferenceMap.open(width: 16, height: 8, start: ReferenceCell(x: 0, y: 7)).gridMap
    let positions = try map.cells(reachedBy: Route("N+ E+ S+"), from: map.start!)
    var stages: [Dig.Stage] = []
    let dig = try #require(
      try Dig(on: map, start: map.start!, positions: positions) { stage, done, all in
        #expect(0..<all ~= done)
        if stages.last != stage { stages.append(stage) }
      })
    #expect(stages == [.distances, .order])
    #expect(dig.stops.count == 105)
    #expect(dig.lowerBound >= 105 && dig.stepCount >= dig.lowerBound && dig.stepCount < 125)
    #expect(Set(dig.path.cells).isSuperset(of: positions))
  }

  @Test func outOfReach() throws {
    let map = ReferenceMap(["X.#."]).gridMap
    var positions = CellSet(size: map.size)
    positions.insert(Cell(x: 3, y: 0))
    #expect(try Dig(on: map, start: map.start!, positions: positions) == nil)
  }

  @Test func progressEndsBelowAll() throws {
    let map = ReferenceMap(["X..."]).gridMap
    var positions = CellSet(size: map.size)
    positions.insert(Cell(x: 3, y: 0))
    var told: [Int] = []
    _ = try Dig(on: map, start: map.start!, positions: positions) { stage, done, all in
      #expect(stage == .distances && all == 2)
      told.append(done)
    }
    #expect(told == [0, 1])
  }
}
