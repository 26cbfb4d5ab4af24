import GridTesting
import Grids
import Routes
import Testing

/// The solver's positions against the reference's.
struct RouteReferenceTests {
  private func check(_ routeCase: RouteCase) throws {
    let map = GridMap(routeCase.map)
    let route = try Route(routeCase.route)
    let start = Cell(routeCase.map.start)
    let found = try map.cells(reachedBy: route, from: start)
    let expected = referencePositions(routeCase.map, try ReferenceRoute(routeCase.route))

    #expect(found.size == map.size)
    let cells = Set(found.map(ReferenceCell.init))
    #expect(cells == expected, routeCase.comment(found: cells, expected: expected))
    // Bits in the padding would be counted.
    #expect(found.count == expected.count, "\(routeCase)")
    // Counting keeps no board, and so goes another way.
    #expect(
      try map.countOfCells(reachedBy: route, from: start) == expected.count, "\(routeCase)")
  }

  // MARK: Known answers

  @Test func assessmentMap() throws {
    let map = GridMap(Examples.assessment)
    let start = try #require(map.start)
    let found = try map.cells(reachedBy: try Route("N+ E+ S+"), from: start)
    #expect(Set(found.map(ReferenceCell.init)) == Examples.assessmentPositions)
    #expect(try map.cells(reachedBy: try Route("N* E* S*"), from: start).count == 15)
  }

  @Test func mapWithATrap() throws {
    let map = GridMap(Examples.trap)
    let found = try map.cells(reachedBy: try Route("N+ E+ S+"), from: try #require(map.start))
    #expect(Set(found.map(ReferenceCell.init)) == Examples.trapPositions)
  }

  /// The start of the search is the argument, whatever the map says.
  @Test func anotherStartThanTheMaps() throws {
    let map = GridMap(ReferenceMap(["X..."]))
    let found = try map.cells(reachedBy: try Route("W+"), from: Cell(x: 2, y: 0))
    #expect(Array(found) == [Cell(x: 0, y: 0), Cell(x: 1, y: 0)])
  }

  @Test(arguments: ["", "()", "|", "(|)*", "N0", ".{0}", "(N S)*", "(E W){3}"])
  func nothingIsFoundAwayFromTheStart(text: String) throws {
    let map = GridMap(ReferenceMap(["...", ".X.", "..."]))
    #expect(try map.cells(reachedBy: try Route(text), from: Cell(x: 1, y: 1)).isEmpty)
  }

  /// One clear cell, and nowhere to go.
  @Test(arguments: ["", "N+ E+ S+", ".*", "(NE|SW)*", "N3 E{2,}"])
  func mapOfOneCell(text: String) throws {
    let map = GridMap(ReferenceMap(["X"]))
    #expect(try map.cells(reachedBy: try Route(text), from: Cell(x: 0, y: 0)).isEmpty)
  }

  // MARK: Random routes

  @Test(arguments: 0..<400)
  func randomRoutesOnSmallMaps(seed: Int) throws {
    try check(.small(seed: seed))
  }

  @Test(arguments: [1, 2, 31, 32, 63, 64, 65, 127, 128, 129, 191, 192, 193], 0..<12)
  func randomRoutesAroundWordBorders(width: Int, seed: Int) throws {
    var generator = SeededGenerator(seed: width * 1000 + seed)
    var map = ReferenceMap.random(
      width: width, height: .random(in: 1...6, using: &generator),
      obstacleDensity: [0, 0.03, 0.1, 0.25].randomElement(using: &generator)!, using: &generator)
    // Half of the starts so that even short walks cross from one word to another.
    let border =
      64 * Int.random(in: 0...3, using: &generator) + .random(in: -3...3, using: &generator)
    let near = ReferenceCell(x: border, y: map.start.y)
    if map.contains(near), generator.chance(0.5) { map.start = near }
    try check(
      RouteCase(
        origin: "width \(width), seed \(seed)", map: map,
        route: RandomRoute().text(using: &generator)))
  }

  // MARK: Chosen routes

  /// Routes that take whole rows, whole columns, or counted parts of them at once.
  static let longRoutes = [
    "N+ E+ S+", "N* E* S*", "W+ S+ E+", ".*", ".+", "(N|E|S|W)+", "(N+|E+|S+|W+)*", "(N E)*",
    "(N? E)*", "(S? W)+ N*", "E{3,70}", "W{60,130}", "E64", "W{64}", "E{63} S?", "E{65,} N*",
    "E{1,2}", "W{127,129}", "N{2,}", "S{2,} E{2,}", "NE{3,9}", "SW{2,}", "(NE|SE)*", "(NW|SW|W)+",
    "SE* NE* E*", "(NE|SW|NW|SE)*", "(N{2,5} E{1,3})*", "(E{10,20} S?){2,4}", "(E7|W5)*",
    "(E{2})*", "(W3)+ (N|S)?", "E* (S E*)*", "W* (N W*)* (S W*)*", "E+ N? E+ S? E+",
    "(E+ (N|S))+", "(E E|W)*", "E* W* E*", "E{40,} W{30,35}", ".{5}", ".{2,7} E+", "(.{3})*",
    "(N|E){4,12}", "E* (N S)* E*", "(E* W{0,2})*",
  ]

  @Test(arguments: longRoutes, [63, 64, 65, 127, 128, 129])
  func longRoutesAroundWordBorders(route: String, width: Int) throws {
    let index = Self.longRoutes.firstIndex(of: route)!
    for density in [0.0, 0.04] {
      var generator = SeededGenerator(seed: index * 1000 + width)
      var map = ReferenceMap.random(
        width: width, height: 4, obstacleDensity: density, using: &generator)
      // Walks of 60 steps and more need a start at one end or the other.
      let end = ReferenceCell(x: route.hasPrefix("W") ? width - 1 : 0, y: map.start.y)
      if density == 0 || (generator.chance(0.5) && map.contains(end)) { map.start = end }
      try check(
        RouteCase(
          origin: "width \(width), seed \(index * 1000 + width), density \(density)", map: map,
          route: route))
    }
  }

  /// Only along a row can a walk of 64 steps be told from one of 63 for sure.
  @Test(arguments: [0, 1, 62, 63, 64, 65, 126, 127, 128, 129, 130, 191, 192, 193])
  func countedStepsAlongARow(count: Int) throws {
    for start in [0, 1, 63, 64, 65, 199] {
      let map = ReferenceMap.open(width: 200, height: 1, start: ReferenceCell(x: start, y: 0))
      for route in ["E\(count)", "W{\(count)}", "E{\(count),}", "W{\(count),\(count + 2)}"] {
        try check(RouteCase(origin: "start \(start)", map: map, route: route))
      }
    }
  }

  /// A column is a word a row; a shift that loses its carry shows here.
  @Test(
    arguments: [1, 64, 65], ["N+", "S{3,9}", "S20 N{5,}", "(S S)*", "(N|S)*", "S* E? N*", "SE*"])
  func columns(width: Int, route: String) throws {
    for x in [0, width - 1] {
      let map = ReferenceMap.open(width: width, height: 40, start: ReferenceCell(x: x, y: 12))
      try check(RouteCase(origin: "x \(x)", map: map, route: route))
    }
  }

  static let corridorRoutes = [
    ".*", "(N|E|S|W)+", "(N+|E+|S+|W+)*", "(E+ S+ W+ N+)*", "(E+ (S S) W+ (S S))*", "(.{2})*",
    ".{30,40}", "(E|S)*", "(E{2,}|S{2}|W{2,}|N{2})*", "E* S* W* N* E* S* W* N*",
  ]

  @Test(arguments: corridorRoutes, [21, 33, 64, 67])
  func corridors(route: String, width: Int) throws {
    var generator = SeededGenerator(seed: width)
    let maze = ReferenceMap.maze(width: width, height: 15, using: &generator)
    let spiral = ReferenceMap.spiral(width: width, height: 13)
    let serpentine = ReferenceMap.serpentine(width: width, height: 11)
    for (name, map) in [
      ("maze", maze), ("spiral", spiral), ("serpentine", serpentine),
      ("serpentine from inside", serpentine.startingAnywhere(using: &generator)),
    ] {
      try check(RouteCase(origin: "\(name), width \(width)", map: map, route: route))
    }
  }

  /// Corners that must not be cut, many of them on the borders of words.
  @Test(arguments: 0..<60)
  func diagonals(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let routes = [
      "(NE|SE|SW|NW)+", "NE+", "SE{2,}", "(SW|W)*", "(NE E)*", "NW{1,4} SW*", "(NE|SE){3,9}",
      "(.|NE|SE|SW|NW)*", "(N|NE|E|SE|S|SW|W|NW){4}", "SE+ NE+ SE+", "(SE2 NE2)*",
    ]
    let map = ReferenceMap.random(
      width: [7, 64, 65, 70, 129].randomElement(using: &generator)!, height: 9,
      obstacleDensity: [0.05, 0.1, 0.2, 0.3].randomElement(using: &generator)!, using: &generator)
    try check(
      RouteCase(
        origin: "seed \(seed)", map: map, route: routes.randomElement(using: &generator)!))
  }

  /// Twenty legs and more.
  @Test(arguments: 0..<40)
  func routesOfManyLegs(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let repeats = ["", "+", "*", "?", "{1,3}", "{0,2}", "2", "{2,}"]
    let legs = (0..<Int.random(in: 20...28, using: &generator)).map { _ in
      ["N", "E", "S", "W", "E", "NE", "SW"].randomElement(using: &generator)!
        + repeats.randomElement(using: &generator)!
    }
    let map = ReferenceMap.random(
      width: [20, 65].randomElement(using: &generator)!, height: 9,
      obstacleDensity: [0, 0.05, 0.1].randomElement(using: &generator)!, using: &generator)
    try check(
      RouteCase(origin: "seed \(seed)", map: map, route: legs.joined(separator: " ")))
  }

  // MARK: Explanations

  @Test(arguments: 0..<60)
  func explanationsAgreeOnWhatIsAPosition(seed: Int) throws {
    let routeCase = RouteCase.small(seed: 5000 + seed)
    let map = GridMap(routeCase.map)
    let route = try Route(routeCase.route)
    let positions = referencePositions(routeCase.map, try ReferenceRoute(routeCase.route))
    for cell in routeCase.map.cells {
      let explanation = try map.explanation(
        of: Cell(cell), route: route, from: Cell(routeCase.map.start))
      #expect(explanation.isPosition == positions.contains(cell), "\(cell), \(routeCase)")
      #expect(!explanation.sentences(naming: \.description).isEmpty, "\(cell), \(routeCase)")
    }
  }
}
