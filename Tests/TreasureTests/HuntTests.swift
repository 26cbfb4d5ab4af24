import Foundation
import Testing

struct HuntTests {
  @Test func mapThenWalkThenMap() throws {
    let expected = """
      ########
      #......#
      #.###$$#
      #...#$##
      #X#$.$.#
      ########

      The treasure is on one of 5 positions. This way it is found:
      Up 3 steps, Right 4 steps, Down 2 steps

      ########
      #+---+.#
      #|###|$#
      #|..#T##
      #X#$.$.#
      ########

      Found at 5,3, as x,y from 0,0 at the top left.

      """
    let outcome = Outcome(status: 0, output: expected, errors: "")
    #expect(try treasure("hunt", "--seed", "7", "maps/assessment.txt") == outcome)
    #expect(try treasure("hunt", "--seed", "7", input: assessment) == outcome)
  }

  @Test func onlyPosition() throws {
    #expect(
      try treasure("hunt", "--seed", "1", "maps/single.txt").output
        == """
        #####
        #...#
        #.#$#
        #X###
        #####

        The treasure is on the only position. This way it is found:
        Up 2 steps, Right 2 steps, Down 1 step

        #####
        #+-+#
        #|#T#
        #X###
        #####

        Found at 3,2, as x,y from 0,0 at the top left.

        """)
  }

  @Test func nothingToFind() throws {
    let outcome = try treasure("hunt", "maps/none.txt")
    let map = try String(
      contentsOf: packageFolder.appendingPathComponent("maps/none.txt"), encoding: .utf8)
    #expect(
      outcome
        == Outcome(
          status: 1, output: map + "\nNo position fits the route N+ E+ S+.\n", errors: ""))
    let json = try treasure("hunt", "--json", "--seed", "1", "maps/none.txt")
    #expect(json.status == 1)
    #expect(json.output.hasSuffix("  \"seed\": \"1\",\n  \"count\": 0\n}\n"))
    _ = try parsed(json)
  }

  @Test func seedThatWasDrawnHidesTheSameTreasure() throws {
    let drawn = try treasure("hunt", "maps/open.txt")
    #expect(drawn.errors.hasPrefix("seed: ") && drawn.errors.hasSuffix("\n"))
    let seed = drawn.errors.dropFirst("seed: ".count).dropLast()
    let repeated = try treasure("hunt", "--seed", String(seed), "maps/open.txt")
    #expect(repeated == Outcome(status: 0, output: drawn.output, errors: ""))
    #expect(try treasure("hunt", "maps/open.txt").errors != drawn.errors)
  }

  @Test func anyRouteFromAnyStart() throws {
    let outcome = try treasure(
      "hunt", "--seed", "3", "--from", "4,3", "--coords", "cartesian", "--route", "(NE|W)+ S",
      "maps/open.txt")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\nUp-right "))
    #expect(outcome.output.hasSuffix(", as x,y from 0,0 at the bottom left, y up.\n"))
    #expect(
      try treasure("hunt", "--seed", "3", "--min-steps", "2", "maps/assessment.txt").output
        .contains("\nThe treasure is on one of 2 positions. "))
  }

  @Test func json() throws {
    #expect(
      try treasure("hunt", "--json", "--seed", "7", "--one-based", "maps/assessment.txt")
        == Outcome(
          status: 0,
          output: """
            {
              "schema": "treasure.hunt/1",
              "map": {"path": "maps/assessment.txt", "width": 8, "height": 6, "start": {"x": 1, "y": 4}},
              "routes": ["N+ E+ S+"],
              "seed": "7",
              "count": 5,
              "treasure": {"x": 5, "y": 3},
              "path": "N3 E4 S2",
              "steps": 9,
              "words": "Up 3 steps, Right 4 steps, Down 2 steps"
            }

            """, errors: ""))
  }

  /// The positions that `solve` prints, and no others, over many seeds.
  @Test func hidesWhereSolveSays() throws {
    let hidden = try shell(
      """
      for seed in $(seq 60); do "$treasure" hunt --json --seed $seed maps/assessment.txt; done |
        sed -n 's/.*"treasure": {"x": \\(.*\\), "y": \\(.*\\)},/\\1,\\2/p'
      """)
    #expect(hidden.lines.count == 61)
    #expect(
      Set(hidden.lines) == Set(try treasure("solve", "--plain", "maps/assessment.txt").lines))
  }

  @Test(arguments: [
    ("--route N --route E", "a hunt wants a single --route"),
    ("--route N --min-steps 1", "--min-steps is about the default route and excludes --route"),
    ("--width 0", "--width must be at least 1"), ("--height=-3", "--height must be at least 1"),
    ("--seed x", "the value 'x' is invalid for '--seed <n>'"),
  ])
  func refusals(options: String, message: String) throws {
    let outcome = try shell("\"$treasure\" hunt \(options)", input: assessment)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("error: \(message)\n"))
  }
}
