import Testing

/// What `solve` takes: conventions, starts, routes, and what excludes what.
struct SolveOptionsTests {
  @Test(arguments: [
    (["--coords", "xy"], "x,y from 0,0 at the top left", "5,2 6,2 5,3 3,4 5,4"),
    (["--one-based"], "x,y from 1,1 at the top left", "6,3 7,3 6,4 4,5 6,5"),
    (["--coords", "rc"], "row,column from 0,0 at the top left", "2,5 2,6 3,5 4,3 4,5"),
    (
      ["--coords", "rc", "--one-based"], "row,column from 1,1 at the top left",
      "3,6 3,7 4,6 5,4 5,6"
    ),
    (
      ["--coords", "cartesian"], "x,y from 0,0 at the bottom left, y up", "5,3 6,3 5,2 3,1 5,1"
    ),
    (
      ["--coords", "cartesian", "--one-based"], "x,y from 1,1 at the bottom left, y up",
      "6,4 7,4 6,3 4,2 6,2"
    ),
  ])
  func conventions(options: [String], description: String, positions: String) throws {
    let line = "\"$treasure\" solve \(options.joined(separator: " "))"
    let text = try shell(line, input: assessment)
    #expect(text.line(7) == "5 positions, as \(description):")
    #expect(text.lines.dropFirst(8).joined(separator: " ") == positions + " ")
    let plain = try shell(line + " --plain", input: assessment)
    #expect(plain.lines.joined(separator: " ") == positions + " ")
  }

  /// JSON is for programs, which should not have to know what was asked for.
  @Test func jsonIgnoresTheConvention() throws {
    #expect(
      try treasure("solve", "--json", "--coords", "cartesian", "--one-based", input: assessment)
        == treasure("solve", "--json", input: assessment))
  }

  @Test(arguments: [
    ["--from", "4,1"], ["--coords", "rc", "--from", "1,4"],
    ["--coords", "cartesian", "--from", "4,4"],
    ["--one-based", "--from", "5,2"], ["--coords", "cartesian", "--one-based", "--from", "5,5"],
  ])
  func startInEveryConvention(options: [String]) throws {
    let line = "\"$treasure\" solve --grid --route E+ \(options.joined(separator: " "))"
    #expect(try shell(line, input: assessment).line(1) == "#...X$$#")
  }

  /// The hunter may start elsewhere, and the old start is a cell like any other.
  @Test func startGivenTwice() throws {
    let outcome = try treasure(
      "solve", "--grid", "--from", "1,1", "--route", "S+", input: assessment)
    #expect(outcome.output == "########\n#X.....#\n#$###..#\n#$..#.##\n#$#....#\n########\n")
  }

  @Test(arguments: [
    ("3;4", "'3;4' is not a cell; expected x,y", nil),
    ("3", "'3' is not a cell; expected x,y", nil),
    ("1,2,3", "'1,2,3' is not a cell; expected x,y", nil),
    ("a,b", "'a,b' is not a cell; expected x,y", nil),
    ("", "'' is not a cell; expected x,y", nil),
    ("8,0", "8,0 is off the map, which is 8 wide and 6 high", "x is 0 to 7, y is 0 to 5"),
    ("-1,0", "-1,0 is off the map, which is 8 wide and 6 high", "x is 0 to 7, y is 0 to 5"),
    ("0,6", "0,6 is off the map, which is 8 wide and 6 high", "x is 0 to 7, y is 0 to 5"),
    ("2,2", "2,2 is an obstacle", "--from must name a clear cell"),
  ])
  func badStarts(text: String, message: String, help: String?) throws {
    let outcome = try treasure("solve", "--from", text, input: assessment)
    #expect(
      outcome
        == Outcome(
          status: 2, output: "",
          errors: "error: \(message)\n" + (help.map { "  = help: \($0)\n" } ?? "")))
  }

  @Test func badCellsInOtherConventions() throws {
    #expect(
      try treasure("solve", "--coords", "rc", "--explain", "x", input: assessment).errors
        == "error: 'x' is not a cell; expected row,column\n")
    #expect(
      try treasure("solve", "--coords", "rc", "--one-based", "--explain", "0,1", input: assessment)
        .errors == """
          error: 0,1 is off the map, which is 8 wide and 6 high
            = help: row is 1 to 6, column is 1 to 8

          """)
  }

  @Test func minimumSteps() throws {
    #expect(
      try treasure("solve", "--count", "--min-steps", "0", input: assessment).output == "15\n")
    #expect(try treasure("solve", "--count", "--min-steps", "1", input: assessment).output == "5\n")
    #expect(
      try treasure("solve", "--plain", "--min-steps", "2", input: assessment).output == "5,3\n5,4\n"
    )
    #expect(
      try treasure("solve", "--json", "--min-steps", "0", input: assessment).output.contains(
        "[\"N* E* S*\"]"))
  }

  @Test func routesIntersect() throws {
    #expect(
      try treasure(
        "solve", "--plain", "--route", ".*", "--route", "N+ E+", input: assessment
      ).output == "2,1\n3,1\n4,1\n5,1\n6,1\n2,3\n3,3\n")
    #expect(
      try treasure(
        "solve", "--plain", "--route", ".{6}", "--route", "N+ E+", input: assessment
      ).output == "2,1\n4,1\n2,3\n")
  }

  @Test(arguments: [
    (["--grid", "--json"], "--grid and --json exclude each other"),
    (["--plain", "--paths"], "--paths goes with the default output or --json, not --plain"),
    (["--plain", "--weights"], "--weights goes with the default output or --json, not --plain"),
    (
      ["--count", "--explain", "1,1"],
      "--explain goes with the default output or --json, not --count"
    ),
    (["--paths", "--explain", "1,1"], "--explain and --paths exclude each other"),
    (["--paths", "--route", "N", "--route", "E"], "--paths wants a single --route"),
    (["--weights", "--route", "N", "--route", "E"], "--weights wants a single --route"),
    (["--explain", "1,1", "--route", "N", "--route", "E"], "--explain wants a single --route"),
    (
      ["--min-steps", "2", "--route", "N"],
      "--min-steps is about the default route and excludes --route"
    ),
    (["--min-steps=-1"], "--min-steps must be at least 0"),
    (["--min-steps", "-1"], "--min-steps must be at least 0"),
  ])
  func exclusions(options: [String], message: String) throws {
    let outcome = try shell(
      "\"$treasure\" solve \(options.joined(separator: " "))", input: assessment)
    #expect(
      outcome
        == Outcome(
          status: 2, output: "",
          errors: """
            error: \(message)
            Usage: treasure solve [<options>] [<map>]
              See 'treasure solve --help' for more information.

            """))
  }

  @Test func sameFormTwiceIsNoConflict() throws {
    #expect(try treasure("solve", "--count", "--count", input: assessment).output == "5\n")
  }

  @Test func infinitelyManyWalks() throws {
    let outcome = try treasure("solve", "--weights", "--route", ".*", input: assessment)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("error: infinitely many walks end at "))
    #expect(
      outcome.errors.hasSuffix(
        "\n  = help: a walk can go in circles there; bound its repeats, as in '.{1,20}'\n"))
  }
}
