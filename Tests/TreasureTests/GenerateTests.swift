import Foundation
import Testing

struct GenerateTests {
  @Test func sameSeedSameBytes() throws {
    let first = try treasure("generate", "random", "--seed", "7", "--density", "0.3")
    #expect(first.status == 0)
    #expect(first.errors == "seed: 7\n")
    #expect(first.lines.count == 17)
    #expect(first.lines.dropLast().allSatisfy { $0.count == 32 })
    #expect(first.output.contains("#"))
    #expect(try treasure("generate", "random", "--seed", "7", "--density", "0.3") == first)
    #expect(
      try treasure("generate", "random", "--seed", "8", "--density", "0.3").output != first.output)
  }

  @Test func seedThatWasDrawnGivesTheSameMap() throws {
    let drawn = try treasure("generate", "random", "--density", "0.5")
    let seed = drawn.errors.dropFirst("seed: ".count).dropLast()
    #expect(try treasure("generate", "random", "--density", "0.5", "--seed", String(seed)) == drawn)
    #expect(try treasure("generate", "random", "--density", "0.5").errors != drawn.errors)
  }

  @Test func startAndSize() throws {
    let outcome = try treasure(
      "generate", "random", "--width", "3", "--height", "2", "--density", "0", "--start", "0,0",
      "--coords", "cartesian", "--seed", "1")
    #expect(outcome.output == "...\nX..\n")
    #expect(
      try treasure("generate", "random", "--width", "1", "--height", "1", "--density", "1").output
        == "X\n")
  }

  @Test func isAMapThatSolveReads() throws {
    let outcome = try shell(
      """
      "$treasure" generate random --width 300 --height 200 --seed 3 --start 0,199 2> /dev/null |
        "$treasure" check
      """)
    #expect(outcome.output == "<stdin>: ok, 300×200, start 0,199\n")
  }

  static let kinds = [
    "random", "maze", "maze --algorithm prim", "maze --algorithm wilson", "maze --algorithm eller",
    "maze --algorithm sidewinder", "maze --algorithm binary-tree --loops 0.2", "caves",
    "caves --caves all", "caves --caves largest", "rooms", "rooms --largest 4 --loops 0",
    "hunt --positions 4",
  ]

  /// The seed is told, and gives the same map again; a file gets what standard output would.
  @Test(arguments: kinds)
  func everyKindFromItsSeed(kind: String) throws {
    try withTemporaryFolder { folder in
      let drawn = try shell("\"$treasure\" generate \(kind)", in: folder)
      #expect(drawn.status == 0)
      #expect(drawn.errors.hasPrefix("seed: ") && drawn.lines.count > 10)
      let seed = drawn.errors.dropFirst("seed: ".count).dropLast()
      let again = try shell(
        """
        "$treasure" generate \(kind) --seed \(seed) -o out.txt && cat out.txt && ls
        """, in: folder)
      #expect(again.output == drawn.output + "out.txt\n")
      #expect(again.errors == drawn.errors)
      let check = try shell(
        "\"$treasure\" generate \(kind) 2> /dev/null | \"$treasure\" check")
      #expect(check.status == 0, "\(check)")
    }
  }

  @Test(arguments: [("1", 1), ("5", 5), ("40", 40)])
  func huntsToOrder(positions: String, count: Int) throws {
    let outcome = try shell(
      """
      "$treasure" generate hunt --positions \(positions) --seed 2 2> /dev/null |
        "$treasure" solve --count
      """)
    #expect(outcome.output == "\(count)\n")
  }

  @Test func noHuntWithinTheLimit() throws {
    let outcome = try treasure(
      "generate", "hunt", "--positions", "5", "--route", "N", "--limit", "30", "--seed", "1")
    #expect(
      outcome
        == Outcome(
          status: 1, output: "",
          errors: "seed: 1\nno map with exactly 5 positions was found within 30 maps\n"))
    #expect(
      try withTemporaryFolder { folder in
        try shell(
          "\"$treasure\" generate hunt --positions 5 --route N --limit 3 -o out.txt; ls", in: folder
        )
      }.output.isEmpty)
  }

  /// Whatever ends the program, no part of a file is left, and an old one stays as it was. An interrupt
  /// is no different, but a shell's background jobs ignore it.
  @Test(arguments: [("TERM", 143), ("HUP", 129)])
  func signalsLeaveNoFile(signal: String, status: Int) throws {
    try withTemporaryFolder { folder in
      try folder.write("old\n", to: "out.txt")
      let outcome = try shell(
        """
        "$treasure" generate maze --algorithm wilson --width 16001 --height 16001 -o out.txt 2> /dev/null &
        until ls | grep -q 'out.txt\\.'; do :; done
        kill -\(signal) $!
        wait $!
        echo "$?"; ls; cat out.txt
        """, in: folder)
      #expect(outcome.output == "\(status)\nout.txt\nold\n")
    }
  }

  /// A map that is seen as it is made needs no other sign.
  @Test func noProgressInAMap() throws {
    let seen = try treasure(
      "generate", "rooms", "--seed", "1", "--width", "3000", "--height", "1500",
      onTerminal: [.output, .errors], window: (80, 24), environment: ["TERM": "xterm"])
    #expect(seen.status == 0)
    #expect(seen.output.hasPrefix("seed: 1\n#####") && seen.lines.count == 1502)
    #expect(!seen.output.contains("%"))
  }

  /// Wilson's first walks meet nothing for long: they show that they are on their way all the same.
  @Test func progressOfAMaze() throws {
    let outcome = try treasure(
      "generate", "maze", "--algorithm", "wilson", "--seed", "1", "--width", "16001", "--height",
      "16001", "-o", "/dev/null", onTerminal: [.errors], window: (80, 24),
      environment: ["TERM": "xterm"], interruptedAfter: "16001×16001 wilson\u{1B}[K")
    #expect(outcome.status == SIGINT)
    #expect(outcome.output.hasPrefix("seed: 1\n\r[") && outcome.output.contains("] 0 % "))
  }

  @Test(arguments: [
    ("maze --width 2", "a map of 2×17 cells is not possible"),
    ("maze --start 2,1", "2,1 is no room of the maze"),
    ("maze --start 31,16", "31,16 is no room of the maze"),
    ("maze --loops 2", "--loops must be 0 to 1"),
    ("maze --algorithm dig", "the value 'dig' is invalid for '--algorithm <algorithm>'"),
    ("caves --density 2", "--density must be 0 to 1"),
    ("caves --steps 101", "--steps must be 0 to 100"),
    ("caves --caves largest --seed 3 --start 0,0", "0,0 is not in the largest cave"),
    ("rooms --largest 2", "--largest must be 3 to 64"),
    ("rooms --height 2", "a map of 64×2 cells is not possible"),
    ("hunt", "missing expected argument '--positions <n>'"),
    ("hunt --positions 0", "--positions must be at least 1"),
    ("hunt --positions 512", "32×16 cells cannot have 512 positions"),
    ("hunt --positions 1 --limit 0", "--limit must be at least 1"),
    ("hunt --positions 1 --route N --route E", "a map wants a single --route"),
    ("random -o /nowhere/map.txt", "cannot write to '/nowhere/map.txt'"),
  ])
  func refusalsOfEveryKind(arguments: String, message: String) throws {
    let outcome = try shell("\"$treasure\" generate \(arguments)")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errors.split(separator: "\n").contains { $0.hasPrefix("error: \(message)") },
      "\(outcome)")
  }

  @Test(arguments: [
    ("--width 0", "a map of 0×16 cells is not possible"),
    ("--width -1", "a map of -1×16 cells is not possible"),
    ("--height -1", "a map of 32×-1 cells is not possible"),
    ("--density -1", "--density must be 0 to 1"),
    ("--seed -1", "the value '-1' is invalid for '--seed <n>'"),
    ("--height 2000000", "a map of 32×2000000 cells is not possible"),
    ("--density 1.5", "--density must be 0 to 1"), ("--density nan", "--density must be 0 to 1"),
    ("--start 32,0", "32,0 is off the map, which is 32 wide and 16 high"),
    ("--start here", "'here' is not a cell; expected x,y"),
  ])
  func refusals(options: String, message: String) throws {
    let outcome = try shell("\"$treasure\" generate random \(options)")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("error: \(message)\n"))
  }
}
