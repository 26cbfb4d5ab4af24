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
