import Foundation
import Testing

/// The output forms of `solve`.
struct SolveTests {
  @Test func defaultIsGridAndSentenceAndPositions() throws {
    let expected = """
      ########
      #......#
      #.###$$#
      #...#$##
      #X#$.$.#
      ########

      5 positions, as x,y from 0,0 at the top left:
      5,2
      6,2
      5,3
      3,4
      5,4

      """
    #expect(
      try treasure("solve", "maps/assessment.txt")
        == Outcome(status: 0, output: expected, errors: ""))
    #expect(try treasure("solve", input: assessment).output == expected)
    #expect(try treasure("solve", "-", input: assessment).output == expected)
  }

  /// The answer that is often given for this map lacks (2,2) or adds (1,1).
  @Test func mapOnWhichAKnownAnswerGoesWrong() throws {
    let outcome = try treasure(
      "solve", "--plain", input: "#####\n#..##\n#...#\n#...#\n#X..#\n#####\n")
    #expect(outcome == Outcome(status: 0, output: "2,2\n2,3\n3,3\n2,4\n3,4\n", errors: ""))
  }

  @Test func grid() throws {
    let outcome = try treasure("solve", "--grid", input: assessment)
    #expect(
      outcome.output == "########\n#......#\n#.###$$#\n#...#$##\n#X#$.$.#\n########\n")
    #expect(outcome.status == 0)
  }

  @Test func plain() throws {
    #expect(
      try treasure("solve", "--plain", input: assessment)
        == Outcome(status: 0, output: "5,2\n6,2\n5,3\n3,4\n5,4\n", errors: ""))
  }

  @Test func count() throws {
    #expect(
      try treasure("solve", "--count", input: assessment)
        == Outcome(status: 0, output: "5\n", errors: ""))
  }

  @Test func json() throws {
    let outcome = try treasure("solve", "--json", "maps/assessment.txt")
    #expect(
      outcome
        == Outcome(
          status: 0,
          output: """
            {
              "schema": "treasure.solve/1",
              "map": {"path": "maps/assessment.txt", "width": 8, "height": 6, "start": {"x": 1, "y": 4}},
              "routes": ["N+ E+ S+"],
              "count": 5,
              "positions": [
                {"x": 5, "y": 2},
                {"x": 6, "y": 2},
                {"x": 5, "y": 3},
                {"x": 3, "y": 4},
                {"x": 5, "y": 4}
              ]
            }

            """, errors: ""))
  }

  @Test func nothingFound() throws {
    let map = try String(
      contentsOf: packageFolder.appendingPathComponent("maps/none.txt"), encoding: .utf8)
    let text = try treasure("solve", "maps/none.txt")
    #expect(
      text
        == Outcome(
          status: 1, output: map + "\nNo position fits the route N+ E+ S+.\n", errors: ""))
    #expect(
      try treasure("solve", "--route", "N+", "--route", "E+", "maps/none.txt").lines.dropLast().last
        == "No position fits the routes N+ and E+.")
    #expect(
      try treasure("solve", "--grid", "maps/none.txt")
        == Outcome(status: 1, output: map, errors: ""))
    #expect(
      try treasure("solve", "--plain", "maps/none.txt")
        == Outcome(status: 1, output: "", errors: ""))
    #expect(
      try treasure("solve", "--count", "maps/none.txt")
        == Outcome(status: 1, output: "0\n", errors: ""))
    let json = try treasure("solve", "--json", "maps/none.txt")
    #expect(json.status == 1)
    #expect(json.output.hasSuffix("  \"count\": 0,\n  \"positions\": []\n}\n"))
    _ = try parsed(json)
  }

  @Test(arguments: [("open", 105), ("walled", 34), ("spiral", 9), ("single", 1)])
  func ownMaps(name: String, count: Int) throws {
    #expect(
      try treasure("solve", "--count", "maps/\(name).txt")
        == Outcome(status: 0, output: "\(count)\n", errors: ""))
  }

  @Test func onePositionIsSingular() throws {
    #expect(
      try treasure("solve", "maps/single.txt").output.contains(
        "\n1 position, as x,y from 0,0 at the top left:\n3,2\n"))
  }

  @Test func paths() throws {
    let outcome = try treasure("solve", "--paths", input: assessment)
    #expect(
      outcome.line(7) == "5 positions, as x,y from 0,0 at the top left, each with a shortest walk:")
    #expect(
      outcome.lines.dropFirst(8).map(String.init) == [
        "5,2  N3 E4 S1", "6,2  N3 E5 S1", "5,3  N3 E4 S2", "3,4  N1 E2 S1", "5,4  N3 E4 S3", "",
      ])
  }

  @Test func weights() throws {
    let outcome = try treasure("solve", "--weights", input: assessment)
    #expect(
      outcome.line(7)
        == "5 positions, as x,y from 0,0 at the top left, each with its share of 5 walks:")
    #expect(
      outcome.lines.dropFirst(8).map(String.init) == [
        "5,2  1 walk  20.0 %", "6,2  1 walk  20.0 %", "5,3  1 walk  20.0 %",
        "3,4  1 walk  20.0 %", "5,4  1 walk  20.0 %", "",
      ])
  }

  @Test func weightsAlign() throws {
    let outcome = try treasure(
      "solve", "--weights", "--paths", "--route", "(N|E){2,4}", "--from", "0,11",
      input: Array(repeating: String(repeating: ".", count: 12) + "\n", count: 12).joined())
    let table = outcome.lines.dropFirst(14).dropLast()
    #expect(table.first == "0,7   1 walk    3.6 %  N4")
    #expect(table.contains("2,9   6 walks  21.4 %  N2 E2"))
    #expect(
      table.contains("1,10  2 walks   7.1 %  N1 E1")
        || table.contains("1,10  2 walks   7.1 %  E1 N1"))
  }

  @Test func detailsInJSON() throws {
    let outcome = try treasure("solve", "--json", "--paths", "--weights", input: assessment)
    let document = try parsed(outcome)
    let positions = try #require(document["positions"] as? [[String: Any]])
    #expect(positions.count == 5)
    #expect(positions[3]["path"] as? String == "N1 E2 S1")
    #expect(positions[3]["walks"] as? String == "1")
    #expect(positions[3]["share"] as? Double == 0.2)
  }

  @Test func explanation() throws {
    let found = try treasure("solve", "--explain", "5,2", input: assessment)
    #expect(found.status == 0)
    #expect(!found.output.isEmpty)
    let missed = try treasure("solve", "--explain", "6,4", input: assessment)
    #expect(missed.status == 1)
    #expect(!missed.output.isEmpty)
    let document = try parsed(
      try treasure("solve", "--json", "--explain", "6,4", input: assessment))
    #expect(document["schema"] as? String == "treasure.explain/1")
    #expect(document["isPosition"] as? Bool == false)
    #expect(document["cell"] as? [String: Int] == ["x": 6, "y": 4])
    #expect(document["routes"] as? [String] == ["N+ E+ S+"])
    #expect((document["map"] as? [String: Any])?["path"] as? String == "<stdin>")
    #expect((document["lines"] as? [String])?.isEmpty == false)
  }
}

/// The document, parsed by an implementation that is not ours.
func parsed(_ outcome: Outcome) throws -> [String: Any] {
  #expect(outcome.output.hasSuffix("}\n"))
  let check = try shell("python3 -m json.tool > /dev/null", input: outcome.output)
  #expect(check.status == 0, "\(check)")
  return try #require(
    JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
}
