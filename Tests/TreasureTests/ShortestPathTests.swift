import Foundation
import Testing

/// `treasure path`: its forms of output, its goals, and what it says where there is no path.
struct ShortestPathTests {
  private let maze = "#######\n#S.#E.#\n#..#..#\n#.....#\n#E#####\n"
  private let split = "X.#..\n..#..\n..#..\n"

  @Test func pictureAndSentence() throws {
    #expect(
      try treasure("path", "--to", "6,2", "maps/assessment.txt")
        == Outcome(
          status: 0,
          output: """
            ########
            #+----+#
            #|###.G#
            #|..#.##
            #X#....#
            ########

            9 steps from 1,4 to 6,2, as x,y from 0,0 at the top left:
            Up 3 steps, Right 5 steps, Down 1 step

            """, errors: ""))
  }

  @Test func octile() throws {
    let open = "X....\n.....\n.....\n"
    let outcome = try treasure("path", "--to", "4,2", "--moves", "octile", input: open)
    #expect(
      outcome.line(4)
        == "4 steps of length 2 + 2√2 = 4.828 from 0,0 to 4,2, as x,y from 0,0 at the top left:")
    #expect(
      try treasure("path", "--to", "2,2", "--moves", "octile", input: open).line(4)
        == "2 steps of length 2√2 = 2.828 from 0,0 to 2,2, as x,y from 0,0 at the top left:")
    #expect(
      try treasure("path", "--to", "1,1", "--moves", "octile", input: open).output.contains(
        "\n1 step of length √2 = 1.414 from 0,0 to 1,1, as x,y from 0,0 at the top left:\nDown-right 1 step\n"
      ))
    #expect(
      try treasure("path", "--to", "4,0", "--moves", "octile", input: open).line(4)
        == "4 steps of length 4 from 0,0 to 4,0, as x,y from 0,0 at the top left:")
  }

  /// Around the corner, not past it.
  @Test func cornersAreNotCut() throws {
    #expect(
      try treasure("path", "--to", "1,1", "--moves", "octile", "--as-route", input: "X#\n..\n")
        == Outcome(status: 0, output: "S1 E1\n", errors: ""))
  }

  @Test func costs() throws {
    let map = "11911\n11911\n11111\n"
    #expect(
      try treasure("path", "--format", "digits", "--from", "0,0", "--to", "4,0", input: map)
        == Outcome(
          status: 0,
          output: """
            X191G
            |191|
            +---+
            0 [0123456789] 9 to enter a cell

            8 steps of cost 8 from 0,0 to 4,0, as x,y from 0,0 at the top left:
            Down 2 steps, Right 4 steps, Up 2 steps

            """, errors: ""))
    #expect(
      try treasure(
        "path", "--format", "digits", "--from", "0,0", "--to", "1,1", "--moves", "octile",
        input: "11\n15\n"
      ).output.contains("\n2 steps of cost 6 from "))
  }

  @Test func startIsTheGoal() throws {
    #expect(
      try treasure("path", "--to", "1,4", "maps/assessment.txt").output.hasSuffix(
        "\n0 steps from 1,4 to 1,4, as x,y from 0,0 at the top left:\nStay where you are\n"))
    #expect(
      try treasure("path", "--plain", "--to", "1,4", "maps/assessment.txt").output == "1,4\n")
    #expect(try treasure("path", "--as-route", "--to", "1,4", "maps/assessment.txt").output == "\n")
  }

  @Test func cellsOneALine() throws {
    #expect(
      try treasure("path", "--plain", "--to", "3,3", "maps/assessment.txt")
        == Outcome(status: 0, output: "1,4\n1,3\n2,3\n3,3\n", errors: ""))
    #expect(
      try treasure(
        "path", "--plain", "--coords", "rc", "--one-based", "--to", "4,4", "maps/assessment.txt"
      ).output == "5,2\n4,2\n4,3\n4,4\n")
  }

  /// A path as a route leads `solve` to the goal, and `render` along the path.
  @Test func asRoute() throws {
    #expect(
      try shell(
        """
        route=$("$treasure" path --as-route --to 6,2 maps/assessment.txt)
        echo "$route"
        "$treasure" solve --plain --route "$route" maps/assessment.txt
        "$treasure" render --path "$route" maps/assessment.txt | head -n 2
        """
      ).output == "N3 E5 S1\n6,2\n########\n#+----+#\n")
  }

  @Test func json() throws {
    let outcome = try shell(
      "\"$treasure\" path --json --to 5,1 --moves octile maps/open.txt | sed '/microseconds/d'")
    #expect(
      outcome.output
        == """
        {
          "schema": "treasure.path/1",
          "map": {"path": "maps/open.txt", "width": 16, "height": 8, "start": {"x": 0, "y": 7}},
          "moves": "octile",
          "algorithm": "jps",
          "expanded": 1,
          "count": 1,
          "paths": [
            {"to": {"x": 5, "y": 1}, "steps": 6, "length": 8.071067811865476, \
        "cost": 8.071067811865476, "straight": 1, "diagonal": 5, "path": "NE5 N1", \
        "cells": [{"x": 0, "y": 7}, {"x": 1, "y": 6}, {"x": 2, "y": 5}, {"x": 3, "y": 4}, \
        {"x": 4, "y": 3}, {"x": 5, "y": 2}, {"x": 5, "y": 1}]}
          ]
        }

        """)
    let document = try parsed(
      try treasure("path", "--json", "--to", "1,1", "maps/assessment.txt"))
    #expect(document["algorithm"] as? String == "bfs")
    #expect((document["microseconds"] as? Double).map { $0 >= 0 } == true)
    let paths = try #require(document["paths"] as? [[String: Any]])
    #expect(paths.first?["length"] as? Int == 3)
    #expect(paths.first?["cost"] as? Int == 3)
  }

  @Test func costsInJSON() throws {
    let document = try parsed(
      try treasure(
        "path", "--json", "--format", "digits", "--from", "0,0", "--to", "1,1", "--moves",
        "octile", input: "19\n95\n"))
    let path = try #require((document["paths"] as? [[String: Any]])?.first)
    #expect(path["length"] as? Double == 2.0.squareRoot())
    #expect(path["cost"] as? Double == 5 * 2.0.squareRoot())
    #expect(path["straight"] as? Int == 0 && path["diagonal"] as? Int == 5)
    #expect(document["algorithm"] as? String == "dijkstra")
  }

  // MARK: - Goals

  @Test func nearestOrEach() throws {
    let goals = ["--to", "6,2", "--to", "3,3", "--to", "6,2"]
    let line = "\"$treasure\" path --as-route \(goals.joined(separator: " "))"
    #expect(try shell(line, input: assessment).output == "N1 E2\n")
    #expect(try shell(line + " --all", input: assessment).output == "N3 E5 S1\nN1 E2\n")
    #expect(
      try treasure(
        "path", "--plain", "--all", "--to", "1,3", "--to", "2,3", "maps/assessment.txt"
      ).output == "1,4\n1,3\n\n1,4\n1,3\n2,3\n")
    let text = try treasure("path", "--all", "--to", "1,3", "--to", "3,3", "maps/assessment.txt")
    #expect(
      text.lines.dropFirst(7).joined(separator: "\n") == """
        1 step from 1,4 to 1,3, as x,y from 0,0 at the top left:
        Up 1 step

        3 steps from 1,4 to 3,3:
        Up 1 step, Right 2 steps

        """)
  }

  @Test func goalsOfTheMap() throws {
    #expect(
      try treasure("path", "--format", "maze", "--as-route", input: maze).output == "S3\n")
    #expect(
      try treasure("path", "--format", "maze", "--as-route", "--all", input: maze).output
        == "S2 E3 N2\nS3\n")
    #expect(
      try treasure("path", "--format", "maze", "--as-route", "--to", "2,1", input: maze).output
        == "E1\n")
    #expect(
      try treasure("path", "maps/assessment.txt")
        == Outcome(
          status: 2, output: "",
          errors: "error: no goal: the map has none\n  = help: give it with --to\n"))
  }

  // MARK: - No path

  @Test func noPathNamesTheNearestCell() throws {
    #expect(
      try treasure("path", "--to", "4,1", input: split)
        == Outcome(
          status: 1,
          output: """
            X.#..
            ..#.G
            ..#..

            No path leads from 0,0 to 4,1, as x,y from 0,0 at the top left.

            """, errors: "nearest reachable cell: 1,1\n"))
    for form in ["--plain", "--as-route"] {
      #expect(
        try treasure("path", form, "--coords", "rc", "--to", "2,4", input: split)
          == Outcome(status: 1, output: "", errors: "nearest reachable cell: 2,1\n"))
    }
    let json = try treasure("path", "--json", "--to", "4,1", input: split)
    #expect(json.status == 1)
    #expect(
      json.output.hasSuffix(
        "  \"count\": 0,\n  \"paths\": [],\n  \"nearest\": {\"x\": 1, \"y\": 1}\n}\n"))
    _ = try parsed(json)
    #expect(
      try treasure("path", "--to", "4,1", "--to", "3,0", input: split).line(4)
        == "No path leads from 0,0 to any of 2 goals, as x,y from 0,0 at the top left.")
  }

  @Test func someGoalsOutOfReach() throws {
    let outcome = try treasure(
      "path", "--as-route", "--all", "--to", "4,0", "--to", "1,2", "--to", "3,2", input: split)
    #expect(
      outcome == Outcome(status: 0, output: "E1 S2\n", errors: "no path to 4,0\nno path to 3,2\n")
        || outcome
          == Outcome(status: 0, output: "S2 E1\n", errors: "no path to 4,0\nno path to 3,2\n")
    )
    #expect(
      try treasure("path", "--as-route", "--to", "4,0", "--to", "0,2", input: split)
        == Outcome(status: 0, output: "S2\n", errors: ""))
  }

  // MARK: - Algorithms

  /// However it is searched, a shortest path is as long.
  @Test(arguments: ["auto", "bfs", "dijkstra", "astar"])
  func algorithms(name: String) throws {
    let outcome = try treasure("path", "--algorithm", name, "--to", "13,3", "maps/walled.txt")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\n19 steps from "), "\(outcome)")
  }

  @Test(arguments: ["auto", "dijkstra", "astar", "jps", "jps+"])
  func octileAlgorithms(name: String) throws {
    let outcome = try treasure(
      "path", "--moves", "octile", "--algorithm", name, "--to", "13,3", "maps/walled.txt")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\n14 steps of length 9 + 5√2 = 16.071 from "), "\(outcome)")
  }

  @Test(arguments: [
    (
      ["--algorithm", "bfs", "--moves", "octile", "--to", "1,1"],
      "bfs takes all steps for equally long, and octile steps are not",
      "take --algorithm dijkstra, astar, jps or jps+"
    ),
    (
      ["--algorithm", "jps", "--to", "1,1"], "jps goes by octile steps, and these are cardinal",
      "add --moves octile, or take --algorithm bfs, dijkstra or astar"
    ),
    (
      [
        "--algorithm", "jps+", "--moves", "octile", "--format", "digits", "--from", "0,0", "--to",
        "1,1",
      ],
      "jps+ goes by octile steps, and the cells of this map have costs",
      "take --algorithm dijkstra or astar"
    ),
    (
      ["--algorithm", "bfs", "--format", "digits", "--from", "0,0", "--to", "1,1"],
      "bfs takes all steps for equally long, and the cells of this map have costs",
      "take --algorithm dijkstra or astar"
    ),
    (
      ["--to", "9,9"], "9,9 is off the map, which is 3 wide and 2 high", "x is 0 to 2, y is 0 to 1"
    ),
    (["--to", "2,1"], "2,1 is an obstacle", "--to must name a clear cell"),
    (["--to=-1"], "'-1' is not a cell; expected x,y", nil),
  ])
  func refusals(options: [String], message: String, help: String?) throws {
    let isDigits = options.contains("digits")
    let outcome = try shell(
      "\"$treasure\" path \(options.joined(separator: " "))",
      input: isDigits ? "111\n110\n" : "X..\n..#\n")
    #expect(
      outcome
        == Outcome(
          status: 2, output: "",
          errors: "error: \(message)\n" + (help.map { "  = help: \($0)\n" } ?? "")))
  }

  @Test func usageErrors() throws {
    #expect(
      try treasure("path", "--plain", "--json", "--to", "1,1", input: assessment).errors
        .hasPrefix("error: --plain and --json exclude each other\n"))
    #expect(
      try treasure("path", "--as-route", "--plain", "--to", "1,1", input: assessment).errors
        .hasPrefix("error: --as-route and --plain exclude each other\n"))
    #expect(
      try treasure("path", "--algorithm", "jsp", "--to", "1,1", input: assessment).errors.hasPrefix(
        "error: the value 'jsp' is invalid for '--algorithm <algorithm>'. "
          + "Please provide one of the following:\n"
          + "  - auto\n  - bfs\n  - dijkstra\n  - astar\n  - jps\n  - jps+\n"))
    #expect(
      try treasure("path", "--format", "digits", "--to", "0,0", input: "1\n").errors
        .hasPrefix("error: no start: the format 'digits' has none\n"))
  }
}
