import Foundation
import Testing

struct BenchTests {
  private let map = "type octile\nheight 2\nwidth 4\nmap\n..@.\n....\n"

  private func folder<Result>(
    scenario: String, map: String = "a.map", _ body: (URL) throws -> Result
  ) throws -> Result {
    try withTemporaryFolder { folder in
      try folder.write(scenario, to: "a.scen")
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent("maps/deep"), withIntermediateDirectories: true)
      try folder.write(self.map, to: map)
      return try body(folder)
    }
  }

  private let sound = "version 1\n0\tmaps/deep/a.map\t4\t2\t0\t0\t3\t0\t4.41421356\n"

  /// Times differ; everything else is as it is.
  @Test func table() throws {
    try folder(scenario: sound) { folder in
      let outcome = try treasure("bench", "a.scen", in: folder)
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      let rows = outcome.lines.map { $0.split(separator: " ", omittingEmptySubsequences: true) }
      #expect(outcome.line(0)?.hasPrefix("scenario  algorithm  experiments  set-up ms") == true)
      #expect(rows[1].first == "a.scen" && rows[1][1] == "jps+" && rows[1][2] == "1")
      #expect(rows[1].last == "0")
    }
  }

  /// Beside the scenario by its name, where the scenario says, and in --maps.
  @Test(arguments: ["a.map", "maps/deep/a.map", "maps/a.map"])
  func placesOfMaps(place: String) throws {
    try folder(scenario: sound, map: place) { folder in
      let outcome = try treasure("bench", "--maps", "maps", "a.scen", in: folder)
      #expect(outcome.status == 0)
    }
  }

  @Test func allAlgorithmsAndTotals() throws {
    try folder(scenario: sound) { folder in
      try folder.write(sound, to: "b.scen")
      let outcome = try treasure("bench", "--algorithm", "all", "a.scen", "b.scen", in: folder)
      #expect(outcome.status == 0)
      let rows = outcome.lines.dropFirst().dropLast().map { $0.split(separator: " ").prefix(3) }
      let names = ["dijkstra", "astar", "jps", "jps+"]
      #expect(
        rows.map { "\($0[0])" }
          == ["a.scen", "b.scen", "total"].flatMap { Array(repeating: $0, count: 4) })
      #expect(rows.map { "\($0[1])" } == names + names + names)
      #expect(
        rows.map { "\($0[2])" } == Array(repeating: "1", count: 8) + Array(repeating: "2", count: 4)
      )
    }
  }

  @Test func mismatchesAreToldWithTheirLines() throws {
    let scenario = """
      version 1
      0\ta.map\t4\t2\t0\t0\t3\t0\t4.5
      0\ta.map\t4\t2\t2\t0\t3\t0\t1
      0\ta.map\t4\t2\t0\t0\t3\t9\t1

      """
    try folder(scenario: scenario) { folder in
      let outcome = try treasure("bench", "--algorithm", "jps", "a.scen", in: folder)
      #expect(outcome.status == 1)
      #expect(
        outcome.output.split(separator: "\n").dropFirst(2) == [
          "a.scen:2: 0,0 to 3,0: length 4.41421356 instead of 4.5 (jps)",
          "a.scen:3: 2,0 to 3,0: the start is an obstacle (jps)",
          "a.scen:4: 0,0 to 3,9: the goal is off the map (jps)",
        ])
    }
  }

  @Test func json() throws {
    try folder(scenario: sound + "0 a.map 8 4 0 0 1 1 2\r\n") { folder in
      let outcome = try treasure("bench", "--json", "--rounds", "3", "a.scen", in: folder)
      #expect(outcome.status == 1)
      let document = try #require(
        try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      #expect(document["schema"] as? String == "treasure.bench/1")
      let result = try #require((document["results"] as? [[String: Any]])?.first)
      #expect(result["experiments"] as? Int == 2)
      #expect(result["algorithm"] as? String == "jps+")
      #expect((result["microseconds"] as? [String: Any])?["p99"] is NSNumber)
      let mismatch = try #require((result["mismatches"] as? [[String: Any]])?.first)
      #expect(mismatch["line"] as? Int == 3)
      #expect(mismatch["expected"] as? String == "2")
      #expect(
        mismatch["message"] as? String == "0,0 to 1,1: length 1.41421356 instead of 2")
    }
  }

  @Test func noMap() throws {
    try folder(scenario: sound, map: "b.map") { folder in
      let outcome = try treasure("bench", "a.scen", in: folder)
      #expect(
        outcome
          == Outcome(
            status: 2, output: "",
            errors: """
              error: the map 'maps/deep/a.map' is not there
                --> a.scen:2:1
                 = help: put it beside the scenario, or name its folder with --maps

              """))
    }
  }

  /// What `scenario` writes, `bench` must be able to read.
  @Test func mapsWhoseNamesCannotStandInAScenario() throws {
    try folder(scenario: "", map: "a  b.map") { folder in
      let outcome = try treasure("scenario", "a  b.map", in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.output.isEmpty)
      #expect(
        outcome.errors == """
          error: the name 'a  b.map' cannot stand in a scenario
            = help: fields are parted by blanks; rename the map

          """)
    }
  }

  /// A line of a file made the program ask for 32 GB, and crash.
  @Test func scaleThatDoesNotFitIntoMemory() throws {
    try folder(scenario: "version 1\n0 a.map 4000000 2000000 0 0 1 1 2\n") { folder in
      let outcome = try treasure("bench", "a.scen", in: folder)
      #expect(outcome.status == 2)
      #expect(
        outcome.errors.hasPrefix(
          "error: 4000000×2000000 cells do not fit into this machine's memory\n  --> a.scen:2:1\n"),
        "\(outcome.errors)")
    }
  }

  @Test func scaleThatIsNone() throws {
    try folder(scenario: "version 1\n0 a.map 6 3 0 0 1 1 2\n") { folder in
      let errors = try treasure("bench", "a.scen", in: folder).errors
      #expect(
        errors
          == """
          error: the map is 4×2, and 6×3 is no whole multiple of that
            --> a.scen:2:1
             = help: a map can be scaled to twice its size, three times, and so on

          """)
    }
  }

  @Test func faultyScenario() throws {
    try folder(scenario: "version 1\n0 a.map 4 2 0 0 x 1 2\n") { folder in
      let errors = try treasure("bench", "a.scen", in: folder).errors
      #expect(
        errors
          == """
          error: 'x' is not a whole number
            --> a.scen:2:17
             |
           2 | 0 a.map 4 2 0 0 x 1 2
             |                 ^

          """)
      let others = try treasure("bench", "none.scen", in: folder).errors
      #expect(
        others
          == "error: cannot read 'none.scen': No such file or directory\n")
    }
  }

  @Test func usageErrors() throws {
    #expect(try treasure("bench").status == 2)
    #expect(
      try treasure("bench", "--algorithm", "bfs", "a.scen").errors.hasPrefix(
        "error: the value 'bfs' is invalid for '--algorithm <algorithm>'. Please provide one of "
          + "the following:\n  - auto\n  - all\n  - dijkstra\n  - astar\n  - jps\n  - jps+\n"))
    #expect(
      try treasure("bench", "--rounds", "0", "a.scen").errors.hasPrefix(
        "error: --rounds must be 1 to 1000\n"))
  }

  /// What 'scenario' writes, 'bench' finds right.
  @Test func scenarioOfAMap() throws {
    try withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("a.scen").path
      let written = try shell(
        "\"$treasure\" scenario --count 50 --seed 3 maps/walled.txt > '\(path)'")
      #expect(written == Outcome(status: 0, output: "", errors: "seed: 3\n"))
      let outcome = try treasure("bench", "--algorithm", "all", "--maps", ".", path)
      #expect(outcome.status == 0, "\(outcome)")
    }
  }

  @Test func scenarioThatCannotBe() throws {
    #expect(
      try treasure("scenario", "--seed", "3", input: "X#.\n")
        == Outcome(
          status: 2, output: "",
          errors: "seed: 3\nerror: hardly any two cells of '<stdin>' are joined by a path\n"))
    #expect(
      try treasure("scenario", "--format", "digits", "--seed", "3", input: "12\n").errors
        == "error: the cells of '<stdin>' have costs, of which a scenario knows nothing\n")
  }
}
