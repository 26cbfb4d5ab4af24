import Testing

struct DigTests {
  @Test func assessment() throws {
    let outcome = try treasure("dig", "maps/assessment.txt")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(
      outcome.output
        == """
        ########
        #......#
        #.###GG#
        #+-+#G##
        #X#G-G.#
        ########

        9 steps from 1,4 to all 5 positions, as x,y from 0,0 at the top left; no walk is shorter:
        Up 1 step, Right 2 steps, Down 1 step, Right 2 steps, Up 2 steps, Right 1 step

        """)
  }

  @Test func forms() throws {
    #expect(
      try treasure("dig", "--as-route", "maps/assessment.txt").output == "N1 E2 S1 E2 N2 E1\n")
    #expect(
      try treasure("dig", "--plain", "--one-based", "maps/single.txt").output
        == "2,4\n2,3\n2,2\n3,2\n4,2\n4,3\n")
    #expect(
      try treasure("dig", "--json", "--return", "maps/single.txt").output
        == """
        {
          "schema": "treasure.dig/1",
          "map": {"path": "maps/single.txt", "width": 5, "height": 5, "start": {"x": 1, "y": 3}},
          "routes": ["N+ E+ S+"],
          "returns": true,
          "count": 1,
          "steps": 10,
          "lowerBound": 10,
          "isShortest": true,
          "path": "N2 E2 S1 N1 W2 S2",
          "stops": [{"x": 3, "y": 2}],
          "cells": [{"x": 1, "y": 3}, {"x": 1, "y": 2}, {"x": 1, "y": 1}, {"x": 2, "y": 1}, \
        {"x": 3, "y": 1}, {"x": 3, "y": 2}, {"x": 3, "y": 1}, {"x": 2, "y": 1}, {"x": 1, "y": 1}, \
        {"x": 1, "y": 2}, {"x": 1, "y": 3}]
        }

        """)
  }

  @Test func severalRoutes() throws {
    #expect(
      try treasure(
        "dig", "--as-route", "--route", "N+ E+ S+", "--route", "N1 .{3}", "maps/assessment.txt"
      ).output == "N1 E2 S1\n")
  }

  @Test func manyPositions() throws {
    let outcome = try treasure("dig", "--return", "maps/walled.txt")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(" to all 34 positions and back, as x,y"))
    let json = try treasure("dig", "--json", "maps/walled.txt")
    #expect(json.output.contains("\n  \"count\": 34,"))
  }

  @Test func nothingToDig() throws {
    let outcome = try treasure("dig", "maps/none.txt")
    #expect(outcome.status == 1)
    #expect(outcome.output.hasSuffix("\n\nNo position fits the route N+ E+ S+.\n"))
    #expect(
      try treasure("dig", "--plain", "maps/none.txt") == Outcome(status: 1, output: "", errors: ""))
  }

  @Test func tooManyPositions() throws {
    let outcome = try shell(
      """
      "$treasure" generate random --width 90 --height 90 --density 0 --start 0,89 2> /dev/null |
        "$treasure" dig
      """)
    #expect(
      outcome
        == Outcome(
          status: 2, output: "",
          errors: """
            error: 7921 positions are too many for a walk through all of them
              = help: at most 4095 are taken; a second --route leaves those that fit both

            """))
  }
}
