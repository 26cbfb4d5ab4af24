import Foundation
import Testing

struct CheckTests {
  @Test func sound() throws {
    #expect(
      try treasure("check", "maps/assessment.txt", "maps/open.txt")
        == Outcome(
          status: 0,
          output: """
            maps/assessment.txt: ok, 8×6, start 1,4
            maps/open.txt: ok, 16×8, start 0,7

            """, errors: ""))
    #expect(
      try treasure("check", "--coords", "cartesian", "--one-based", input: assessment).output
        == "<stdin>: ok, 8×6, start 2,2\n")
  }

  /// Its format has no start, so that none is missing.
  @Test func octileHasNoStart() throws {
    #expect(
      try treasure("check", input: "type octile\nheight 1\nwidth 3\nmap\n.@.\n")
        == Outcome(status: 0, output: "<stdin>: ok, 3×1, no start\n", errors: ""))
  }

  @Test func everyFaultOfEveryMap() throws {
    try withTemporaryFolder { folder in
      try folder.write("####\n#X.\n#?.#\n####\n", to: "a.txt")
      try folder.write(assessment, to: "b.txt")
      try folder.write("###\n#X#\n##\n", to: "c.txt")
      let outcome = try treasure("check", "a.txt", "b.txt", "c.txt", in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.isEmpty)
      let places = outcome.lines.filter { $0.contains("-->") || $0.contains(": ok") }
      #expect(
        places == [
          "  --> a.txt:2:4", "  --> a.txt:3:2", "b.txt: ok, 8×6, start 1,4", "  --> c.txt:3:3",
        ])
    }
  }

  @Test func unreadableIsAFailure() throws {
    let outcome = try treasure("check", "maps/missing.txt", "maps/open.txt")
    #expect(
      outcome
        == Outcome(
          status: 2, output: "maps/open.txt: ok, 16×8, start 0,7\n",
          errors: "error: cannot read 'maps/missing.txt': No such file or directory\n"))
  }

  @Test func json() throws {
    try withTemporaryFolder { folder in
      try folder.write("####\n#X.\n####\n", to: "a.txt")
      try folder.write(assessment, to: "b.txt")
      let outcome = try treasure("check", "--json", "a.txt", "b.txt", "c.txt", in: folder)
      #expect(outcome.status == 2)
      let document = try parsed(outcome)
      #expect(document["schema"] as? String == "treasure.check/1")
      let maps = try #require(document["maps"] as? [[String: Any]])
      try #require(maps.count == 3)
      #expect(maps[0]["path"] as? String == "a.txt")
      let faults = try #require(maps[0]["faults"] as? [[String: Any]])
      #expect(faults.first?["line"] as? Int == 2)
      #expect(faults.first?["column"] as? Int == 4)
      #expect(faults.first?["message"] as? String == "row 2 is 3 cells wide, the first is 4")
      #expect(maps[1]["width"] as? Int == 8)
      #expect(maps[1]["start"] as? [String: Int] == ["x": 1, "y": 4])
      #expect((maps[1]["faults"] as? [Any])?.isEmpty == true)
      #expect(maps[2]["error"] as? String == "No such file or directory")
    }
    #expect(try treasure("check", "--json", "maps/open.txt").status == 0)
  }

  /// A file that is no map has a fault in each cell; nobody reads them all.
  @Test(arguments: [(0, nil), (1, "<stdin>: 1 more fault"), (50, "<stdin>: 50 more faults")])
  func faultsAreCountedBeyondALimit(more: Int, sentence: String?) throws {
    let rows = String(repeating: String(repeating: "?.", count: 100) + "\n", count: 100)
    let last = String(repeating: "?.", count: more) + String(repeating: ".", count: 199 - 2 * more)
    let outcome = try treasure("check", input: rows + last + "X\n")
    #expect(outcome.status == 1)
    #expect(outcome.lines.count { $0.contains("-->") } == 10_000)
    #expect(outcome.lines.last { $0.contains("more fault") }.map(String.init) == sentence)
  }

  @Test func everyFaultOfATextThatIsPartlyNone() throws {
    let outcome = try shell("printf 'X..\\n.\\377.\\n..\\n.x.\\n' | \"$treasure\" check")
    #expect(outcome.status == 1)
    #expect(
      outcome.lines.filter { $0.contains("-->") } == [
        "  --> <stdin>:2:2", "  --> <stdin>:3:3", "  --> <stdin>:4:2",
      ])
  }

  @Test func everyFaultOfAHeader() throws {
    let outcome = try treasure("check", input: "type octile\nheight x\nwidth y\nmap\n...\n")
    #expect(outcome.status == 1)
    #expect(
      outcome.lines.filter { $0.contains("-->") } == [
        "  --> <stdin>:2:8", "  --> <stdin>:3:7",
      ])
  }
}
