import GridTesting
import Grids
import Routes
import Testing

struct RouteParsingTests {
  /// Both accept or both reject, and a fault lies inside the text.
  private func check(_ text: String, _ origin: String) {
    let isRoute = (try? ReferenceRoute(text)) != nil
    do throws(RouteError) {
      _ = try Route(text)
      #expect(isRoute, "\(origin): '\(text)' is no route")
    } catch {
      #expect(!isRoute, "\(origin): '\(text)' is a route: \(error.message)")
      #expect(error.range.lowerBound >= 0, "\(origin): '\(text)'")
      #expect(error.range.upperBound <= text.unicodeScalars.count, "\(origin): '\(text)'")
      #expect(!error.message.isEmpty, "\(origin): '\(text)'")
    }
  }

  @Test(arguments: [
    "", " ", "()", "(|)", "|", "N||E", "N3", "N03", "N{3}", "N{0}", "N0", "N{2,}", "N{2,2}",
    "N3E4", "N+E+S+", "N.E", ".3", "(N E)3S", "north, EAST,Down", "((N))", "(N|)*", "()*",
    "n N Ne", "N3 E4 S1", "N*|(E?S{1,2})+", " N ", "N,E", "N , E", "(N)(E)", "N+(E|S)", "N | E",
  ])
  func routes(text: String) {
    #expect(throws: Never.self) { try Route(text) }
    check(text, "by hand")
  }

  @Test(arguments: [
    "NES", "N 3", "3", "+", "*", "N++", "N+*", "N3+", "N+3", "N{2}3", "N3{2}", "N{2}{3}", "N +",
    "N,3", "N{}", "N{,3}", "N{3,2}", "N{2", "N{2,", "N {2}", "(N", "N)", "(", ")", "N-3", "x",
    "(N|E", "N|)", "NN", "NEE", "EN", "UR", "upright", "norths", "nor", "N|+", "(+)", "->",
    "N{-1}", "É", "N²", "ſ", "👣", "N↑", "N{a}", "N{1;2}", "{2}", "|*", "N(", "N E 2",
  ])
  func notRoutes(text: String) {
    #expect(throws: RouteError.self) { try Route(text) }
    check(text, "by hand")
  }

  /// Ranges count Unicode scalars, neither bytes nor what a reader sees as one character.
  @Test func rangesCountUnicodeScalars() throws {
    for text in ["👣👣👣", "N 👨‍👩‍👧 E", "e\u{301}e\u{301}", "N E\u{301}", "日本語 N"] {
      check(text, "by hand")
    }
    let error = #expect(throws: RouteError.self) { try Route("N E x") }
    #expect(error?.range == 4..<5)
  }

  @Test(arguments: ReferenceStep.allCases)
  func spellings(step: ReferenceStep) throws {
    let map = ReferenceMap(["...", ".X.", "..."])
    let end = try #require(map.end(of: [step]))
    for spelling in step.spellings {
      for text in [
        spelling, spelling.uppercased(), spelling.prefix(1).uppercased() + spelling.dropFirst(),
      ] {
        let found = try GridMap(map).cells(reachedBy: try Route(text), from: Cell(map.start))
        #expect(Array(found) == [Cell(end)], "'\(text)'")
      }
    }
  }

  @Test func dotIsAnyCardinalStep() throws {
    let map = GridMap(ReferenceMap(["...", ".X.", "..."]))
    let found = try map.cells(reachedBy: try Route("."), from: Cell(x: 1, y: 1))
    #expect(found.map(\.description) == ["(1,0)", "(0,1)", "(2,1)", "(1,2)"])
  }

  /// A repeat binds closer than a sequence, a sequence closer than a choice.
  @Test(arguments: [
    ("E S2", "E S S"), ("(E S)2", "E S E S"), ("E|S E", "E|(S E)"), ("E3", "E{3}"),
    ("E{1,}", "E+"), ("E{0,}", "E*"), ("E{0,1}", "E?"), ("E2S2", "E2, S2"), ("SE", "se"),
    ("E|", "E?"), ("E03", "E E E"), ("R D L U", "E S W N"),
  ])
  func sameRoute(a: String, b: String) throws {
    let map = ReferenceMap.open(width: 9, height: 9, start: ReferenceCell(x: 2, y: 2))
    let start = Cell(map.start)
    #expect(
      try GridMap(map).cells(reachedBy: try Route(a), from: start)
        == GridMap(map).cells(reachedBy: try Route(b), from: start))
  }

  @Test func stepsSouthAndEastAreNotOneStepSouthEast() throws {
    let map = GridMap(ReferenceMap(["X#", ".."]))
    let start = Cell(x: 0, y: 0)
    #expect(try map.cells(reachedBy: try Route("S E"), from: start).count == 1)
    #expect(try map.cells(reachedBy: try Route("SE"), from: start).isEmpty)
  }

  // MARK: Agreement with the reference

  @Test(arguments: 0..<20)
  func randomRoutesAreRoutes(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<40 { check(RandomRoute().text(using: &generator), "seed \(seed)") }
  }

  @Test(arguments: 0..<20)
  func mutatedRoutes(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<25 {
      let route = RandomRoute().text(using: &generator)
      for _ in 0..<6 { checkIfModest(mutated(route, using: &generator), "seed \(seed)") }
    }
  }

  @Test(arguments: 0..<20)
  func randomTexts(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "N", "E", "s", "w", "NE", "up", "North", "L", " ", " ", ",", ".", "(", ")", "|", "+", "*",
      "?", "2", "{2}", "{1,3}", "{2,}", "{", "}", "0", "x",
    ]
    for _ in 0..<150 {
      let text = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        pieces.randomElement(using: &generator)!
      }
      checkIfModest(text.joined(), "seed \(seed)")
    }
  }

  /// Leaves out texts on which the grammar doesn't decide: repeats so large that a limit is allowed.
  private func checkIfModest(_ text: String, _ origin: String) {
    let isLarge = text.split { !$0.isNumber }.contains { $0.count > 3 }
    if isLarge || ((try? ReferenceRoute(text))?.pattern.expandedSize ?? 0) > 5000 { return }
    check(text, origin)
  }
}
