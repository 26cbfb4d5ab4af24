import GridTesting
import Grids
import Routes
import Testing

struct WalkCountsTests {
  private func check(_ routeCase: RouteCase) throws {
    let expected = referenceWalkCounts(routeCase.map, try ReferenceRoute(routeCase.route))
    let map = GridMap(routeCase.map)
    let start = Cell(routeCase.map.start)
    let route = try Route(routeCase.route)

    // A `do` with a typed `catch` here crashes the compiler (Swift 6.3.1).
    let found: WalkCounts
    switch Result(catching: { () throws(WalkError) in
      try map.walkCounts(fitting: route, from: start)
    }) {
    case .success(let counts):
      found = counts
    case .failure(.infinitelyManyWalks(let cell)):
      #expect(
        expected.infinite.contains(ReferenceCell(cell)),
        "finitely many walks end at \(cell); \(routeCase)")
      return
    case .failure(let error):
      throw error
    }
    #expect(
      expected.infinite.isEmpty, "infinitely many walks end at \(expected.infinite); \(routeCase)")

    let positions = Set(found.positions.map(ReferenceCell.init))
    #expect(
      positions == Set(expected.finite.keys),
      routeCase.comment(found: positions, expected: Set(expected.finite.keys)))
    #expect(found.total.description == expected.total.description, "\(routeCase)")

    let total = try #require(Double(expected.total.description))
    var shares = 0.0
    for cell in routeCase.map.cells {
      let count = expected.finite[cell] ?? ReferenceCount()
      #expect(found.count(at: Cell(cell)).description == count.description, "\(cell), \(routeCase)")
      let share = found.share(at: Cell(cell))
      let expectedShare = count.isZero ? 0 : try #require(Double(count.description)) / total
      #expect(abs(share - expectedShare) < 1e-9, "\(cell), \(routeCase)")
      shares += share
    }
    #expect(abs(shares - (expected.finite.isEmpty ? 0 : 1)) < 1e-6, "\(routeCase)")
  }

  @Test func assessmentMap() throws {
    try check(RouteCase(origin: "example", map: Examples.assessment, route: "N+ E+ S+"))
    try check(RouteCase(origin: "example", map: Examples.assessment, route: "N* E* S*"))
    try check(RouteCase(origin: "example", map: Examples.trap, route: "N+ E+ S+"))
  }

  /// However many ways a route has to describe a walk, it is one walk.
  @Test(arguments: [
    ("(N|N) E*", 3), ("N* N*", 2), ("(N E|N+ E+)", 4), ("(N|E)*", 18), ("N?N?N?", 2),
    ("(N E|E N)", 2), ("(N*)*", 2), ("(N?|N{0,2})*", 2), ("N{1,2} N{0,1}", 2), ("(.|N|U|up)", 2),
    ("N+ E+|N N E E", 4), ("(N|E){2}|(N|E) (N|E)", 4), ("", 0), ("N S", 0), ("N0", 0),
  ])
  func ambiguousRoutes(route: String, total: Int) throws {
    let map = ReferenceMap(["...", "...", "X.."])
    try check(RouteCase(origin: "by hand", map: map, route: route))
    let found = try GridMap(map).walkCounts(fitting: try Route(route), from: Cell(x: 0, y: 2))
    #expect(found.total.description == String(total))
  }

  @Test(arguments: 0..<250)
  func randomRoutes(seed: Int) throws {
    try check(.small(seed: 3000 + seed))
  }

  @Test(arguments: 0..<150)
  func randomRoutesWithFinitelyManyWalks(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    var routes = RandomRoute()
    routes.isUnbounded = false
    let map = ReferenceMap.random(
      width: [3, 8, 65].randomElement(using: &generator)!, height: 4, obstacleDensity: 0.08,
      using: &generator)
    try check(
      RouteCase(origin: "seed \(seed)", map: map, route: routes.text(using: &generator)))
  }

  // MARK: Infinitely many walks

  @Test(arguments: [".+", "(N|S)*", "(W E)* W", "E* W*|(W E)+ W", "(N S|W)*", "(NE|SW|W)*"])
  func infinitelyManyWalks(route: String) throws {
    let map = ReferenceMap(["...", "...", "..X"])
    let reference = referenceWalkCounts(map, try ReferenceRoute(route))
    try #require(!reference.infinite.isEmpty)
    let parsed = try Route(route)
    let error = #expect(throws: WalkError.self) {
      try GridMap(map).walkCounts(fitting: parsed, from: Cell(x: 2, y: 2))
    }
    guard case .infinitelyManyWalks(let cell) = error else {
      Issue.record("\(String(describing: error)), route '\(route)'")
      return
    }
    #expect(reference.infinite.contains(ReferenceCell(cell)), "\(cell), route '\(route)'")
  }

  /// Circles that no walk to a position goes through: back to the start only, into a dead end of the
  /// map, or into one of the route.
  @Test(arguments: [
    "(W E)*", "(N S|W E)* (N S)*", "W|(W E)* S", "W|(W E)* E", "W2|(N S)* SE", "W* | (.{2})* S2",
  ])
  func circlesThatLeadNowhere(route: String) throws {
    // Cells enough to circle, and only the way west ends anywhere.
    let map = ReferenceMap(["##.", "..X"])
    let reference = referenceWalkCounts(map, try ReferenceRoute(route))
    try #require(reference.infinite.isEmpty)
    try check(RouteCase(origin: "by hand", map: map, route: route))
  }

  // MARK: Large counts

  /// On an open map, as many walks lead *x* east and *y* north as there are ways to choose *x* of
  /// *x* + *y* steps.
  @Test func binomialCoefficients() throws {
    let side = 80
    let map = ReferenceMap.open(
      width: side, height: side, start: ReferenceCell(x: 0, y: side - 1))
    let found = try GridMap(map).walkCounts(fitting: try Route("(N|E)*"), from: Cell(map.start))

    var total = ReferenceCount()
    // Pascal's triangle, a row of the map at a time from the bottom.
    var row = Array(repeating: ReferenceCount(1), count: side)
    for y in 0..<side {
      if y > 0 { for x in 1..<side { row[x] += row[x - 1] } }
      for x in 0..<side where (x, y) != (0, 0) {
        total += row[x]
        let cell = Cell(x: x, y: side - 1 - y)
        #expect(found.count(at: cell).description == row[x].description, "\(cell)")
      }
    }
    #expect(row[side - 1].description == "23156006494021191956342707682359261381151378400")
    #expect(found.count(at: Cell(map.start)).description == "0")
    #expect(found.total.description == total.description)
    #expect(found.positions.count == side * side - 1)
    let shares = found.positions.reduce(0) { $0 + found.share(at: $1) }
    #expect(abs(shares - 1) < 1e-9)
  }

  /// Counts about 2^64, where machine integers end.
  @Test(arguments: 62...67)
  func powersOfTwo(exponent: Int) throws {
    // Two ways at every step; an even number of them ends at the start or diagonally opposite, an
    // odd number on either side. Half of all walks each, so 2^(exponent - 1).
    let map = ReferenceMap(["X.", ".."])
    try check(RouteCase(origin: "by hand", map: map, route: ".{\(exponent)}"))
    var power = ReferenceCount(1)
    for _ in 1..<exponent { power += power }
    let found = try GridMap(map).walkCounts(
      fitting: try Route(".{\(exponent)}"), from: Cell(x: 0, y: 0))
    let end = exponent % 2 == 0 ? Cell(x: 1, y: 1) : Cell(x: 1, y: 0)
    #expect(found.count(at: end).description == power.description)
  }

  /// Counts too large for a `Double`; their shares are not.
  @Test func sharesOfCountsBeyondFloatingPoint() throws {
    let map = GridMap(ReferenceMap(["X.", ".."]))
    let found = try map.walkCounts(fitting: try Route(".{1101}"), from: Cell(x: 0, y: 0))
    var power = ReferenceCount(1)
    for _ in 0..<1100 { power += power }
    #expect(found.count(at: Cell(x: 1, y: 0)).description == power.description)
    #expect(found.count(at: Cell(x: 0, y: 1)).description == power.description)
    #expect(found.total.description == (power + power).description)
    #expect(abs(found.share(at: Cell(x: 1, y: 0)) - 0.5) < 1e-9)
    #expect(abs(found.share(at: Cell(x: 0, y: 1)) - 0.5) < 1e-9)
    #expect(found.share(at: Cell(x: 1, y: 1)) == 0)
  }

  @Test(arguments: ["(E|S)*", "E* S* W*", "(E{1,3} S?){2,5}", "E{3,70} S{1,2}", "(SE|E|NE){3,20}"])
  func chosenRoutes(route: String) throws {
    for width in [63, 64, 65, 129] {
      var generator = SeededGenerator(seed: width)
      var map = ReferenceMap.random(
        width: width, height: 4, obstacleDensity: 0.03, using: &generator)
      let left = ReferenceCell(x: 0, y: map.start.y)
      if map.contains(left) { map.start = left }
      try check(RouteCase(origin: "width \(width)", map: map, route: route))
    }
  }
}
