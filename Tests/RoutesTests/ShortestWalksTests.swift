import GridTesting
import Grids
import Routes
import Testing

struct ShortestWalksTests {
  /// Each walk as it is printed: possible, fitting, of the right end and length, and itself a route.
  private func check(_ routeCase: RouteCase) throws {
    let reference = try ReferenceRoute(routeCase.route)
    var derivatives = Derivatives(reference)
    let lengths = referenceShortestLengths(routeCase.map, reference)
    let map = GridMap(routeCase.map)
    let start = Cell(routeCase.map.start)
    let found = try map.shortestWalks(fitting: try Route(routeCase.route), from: start)

    let positions = Set(found.positions.map(ReferenceCell.init))
    #expect(
      positions == Set(lengths.keys),
      routeCase.comment(found: positions, expected: Set(lengths.keys)))

    for cell in routeCase.map.cells {
      let walk = found.walk(to: Cell(cell))
      guard let length = lengths[cell] else {
        #expect(walk == nil, "\(cell) is no position; \(routeCase)")
        continue
      }
      let text = try #require(walk, "no walk to \(cell); \(routeCase)").description
      let steps = try #require(
        ReferenceRoute.steps(ofWalk: text), "'\(text)' is no walk; \(routeCase)")
      #expect(routeCase.map.end(of: steps) == cell, "\(cell), '\(text)'; \(routeCase)")
      let isFitting = derivatives.accepts(steps)
      #expect(isFitting, "\(cell), '\(text)'; \(routeCase)")
      #expect(steps.count == length, "\(cell), '\(text)'; \(routeCase)")
      #expect(walk?.length == length, "\(cell), '\(text)'; \(routeCase)")
    }
  }

  /// Steps in the same direction make one leg, and legs are what is printed.
  private func checkLegs(_ walk: Walk, _ comment: Comment) throws {
    let printed = walk.legs.map { "\($0.direction.abbreviation)\($0.count)" }
    #expect(walk.description == printed.joined(separator: " "), comment)
    #expect(walk.legs.allSatisfy { $0.count > 0 }, comment)
    #expect(
      zip(walk.legs, walk.legs.dropFirst()).allSatisfy { $0.direction != $1.direction }, comment)
    #expect(walk.legs.reduce(0) { $0 + $1.count } == walk.length, comment)
  }

  @Test func assessmentMap() throws {
    try check(RouteCase(origin: "example", map: Examples.assessment, route: "N+ E+ S+"))
    let map = GridMap(Examples.assessment)
    let walks = try map.shortestWalks(fitting: try Route("N+ E+ S+"), from: Cell(x: 1, y: 4))
    #expect(walks.walk(to: Cell(x: 5, y: 4))?.description == "N3 E4 S3")
    #expect(walks.walk(to: Cell(x: 3, y: 4))?.description == "N1 E2 S1")
    #expect(walks.walk(to: Cell(x: 1, y: 4)) == nil)
    #expect(walks.walk(to: Cell(x: 0, y: 0)) == nil)
  }

  @Test(arguments: 0..<200)
  func randomRoutes(seed: Int) throws {
    try check(.small(seed: 1000 + seed))
  }

  @Test(arguments: [
    ".*", "(N|E|S|W)+", "(N+|E+|S+|W+)*", "(N E)*", "E{3,70}", "E* S* W*", "(E{2} S?)*", "NE{1,3}",
    "(SE|NE)*", "(E E|W)*", "E{30,} W{3,}", "W* E+ S?", "E20 (N|S)*",
  ])
  func chosenRoutes(route: String) throws {
    for width in [64, 65, 129] {
      var generator = SeededGenerator(seed: width)
      var map = ReferenceMap.random(
        width: width, height: 3, obstacleDensity: 0.02, using: &generator)
      let left = ReferenceCell(x: 0, y: map.start.y)
      if map.contains(left) { map.start = left }
      try check(RouteCase(origin: "width \(width)", map: map, route: route))
    }
  }

  @Test(arguments: [".*", "(E|S|W)*", "(.{2})*", "(E+ S2 W+ S2)* E*"])
  func corridors(route: String) throws {
    var generator = SeededGenerator(seed: 1)
    try check(
      RouteCase(
        origin: "maze", map: .maze(width: 21, height: 9, using: &generator), route: route))
    try check(RouteCase(origin: "spiral", map: .spiral(width: 21, height: 9), route: route))
    try check(RouteCase(origin: "serpentine", map: .serpentine(width: 20, height: 7), route: route))
  }

  /// From a walk to its text, to a route, and to the same walk again.
  @Test(arguments: 0..<40)
  func descriptionIsARoute(seed: Int) throws {
    let routeCase = RouteCase.small(seed: 2000 + seed)
    let map = GridMap(routeCase.map)
    let start = Cell(routeCase.map.start)
    let walks = try map.shortestWalks(fitting: try Route(routeCase.route), from: start)
    for cell in walks.positions {
      let walk = try #require(walks.walk(to: cell))
      let comment: Comment = "\(cell), '\(walk)'; \(routeCase)"
      try checkLegs(walk, comment)
      let again = try Route(walk.description)
      #expect(Array(try map.cells(reachedBy: again, from: start)) == [cell], comment)
      #expect(try map.shortestWalks(fitting: again, from: start).walk(to: cell) == walk, comment)
    }
  }

  @Test func walksDiffer() throws {
    let map = GridMap(ReferenceMap(["..", "X."]))
    let start = Cell(x: 0, y: 1)
    let there = Cell(x: 1, y: 0)
    let first = try map.shortestWalks(fitting: try Route("N E"), from: start).walk(to: there)
    let second = try map.shortestWalks(fitting: try Route("E N"), from: start).walk(to: there)
    #expect(first != second)
  }
}
