import Testing

@testable import Routes

/// What is said of each text that is no route, to the letter.
struct RouteErrorTests {
  static let cases: [(text: String, error: RouteError)] = [
    (
      "N NES",
      RouteError(
        message: "unknown direction 'NES'", range: 2..<5,
        label: "a run of letters is one direction", help: "write 'N E S'")
    ),
    (
      "north-east",
      RouteError(
        message: "unexpected '-'", range: 5..<6, label: "no part of a route",
        help: "a route is made of directions, '.', groups '( | )' and the repeats + * ? 3 {2,5}")
    ),
    (
      "N\u{7}",
      RouteError(
        message: "unexpected U+0007", range: 1..<2, label: "no part of a route",
        help: "a route is made of directions, '.', groups '( | )' and the repeats + * ? 3 {2,5}")
    ),
    (
      "E Q+",
      RouteError(
        message: "unknown direction 'Q'", range: 2..<3,
        label: "a run of letters is one direction",
        help: "directions are N E S W NE SE SW NW, north … west, up right down left, U R D L")
    ),
    (
      "N 3",
      RouteError(
        message: "'3' stands apart from what it repeats", range: 2..<3,
        label: "a repeat touches its atom", help: "write 'N3'")
    ),
    (
      "E (N S) +",
      RouteError(
        message: "'+' stands apart from what it repeats", range: 8..<9,
        label: "a repeat touches its atom", help: "write '(N S)+'")
    ),
    (
      "N {2,5}",
      RouteError(
        message: "'{2,5}' stands apart from what it repeats", range: 2..<7,
        label: "a repeat touches its atom", help: "write 'N{2,5}'")
    ),
    (
      "N{2} 5",
      RouteError(
        message: "'5' stands apart from what it repeats", range: 5..<6,
        label: "a repeat touches its atom", help: "write '(N{2})5'")
    ),
    (
      "N{2}{3}",
      RouteError(
        message: "a repeat cannot be repeated", range: 4..<7, label: "a second repeat",
        help: "put what it repeats into a group: '(N{2}){3}'")
    ),
    (
      "+N",
      RouteError(
        message: "'+' has nothing to repeat", range: 0..<1,
        label: "a direction, '.' or a group must stand before it")
    ),
    (
      "N++",
      RouteError(
        message: "a repeat cannot be repeated", range: 2..<3, label: "a second repeat",
        help: "put what it repeats into a group: '(N+)+'")
    ),
    (
      "N{5,2}",
      RouteError(
        message: "the repeat ends below its beginning", range: 1..<6,
        label: "2 is less than 5", help: "write '{2,5}'")
    ),
    (
      "N{2;5}",
      RouteError(
        message: "malformed repeat", range: 1..<4, label: "expected {n}, {n,} or {n,m}",
        help: "nothing else, and no space, stands inside braces")
    ),
    (
      "N{",
      RouteError(
        message: "malformed repeat", range: 1..<2, label: "expected {n}, {n,} or {n,m}",
        help: "nothing else, and no space, stands inside braces")
    ),
    (
      "(N E",
      RouteError(
        message: "'(' without a ')' after it", range: 0..<1, label: "never closed",
        help: "close the group with ')'")
    ),
    (
      "N)",
      RouteError(
        message: "')' without a '(' before it", range: 1..<2, label: "closes nothing",
        help: "take it out, or open the group with '('")
    ),
    (
      "E ((N E){100}){100}",
      RouteError(
        message: "the route is too large", range: 2..<19, label: "too many copies",
        help: "a route may take 4096 states and 1048576 transitions; repeats of a single direction "
          + "are cheap")
    ),
  ]

  @Test(arguments: cases.indices)
  func errorText(index: Int) {
    let (text, expected) = Self.cases[index]
    #expect(throws: expected, "\(text)") { try Route(text) }
  }

  @Test func errorNamesItsPlace() {
    let error = Result { () throws(RouteError) in try Route("N NES") }
    guard case .failure(let error) = error else {
      Issue.record("'N NES' is no route")
      return
    }
    #expect("\(error)" == "3: unknown direction 'NES'; write 'N E S'")
  }

  @Test func deepNestingIsAnError() {
    let text = String(repeating: "(", count: 100_000)
    #expect(throws: RouteError.self) { try Route(text) }
  }

  @Test func longRoutesAreAnError() {
    #expect(throws: RouteError.self) { try Route(String(repeating: "N ", count: 5000)) }
    #expect(throws: RouteError.self) { try Route(String(repeating: "N? ", count: 4000)) }
  }

  @Test func countsBeyondEveryMapAreNot() throws {
    _ = try Route("N{99999999999999999999999}")
    _ = try Route("N{3,99999999999999999999999} E99999999999999999999999")
  }

  /// Once took a copy of nothing a million times a million times.
  @Test(arguments: ["((){1000000}){1000000}", "((N0){9999}){99999}", "(()*)*", "((|){2,})+"])
  func repeatsOfNothingAreNothing(text: String) throws {
    #expect(try Route(text).automaton.states.isEmpty)
  }

  /// Once connected the same ends to the same beginnings at each of the levels.
  @Test(.timeLimit(.minutes(1)))
  func nestedRepeatsOfWideChoicesAreQuick() throws {
    let choice = repeatElement("N E", count: 500).joined(separator: "|")
    let text = String(repeating: "(", count: 190) + choice + String(repeating: ")*", count: 190)
    #expect(try Route(text).automaton.states.count <= 1000)
  }
}
