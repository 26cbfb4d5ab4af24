import Testing

struct ClueTests {
  @Test func assessment() throws {
    #expect(
      try treasure("clue", "maps/assessment.txt")
        == Outcome(
          status: 0,
          output: """
            ########
            #......#
            #.###$$#
            #...#$##
            #X#$.$.#
            ########

            The steps of leg 2 (E+) or leg 3 (S+) would narrow the 5 positions most: by 1.37 of 2.32 bits.

            leg      bits  groups of positions
            1    N+  0.72  4 1
            2    E+  1.37  3 1 1
            3    S+  1.37  3 1 1

            Groups by the steps of leg 2, as x,y from 0,0 at the top left:
            2 steps  1 walk   20.0 %  3,4
            4 steps  3 walks  60.0 %  5,2 5,3 5,4
            5 steps  1 walk   20.0 %  6,2

            """, errors: ""))
  }

  @Test func json() throws {
    let outcome = try treasure("clue", "--json", "--one-based", "maps/single.txt")
    #expect(outcome.status == 0)
    #expect(
      outcome.output
        == """
        {
          "schema": "treasure.clue/1",
          "map": {"path": "maps/single.txt", "width": 5, "height": 5, "start": {"x": 1, "y": 3}},
          "routes": ["N+ E+ S+"],
          "count": 1,
          "walks": "1",
          "bits": 0.000000,
          "best": [],
          "legs": [
            {"leg": 1, "route": "N+", "bits": 0.000000, "groups": [
              {"steps": 2, "walks": "1", "share": 1.0, "count": 1, "positions": [{"x": 3, "y": 2}]}
            ]},
            {"leg": 2, "route": "E+", "bits": 0.000000, "groups": [
              {"steps": 2, "walks": "1", "share": 1.0, "count": 1, "positions": [{"x": 3, "y": 2}]}
            ]},
            {"leg": 3, "route": "S+", "bits": 0.000000, "groups": [
              {"steps": 1, "walks": "1", "share": 1.0, "count": 1, "positions": [{"x": 3, "y": 2}]}
            ]}
          ]
        }

        """)
  }

  @Test func nothingToNarrow() throws {
    #expect(
      try treasure("clue", "maps/single.txt").output.contains(
        "\n\nThere is only one position, and no leg's step count would tell more.\n\nleg "))
    #expect(
      try treasure("clue", "--route", "(N|E){3}", "maps/assessment.txt").output.contains(
        "\n\nNo leg's step count would narrow the 2 positions.\n\nleg "))
    let none = try treasure("clue", "maps/none.txt")
    #expect(none.status == 1 && none.errors.isEmpty)
    #expect(none.output.hasSuffix("#\n\nNo position fits the route N+ E+ S+.\n"))
    let json = try treasure("clue", "--json", "--route", "", "maps/single.txt")
    #expect(json.status == 1)
    #expect(json.output.hasSuffix("\"best\": [],\n  \"legs\": []\n}\n"))
  }

  @Test(arguments: [
    (
      "--route .+", "infinitely many walks end at 0,0",
      "  = help: a walk can go in circles there; bound its repeats, as in '.{1,20}'\n"
    ),
    (
      "--route 'N+ N+ E'", "legs 1 and 2 of the route can take the same step of the walk N3 E1",
      "  = help: what each took is not known then; make one leg of them, in parentheses\n"
    ),
    ("--route N --route E", "a clue wants a single --route", ""),
  ])
  func refusals(options: String, message: String, help: String) throws {
    let outcome = try shell("\"$treasure\" clue \(options) maps/open.txt")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("error: \(message)\n\(help)"))
  }
}
