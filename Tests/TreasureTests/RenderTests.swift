import Foundation
import Testing

struct RenderTests {
  @Test func mapAlone() throws {
    #expect(
      try treasure("render", "maps/assessment.txt")
        == Outcome(status: 0, output: assessment, errors: ""))
    // Nobody has to start anywhere to be looked at.
    #expect(
      try treasure("render", input: "type octile\nheight 1\nwidth 3\nmap\n.@.\n")
        == Outcome(status: 0, output: ".#.\n", errors: ""))
    #expect(
      try treasure("render", "--format", "maze", input: "S #\n#.E\n").output == "X.#\n#.G\n")
  }

  @Test func positions() throws {
    let solved = try treasure("solve", "--grid", "maps/assessment.txt").output
    for options in [["--route", "N+ E+ S+"], ["--min-steps", "1"]] {
      #expect(
        try shell(
          "\"$treasure\" render \(options.map { "'\($0)'" }.joined(separator: " "))",
          input: assessment
        ) == Outcome(status: 0, output: solved, errors: ""))
    }
    #expect(
      try treasure("render", "--route", ".*", "--route", "N1 .{3}", input: assessment).output
        == (try treasure(
          "solve", "--grid", "--route", ".*", "--route", "N1 .{3}", input: assessment)).output)
  }

  @Test func weights() throws {
    #expect(
      try treasure("render", "--weights", "--route", "(N|E|S){5}", "maps/assessment.txt")
        == Outcome(
          status: 0,
          output: """
            ########
            #6.2...#
            #.###..#
            #9.6#.##
            #X#.2..#
            ########
            0 [0123456789] 38.5 % of 13 walks

            """, errors: ""))
    #expect(
      try treasure("render", "--weights", "maps/single.txt").output.hasSuffix(
        "] 100.0 % of 1 walk\n"))
    #expect(
      try treasure("render", "--weights", "--route", "(N|E|S|W){60}", input: assessment).output
        .hasSuffix(" % of all walks\n"))
    #expect(try treasure("render", "--weights", "maps/none.txt").status == 0)
  }

  @Test func costs() throws {
    #expect(
      try treasure("render", "--format", "digits", input: "123\n456\n780\n").output
        == "123\n456\n78#\n0 [0123456789] 9 to enter a cell\n")
    #expect(
      try treasure(
        "render", "--format", "digits", "--from", "0,0", "--route", "E+", input: "123\n456\n"
      ).output == "X$$\n...\n")
  }

  @Test func walks() throws {
    #expect(
      try treasure("render", "--path", "N3 E4 S1", "maps/assessment.txt").output
        == "########\n#+---+.#\n#|###v.#\n#|..#.##\n#X#....#\n########\n")
    #expect(
      try treasure(
        "render", "--path", "N1", "--path", "n3 e1", "--route", "N3 E+", "maps/assessment.txt"
      ).line(1) == "#+>$$$$#")
  }

  @Test func size() throws {
    let outcome = try treasure("render", "--width", "8", "--height", "4", "maps/open.txt")
    #expect(outcome.lines.count <= 5)
    #expect(outcome.lines.allSatisfy { $0.count <= 8 }, "\(outcome)")
    let wide = try treasure("render", "--color", "always", "--width", "7", "maps/assessment.txt")
    #expect(wide.output.contains("\u{1B}["))
    #expect(wide.output.contains("█"))
  }

  @Test(arguments: [
    (
      ["--path", "N+ E"], "'N+ E' is not a walk",
      "--path takes what 'treasure path --as-route' prints, as in 'N3 E4 S1'"
    ),
    (
      ["--path", "N2 E1"],
      "the walk 'N2 E1' is not possible: no step E leads from 1,2", nil
    ),
    (
      ["--weights", "--route", ".*"], "infinitely many walks end at 1,1",
      "a walk can go in circles there; bound its repeats, as in '.{1,20}'"
    ),
    (["--route", "N Q"], "unknown direction 'Q'", "\n  --> <route>:1:3\n"),
  ])
  func refusals(options: [String], message: String, help: String?) throws {
    let arguments = options.map { "'\($0)'" }.joined(separator: " ")
    let outcome = try shell("\"$treasure\" render \(arguments)", input: assessment)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("error: \(message)\n"), "\(outcome)")
    if let help { #expect(outcome.errors.contains(help)) }
  }

  @Test func usageErrors() throws {
    #expect(
      try treasure("render", "--weights", "--route", "N", "--route", "E", input: assessment).errors
        .hasPrefix("error: --weights wants a single --route\n"))
    #expect(
      try treasure("render", "--path", "N1", input: "..\n..\n").errors
        .hasPrefix("error: no start: the map has no 'X'\n"))
  }
}
