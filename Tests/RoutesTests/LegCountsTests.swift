import GridTesting
import Grids
import Routes
import Testing

struct LegCountsTests {
  /// Ways to divide a walk among the legs, by trying all: for each the steps that each leg takes.
  private func divisions(_ steps: ArraySlice<ReferenceStep>, _ legs: ArraySlice<ReferenceRoute>)
    -> [[Int]]
  {
    guard let leg = legs.first else { return steps.isEmpty ? [[]] : [] }
    return (0...steps.count).flatMap { count -> [[Int]] in
      guard leg.matches(Array(steps.prefix(count))) else { return [] }
      return divisions(steps.dropFirst(count), legs.dropFirst()).map { [count] + $0 }
    }
  }

  private struct Ends: Hashable {
    var leg: Int
    var stepCount: Int
    var cell: ReferenceCell
  }

  /// All walks, made one by one, and divided by trying all divisions.
  private func check(_ map: ReferenceMap, legs: [String]) throws {
    let text = legs.joined(separator: " ")
    let route = try ReferenceRoute(text)
    let parts = try legs.map { try ReferenceRoute($0) }[...]
    var expected: [Ends: Int] = [:]
    var total = 0
    for walk in everyWalk(map, route) {
      let ways = divisions(walk[...], parts)
      try #require(ways.count == 1, "\(walk) fits \(text) in \(ways.count) ways")
      let end = try #require(map.end(of: walk))
      guard end != map.start else { continue }
      total += 1
      for (leg, stepCount) in ways[0].enumerated() {
        expected[Ends(leg: leg, stepCount: stepCount, cell: end), default: 0] += 1
      }
    }
    let counts = try GridMap(map).legCounts(fitting: Route(text), from: Cell(map.start))
    #expect(counts.legs == legs)
    #expect(counts.total.description == "\(total)", "\(text)\n\(map)")
    var found: [Ends: Int] = [:]
    for leg in legs.indices {
      var last = -1
      counts.forEachGroup(ofLeg: leg) { group in
        #expect(group.stepCount > last && group.stepCount < counts.groupLimit(ofLeg: leg))
        last = group.stepCount
        var walks = 0
        for end in group.ends {
          let ends = Ends(leg: leg, stepCount: group.stepCount, cell: ReferenceCell(end.cell))
          let number = Int((end.share * Double(total)).rounded())
          #expect(number > 0 && found[ends] == nil)
          found[ends] = number
          walks += number
        }
        #expect(group.walks.description == "\(walks)")
        return true
      }
    }
    #expect(found == expected, "\(text)\n\(map)")
  }

  @Test func assessment() throws {
    try check(Examples.assessment, legs: ["N+", "E+", "S+"])
    try check(Examples.assessment, legs: ["N*", "E*", "S*"])
  }

  /// Legs of every kind, and maps around a word's width.
  @Test(
    arguments: [
      ["N+", "E+", "S+"], ["N*", "E*", "S*"], ["E+", "S{2,3}", "W+"], ["(N|E){0,3}", "S+"],
      ["(N E)+", "S?", "W"], ["N2", "(E|W){1,2}", "(S|N W){1,2}"], ["(N|E){1,4}|S+"],
      ["NE+", "(S|SE){0,3}", "NW*"], [".{0,4}"], ["E{0}", "S*", "(N E?){1,2}"],
    ], 0..<12)
  func randomMaps(legs: [String], seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let map = ReferenceMap.random(
      width: [3, 5, 6].randomElement(using: &generator)!,
      height: .random(in: 2...5, using: &generator),
      obstacleDensity: 0.15, using: &generator)
    try check(map, legs: legs)
  }

  /// On larger maps the groups of each leg add up to all walks, position by position.
  @Test(arguments: 0..<60)
  func groupsAddUp(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let map = GridMap(
      ReferenceMap.random(
        width: [63, 64, 65, 130].randomElement(using: &generator)!, height: 12,
        obstacleDensity: 0.05, using: &generator))
    let route = try Route(["N+ E+ S+", "(N|E){1,40} S*", "W* (S|E)+ N*"][seed % 3])
    let counts = try map.legCounts(fitting: route, from: map.start!)
    let all = try map.walkCounts(fitting: route, from: map.start!)
    #expect(counts.total == all.total)
    #expect(counts.positions == all.positions)
    for leg in counts.legs.indices {
      var shares: [Cell: Double] = [:]
      counts.forEachGroup(ofLeg: leg) { group in
        for end in group.ends {
          shares[end.cell, default: 0] += end.share
          #expect(abs(end.shareOfAll - all.share(at: end.cell)) < 1e-12)
        }
        return true
      }
      #expect(Set(shares.keys) == Set(all.positions))
      for (cell, share) in shares {
        #expect(abs(share - all.share(at: cell)) < 1e-9, "seed \(seed), leg \(leg), \(cell)")
      }
    }
  }

  /// Numbers of more than a word: C(80, 40) ways through an open map.
  @Test func longNumbers() throws {
    let map = GridMap(ReferenceMap.open(width: 81, height: 41, start: ReferenceCell(x: 0, y: 40)))
    let route = try Route("(N|E){120} S{0,1}")
    let counts = try map.legCounts(fitting: route, from: map.start!)
    let all = try map.walkCounts(fitting: route, from: map.start!)
    #expect(counts.total == all.total)
    var groups: [LegCounts.Group] = []
    counts.forEachGroup(ofLeg: 1) { group in
      groups.append(group)
      return true
    }
    #expect(groups.map(\.stepCount) == [0, 1])
    #expect(
      groups.map(\.walks) == [all.count(at: Cell(x: 80, y: 0)), all.count(at: Cell(x: 80, y: 1))])
    #expect(groups[0].walks.description.count > 30)
  }

  @Test func stopsWhenTold() throws {
    let map = GridMap(Examples.assessment)
    let counts = try map.legCounts(fitting: Route("N+ E+ S+"), from: map.start!)
    var seen: [Int] = []
    counts.forEachGroup(ofLeg: 1) { group in
      seen.append(group.stepCount)
      return group.stepCount < 4
    }
    #expect(seen == [2, 4])
  }

  @Test func noWalk() throws {
    let map = GridMap(ReferenceMap(["###", "#X#", "###"]))
    for route in ["N+ E+ S+", "", "N"] {
      let counts = try map.legCounts(fitting: Route(route), from: map.start!)
      #expect(counts.total.description == "0" && counts.positions.isEmpty)
      for leg in counts.legs.indices {
        counts.forEachGroup(ofLeg: leg) { _ in
          Issue.record("a group without walks")
          return true
        }
      }
    }
  }

  @Test(
    arguments: [
      ("N+ N+", 0, 1, "N3"), ("N* E* N* E+", 0, 2, "N1 E1"), ("(N|E){1,3} E? S+", 0, 1, "N1 E1 S1"),
      ("N? (N E?)*", 0, 1, "N1"), ("N? (N E)*", 0, 1, ""),
    ])
  func ambiguousLegs(route: String, first: Int, second: Int, walk: String) throws {
    let map = GridMap(ReferenceMap.open(width: 9, height: 9, start: ReferenceCell(x: 4, y: 4)))
    let result = Result { () throws(WalkError) in
      try map.legCounts(fitting: Route.parsed(route), from: map.start!)
    }
    guard case .failure(let error) = result else {
      #expect(walk == "", "\(route) is told apart")
      return
    }
    #expect(error == .ambiguousLegs(first, second, walk: Walk(steps: steps(walk))), "\(error)")
  }

  private func steps(_ walk: String) -> [Direction] {
    walk.split(separator: " ").flatMap { leg in
      let direction = Direction.allCases.first { $0.abbreviation == leg.dropLast() }!
      return repeatElement(direction, count: Int(String(leg.last!))!)
    }
  }

  /// What is refused has two divisions, and what is taken has none, by trying all short walks.
  @Test(arguments: 0..<200)
  func ambiguityIsRight(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let items = ["N", "E", "N+", "E*", "(N|E)", "(N E)+", "N?", "(E N)?", "N{2,3}", "(N|E N){1,2}"]
    let legs = (0..<Int.random(in: 2...3, using: &generator)).map { _ in
      items.randomElement(using: &generator)!
    }
    let map = ReferenceMap.open(width: 4, height: 4, start: ReferenceCell(x: 0, y: 3))
    let text = legs.joined(separator: " ")
    let parts = try legs.map { try ReferenceRoute($0) }[...]
    // No leg has a walk to the west or south: an open map of 4×4 cells has none of more than six steps.
    let route = try ReferenceRoute(text)
    let isAmbiguous = everyWalk(map, route)
      .contains { divisions($0[...], parts).count > 1 }
    let result = Result { () throws(WalkError) in
      try GridMap(map).legCounts(fitting: Route.parsed(text), from: Cell(map.start))
    }
    switch result {
    case .success: #expect(!isAmbiguous, "\(text)")
    case .failure(.ambiguousLegs(let first, let second, let walk)):
      let steps = try #require(ReferenceRoute.steps(ofWalk: walk.description))
      #expect(divisions(steps[...], parts).count > 1, "\(text): \(walk)")
      #expect(first < second)
    case .failure(let error): throw error
    }
  }
}

extension Route {
  fileprivate static func parsed(_ text: String) -> Route {
    guard let route = try? Route(text) else { preconditionFailure("no route: \(text)") }
    return route
  }
}
