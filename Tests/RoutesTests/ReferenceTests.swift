import GridTesting
import Testing

/// The reference against walks tried one by one, and against answers found by hand: what the fast
/// solver is compared with has to be right itself.
struct ReferenceTests {
  private func smallMap(using generator: inout SeededGenerator) -> ReferenceMap {
    .random(
      width: .random(in: 1...4, using: &generator), height: .random(in: 1...3, using: &generator),
      obstacleDensity: .random(in: 0...0.4, using: &generator), using: &generator)
  }

  /// So few steps that the walks on an open map of four by three cells can all be tried.
  private func affordableLength(_ map: ReferenceMap) -> Int {
    map.cells.count(where: map.contains) > 6 ? 4 : 6
  }

  @Test(arguments: 0..<150)
  func shortestLengthsAreThoseOfAllWalks(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let map = smallMap(using: &generator)
    let route = try ReferenceRoute(RandomRoute().text(using: &generator))
    let limit = affordableLength(map)

    var expected: [ReferenceCell: Int] = [:]
    for walk in allWalks(map, route, maximumLength: limit) {
      let cell = try #require(map.end(of: walk))
      if cell != map.start { expected[cell] = min(expected[cell] ?? .max, walk.count) }
    }
    let found = referenceShortestLengths(map, route).filter { $0.value <= limit }
    #expect(found == expected, "seed \(seed), route '\(route.text)'\n\(map)")
  }

  @Test(arguments: 0..<150)
  func countsAreThoseOfAllWalks(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let map = smallMap(using: &generator)
    let limit = affordableLength(map)
    var routes = RandomRoute()
    routes.isUnbounded = false
    routes.largestNumber = 2
    var route: ReferenceRoute
    repeat {
      route = try ReferenceRoute(routes.text(using: &generator))
    } while route.pattern.maximumLength! > limit

    var expected: [ReferenceCell: ReferenceCount] = [:]
    for walk in allWalks(map, route, maximumLength: limit) {
      let cell = try #require(map.end(of: walk))
      if cell != map.start { expected[cell, default: ReferenceCount()] += ReferenceCount(1) }
    }
    let found = referenceWalkCounts(map, route)
    #expect(found.infinite.isEmpty)
    #expect(found.finite == expected, "seed \(seed), route '\(route.text)'\n\(map)")
  }

  /// With *n* nodes, infinitely many walks end at a cell just when one of *n* to 2*n* steps does.
  @Test(arguments: 0..<150)
  func infinityIsAWalkThatComesBack(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let map = smallMap(using: &generator)
    let route = try ReferenceRoute(RandomRoute().text(using: &generator))

    var nodeCount = 0
    let byLength = referencePositionsByLength(map, route) {
      nodeCount = $0
      return 2 * $0
    }
    let expected = byLength[nodeCount...].reduce(into: Set()) { $0.formUnion($1) }
    let found = referenceWalkCounts(map, route)
    #expect(found.infinite == expected, "seed \(seed), route '\(route.text)'\n\(map)")
    #expect(
      found.infinite.union(found.finite.keys) == referencePositions(map, route),
      "seed \(seed), route '\(route.text)'\n\(map)")
  }

  @Test(arguments: 0..<200)
  func automatonAndMatcherAgree(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let route = try ReferenceRoute(RandomRoute().text(using: &generator))
    var derivatives = Derivatives(route)
    for _ in 0..<20 {
      // Mostly walks that go on fitting: at random, hardly any would.
      var steps: [ReferenceStep] = []
      var state = derivatives.initial
      for _ in 0..<Int.random(in: 0...8, using: &generator) {
        var fitting: [ReferenceStep] = []
        for step in ReferenceStep.allCases
        where derivatives.next(state, step) != derivatives.nothing {
          fitting.append(step)
        }
        let choice = generator.chance(0.9) && !fitting.isEmpty ? fitting : ReferenceStep.allCases
        steps.append(choice.randomElement(using: &generator)!)
        state = derivatives.next(state, steps.last!)
      }
      let isAccepted = derivatives.accepts(steps)
      #expect(
        isAccepted == route.matches(steps),
        "seed \(seed), route '\(route.text)', \(steps.map(\.abbreviation))")
    }
  }

  @Test func assessmentMap() throws {
    let map = Examples.assessment
    #expect(
      referencePositions(map, try ReferenceRoute("N+ E+ S+")) == Examples.assessmentPositions)
    #expect(referencePositions(map, try ReferenceRoute("N* E* S*")).count == 15)
  }

  @Test func mapWithATrap() throws {
    #expect(
      referencePositions(Examples.trap, try ReferenceRoute("N+ E+ S+")) == Examples.trapPositions)
  }

  @Test(arguments: [
    ("N", 1), ("N|N", 1), ("(N|N) E*", 3), ("N* N*", 2), ("(N E|N+ E+)", 4), ("(N|E)*", 18),
    ("N?N?N?", 2), ("(N E|E N)", 2), ("", 0), ("()", 0), ("N S", 0), ("NE", 1), ("NE|N E|E N", 3),
  ])
  func countsFoundByHand(text: String, total: Int) throws {
    let map = ReferenceMap(["...", "...", "X.."])
    let counts = referenceWalkCounts(map, try ReferenceRoute(text))
    #expect(counts.infinite.isEmpty)
    #expect(counts.total == ReferenceCount(total))
  }

  @Test func infinityFoundByHand() throws {
    let map = ReferenceMap(["#.#", "..X"])
    let there = ReferenceCell(x: 1, y: 1)
    // All of these infinitely many walks end at the start, which is no position.
    let circling = referenceWalkCounts(map, try ReferenceRoute("(W E)*"))
    #expect(circling.infinite.isEmpty && circling.finite.isEmpty)
    #expect(referenceWalkCounts(map, try ReferenceRoute("(W E)* W")).infinite == [there])
    // The circle leads to nothing but a step that the map forbids.
    let fruitless = referenceWalkCounts(map, try ReferenceRoute("W | (W E)* S"))
    #expect(fruitless.infinite.isEmpty && fruitless.finite == [there: ReferenceCount(1)])
    // Without the circle there would be one walk to the north.
    let both = referenceWalkCounts(map, try ReferenceRoute("W N | (W E)* W"))
    #expect(both.infinite == [there])
    #expect(both.finite == [ReferenceCell(x: 1, y: 0): ReferenceCount(1)])
  }

  @Test func diagonalStepsCutNoCorner() {
    let corner = ReferenceMap(["#.", "X."])
    #expect(corner.destination(of: .northEast, from: corner.start) == nil)
    let open = ReferenceMap(["..", "X."])
    #expect(
      open.destination(of: .northEast, from: open.start) == ReferenceCell(x: 1, y: 0))
    #expect(open.destination(of: .southEast, from: open.start) == nil)
  }

  @Test func countsHaveAsManyDigitsAsTheyNeed() {
    var power = ReferenceCount(1)
    for _ in 0..<100 { power += power }
    #expect(power.description == "1267650600228229401496703205376")
    #expect((ReferenceCount(999_999_999) + ReferenceCount(1)).description == "1000000000")
    #expect(ReferenceCount(3_000_000_007).description == "3000000007")
    #expect(ReferenceCount().description == "0")
  }

  @Test(arguments: 3...12)
  func generatedMapsAreWhatTheySay(side: Int) {
    var generator = SeededGenerator(seed: side)
    let maze = ReferenceMap.maze(width: side, height: side + 3, using: &generator)
    let clear = maze.cells.filter(maze.contains)
    let edges =
      clear.count { maze.destination(of: .east, from: $0) != nil }
      + clear.count { maze.destination(of: .south, from: $0) != nil }
    // Connected, and a step fewer than cells: a tree.
    #expect(reachable(maze) == Set(clear), "\(maze)")
    #expect(edges == clear.count - 1, "\(maze)")

    for corridor in [
      ReferenceMap.spiral(width: side + 3, height: side),
      ReferenceMap.serpentine(width: side, height: side + 3),
    ] {
      #expect(reachable(corridor) == Set(corridor.cells.filter(corridor.contains)), "\(corridor)")
    }
    let spiral = ReferenceMap.spiral(width: side + 3, height: side)
    let ends = spiral.cells.filter { cell in
      spiral.contains(cell)
        && ReferenceStep.cardinal.count { spiral.destination(of: $0, from: cell) != nil } == 1
    }
    #expect(ends.count == 2, "\(spiral)")
  }

  private func reachable(_ map: ReferenceMap) -> Set<ReferenceCell> {
    var seen: Set = [map.start]
    var queue = [map.start]
    while let cell = queue.popLast() {
      for step in ReferenceStep.cardinal {
        guard let next = map.destination(of: step, from: cell), seen.insert(next).inserted
        else { continue }
        queue.append(next)
      }
    }
    return seen
  }

  @Test func walksAreReadAsPrinted() {
    #expect(ReferenceRoute.steps(ofWalk: "N3 SE1")! == [.north, .north, .north, .southEast])
    for text in ["", "N", "N0", "N3  E1", "n3", "NES1", "3", "N3 "] {
      #expect(ReferenceRoute.steps(ofWalk: text) == nil, "'\(text)'")
    }
  }

  @Test(arguments: [
    "", " ", ",", "()", "(|)", "|", "N||E", "N3", "N03", "N{3}", "N{0}", "N0", "N{2,}", "N{2,2}",
    "N3E4", "N+E+S+", "N.E", ".3", "(N E)3S", "north, EAST,Down", "((N))", "(N|)*", "()*", "n N Ne",
    "N3 E4 S1", "N*|(E?S{1,2})+", " N ", ",N,,E,",
  ])
  func accepted(text: String) {
    #expect(throws: Never.self) { try ReferenceRoute(text) }
  }

  @Test(arguments: [
    "NES", "N 3", "3", "+", "N++", "N+*", "N3+", "N+3", "N{2}3", "N3{2}", "N{2}{3}", "N +", "N,3",
    "N{}", "N{,3}", "N{3,2}", "N{2", "N{2,", "N{ 2}", "N{2, 3}", "N {2}", "(N", "N)", "(", ")",
    "N-3", "x", "northeast", "N\tE", "N\nE", "É", "N²", "UR", "N|+", "(+)", "->", "N{-1}", "ſ",
  ])
  func rejected(text: String) {
    #expect(throws: ReferenceRoute.SyntaxError.self) { try ReferenceRoute(text) }
  }
}
