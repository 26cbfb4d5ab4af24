import Testing

/// `treasure puzzle`: forms, faults and statuses.
struct PuzzleTests {
  static let vault = "#######\n#a.@.A#\n#.###.#\n#....b#\n#######\n"

  @Test func keysInAllForms() throws {
    #expect(
      try treasure("puzzle", "keys", input: Self.vault).output
        == """
        #######
        #G-X-+#
        #.###|#
        #....G#
        #######

        8 steps collect all 2 keys; no fewer do.
        a: Left 2 steps
        b: Right 4 steps, Down 2 steps

        """)
    #expect(try treasure("puzzle", "keys", "--count", input: Self.vault).output == "8\n")
    #expect(
      try treasure("puzzle", "keys", "--as-route", input: Self.vault).output == "W2 E4 S2\n")
    #expect(
      try treasure("puzzle", "keys", "--plain", "--one-based", input: Self.vault).lines.first
        == "4,2")
    let json = try treasure("puzzle", "keys", "--json", input: Self.vault).output
    #expect(json.contains("\"steps\": 8"))
    #expect(json.contains("\"order\": \"ab\""))
    #expect(json.contains("{\"robot\": 1, \"key\": \"b\", \"steps\": 6, \"path\": \"E4 S2\"}"))
  }

  @Test func severalRobots() throws {
    let outcome = try treasure("puzzle", "keys", "--as-route", input: "@.a#@.b\n")
    #expect(outcome == Outcome(status: 0, output: "E2\nE2\n", errors: ""))
    let plain = try treasure("puzzle", "keys", "--plain", input: "@a#@b\n")
    #expect(plain.output == "0,0\n1,0\n\n3,0\n4,0\n")
  }

  @Test func keysOutOfReach() throws {
    let outcome = try treasure("puzzle", "keys", input: "@.A.a\n")
    #expect(outcome.status == 1)
    #expect(outcome.output.hasSuffix("Not all keys can be collected: the key a is out of reach.\n"))
    #expect(
      try treasure("puzzle", "keys", "--count", input: "@.A.a\n")
        == Outcome(status: 1, output: "0\n", errors: ""))
    #expect(
      try treasure("puzzle", "keys", "--count", input: "@aZ\n")
        == Outcome(
          status: 0, output: "1\n",
          errors: "no key opens the door Z at 2,0: it stays shut\n"))
  }

  @Test func collecting() throws {
    let map = "X..$\n.##.\n$...\n"
    #expect(try treasure("puzzle", "collect", "--count", input: map).output == "7\n")
    #expect(try treasure("puzzle", "collect", "--return", "--count", input: map).output == "10\n")
    #expect(
      try treasure("puzzle", "collect", "--return", input: map).output.contains(
        "10 steps lead to all 2 treasures and back; no fewer do."))
    #expect(
      try treasure("puzzle", "collect", "--plain", input: "X#$\n")
        == Outcome(status: 1, output: "", errors: "no way leads to 2,0\n"))
  }

  @Test func sokoban() throws {
    let levels = "Title: One\n#####\n#@$.#\n#####\n\n#####\n#.@$#\n#####\n"
    #expect(
      try treasure("puzzle", "sokoban", input: levels)
        == Outcome(
          status: 1,
          output: """
            Level 1, One
            #####
            #@$.#
            #####
            1 push in 1 move:
            R

            Level 2
            #####
            #.@$#
            #####
            There is no solution.

            """, errors: ""))
    #expect(
      try treasure("puzzle", "sokoban", "--plain", "--level", "1", input: levels)
        == Outcome(status: 0, output: "R\n", errors: ""))
    #expect(try treasure("puzzle", "sokoban", "--count", input: levels).output == "1\n-\n")
    #expect(
      try treasure("puzzle", "sokoban", "--level", "3", input: levels)
        == Outcome(
          status: 2, output: "",
          errors: "error: there is no level 3\n  = help: levels are 1 to 2\n"))
  }

  @Test func faultsShowThePlace() throws {
    #expect(
      try treasure("puzzle", "sokoban", input: "#####\n#@$.\n#####\n").errors
        == """
        error: the level is open: the player could leave it
          --> <stdin>:2:4
           |
         2 | #@$.
           |    ^ no wall beside this cell
           = help: walls must surround the player on all sides

        """)
    #expect(try treasure("puzzle", "keys", "missing.txt").status == 2)
    #expect(try treasure("puzzle", "keys", input: "\0").status == 2)
  }

  @Test func timeLimit() throws {
    let rows = Array(repeating: String(repeating: ".", count: 30), count: 30)
    let map = "@abcdefghijklmnopqrstuvwxyz...\n" + rows.map { $0 + "\n" }.joined()
    let outcome = try treasure(
      "puzzle", "keys", "--count", "--time-limit", "0.001", input: map)
    #expect(outcome.status == 1)
    #expect(outcome.output == "0\n")
    #expect(
      outcome.errors
        == "error: not solved within 0.001 s\n  = help: --time-limit allows more seconds\n")
  }

  @Test func formsExcludeEachOther() throws {
    #expect(try treasure("puzzle", "keys", "--json", "--count", input: Self.vault).status == 2)
    #expect(try treasure("puzzle", "sokoban", "--time-limit", "0", input: "").status == 2)
  }
}
