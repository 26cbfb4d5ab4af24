import Foundation
import GridFormats
import GridTesting
import Grids
import Puzzles
import Testing

/// Keys and doors against plain search, on seeded random maps.
struct KeyPuzzleTests {
  private func solution(_ rows: [String], _ comment: Comment) throws -> KeySolution? {
    let puzzle = try KeyPuzzle(HeldText(rows.joined(separator: "\n"), name: "map"))
    guard case .solved(let solution) = try puzzle.solve() else { return nil }
    #expect(puzzle.replay(solution) == puzzle.allKeys, comment)
    return solution
  }

  @Test(arguments: 0..<40)
  func agreesWithPlainSearch(group: Int) throws {
    for seed in group * 10..<(group + 1) * 10 {
      var generator = SeededGenerator(seed: seed)
      let startCount = seed % 3 == 0 ? 2 : 1
      let rows = KeyMaps.random(
        width: .random(in: 2...(startCount == 2 ? 5 : 8), using: &generator),
        height: .random(in: 2...(startCount == 2 ? 5 : 8), using: &generator),
        keyCount: .random(in: 0...4, using: &generator),
        doorCount: .random(in: 0...8, using: &generator), startCount: startCount,
        density: [0, 0.15, 0.35][seed % 7 % 3], using: &generator)
      guard rows.contains(where: { $0.contains("@") }) else { continue }
      let comment: Comment = "seed \(seed)\n\(rows.joined(separator: "\n"))"
      let solution = try solution(rows, comment)
      #expect(solution?.stepCount == referenceKeySteps(rows), comment)
    }
  }

  /// Halls with many doors between few walls: there, ways that need different keys matter.
  @Test(arguments: 0..<20)
  func openMaps(seed: Int) throws {
    var generator = SeededGenerator(seed: 1000 + seed)
    let rows = KeyMaps.random(
      width: 8, height: 8, keyCount: 5, doorCount: 24, startCount: 1, density: 0.05,
      using: &generator)
    let comment: Comment = "seed \(seed)\n\(rows.joined(separator: "\n"))"
    #expect(try solution(rows, comment)?.stepCount == referenceKeySteps(rows), comment)
  }

  /// A short way through a door, whose key is far, and a longer one around.
  @Test func detoursAreKept() throws {
    let rows = [
      "#########",
      "#@.A.b..#",
      "#.#####.#",
      "#......a#",
      "#########",
    ]
    #expect(try solution(rows, "")?.stepCount == referenceKeySteps(rows))
    #expect(try solution(rows, "")?.errands.map(\.key) == [0, 1])
  }

  @Test func aKeyOutOfReach() throws {
    let puzzle = try KeyPuzzle(HeldText("@Ba\n#A#\n.b.\n", name: "map"))
    guard case .outOfReach(let keys) = try puzzle.solve() else {
      Issue.record("solved")
      return
    }
    #expect(keys == puzzle.allKeys)
  }

  @Test func doorsWithoutKeyStayShut() throws {
    let puzzle = try KeyPuzzle(HeldText("@.Za\n#..#\n.Z.B\n", name: "map"))
    #expect(puzzle.shutDoors.map(\.name) == ["B", "Z"])
    #expect(puzzle.shutDoors.map(\.first) == [Cell(x: 3, y: 2), Cell(x: 2, y: 0)])
    #expect(puzzle.shutDoors.map(\.count) == [1, 2])
    #expect(try solution(["@.Za", "#..#"], "") == nil)

  }

  @Test func noKeys() throws {
    #expect(try solution(["@"], "")?.stepCount == 0)
  }

  @Test func splitting() throws {
    let text = try HeldText("#######\n#a...b#\n#..@..#\n#c...d#\n#######\n", name: "map")
    #expect(throws: MapError.self) {
      try KeyPuzzle(HeldText("#@#\n...\n...", name: "map"), splitsStart: true)
    }
    let puzzle = try KeyPuzzle(text, splitsStart: true)
    #expect(
      puzzle.starts == [
        Cell(x: 2, y: 1), Cell(x: 4, y: 1), Cell(x: 2, y: 3), Cell(x: 4, y: 3),
      ])
    guard case .solved(let solution) = try puzzle.solve() else {
      Issue.record("not solved")
      return
    }
    #expect(solution.stepCount == 4)
  }

  /// The largest inputs of this kind are what the generator makes; they are solved, and the walk is checked.
  @Test(arguments: [(0, "keys-maze"), (200, "keys-loops")], [false, true])
  func largeMaps(_ map: (loopCount: Int, name: String), splitsStart: Bool) throws {
    let text = try fileOfMaps("\(map.name).txt")
    #expect(text == KeyMaps.large(loopCount: map.loopCount).map { $0 + "\n" }.joined())
    let puzzle = try KeyPuzzle(HeldText(text, name: map.name), splitsStart: splitsStart)
    guard case .solved(let solution) = try puzzle.solve() else {
      Issue.record("not solved")
      return
    }
    #expect(puzzle.replay(solution) == puzzle.allKeys)
  }

  /// Mazes small enough for plain search.
  @Test(arguments: 0..<20)
  func smallMazes(seed: Int) throws {
    var generator = SeededGenerator(seed: 2000 + seed)
    let rows = KeyMaps.maze(
      side: 15, keyCount: 6, doorCount: 6, loopCount: seed % 4 * 4, startCount: 1,
      using: &generator)
    let comment: Comment = "seed \(seed)\n\(rows.joined(separator: "\n"))"
    #expect(try solution(rows, comment)?.stepCount == referenceKeySteps(rows), comment)
  }

  @Test func limits() throws {
    var generator = SeededGenerator(seed: 3)
    let rows = KeyMaps.random(
      width: 40, height: 40, keyCount: 26, doorCount: 0, startCount: 5, density: 0,
      using: &generator)
    let puzzle = try KeyPuzzle(HeldText(rows.joined(separator: "\n"), name: "map"))
    #expect(throws: LimitReached.memory) {
      try puzzle.solve(limits: SearchLimits(byteCount: 1000))
    }
    #expect(throws: LimitReached.time) {
      try puzzle.solve(limits: SearchLimits(duration: .zero))
    }
  }

  @Test(arguments: [
    ("", 1, 1, "the map is empty"),
    ("#.#\n", 1, 1, "no start: the map has no '@'"),
    ("@.#\n#..#\n", 2, 4, "row 2 is 4 cells wide, the first is 3"),
    ("@a#\n#a.\n", 2, 2, "more than one key 'a': line 1 column 2, and line 2 column 2"),
    ("@a\n\n.#\n", 2, 1, "line 2 is blank, but more rows follow"),
    (
      "@a\n.é\n", 2, 2, "unknown glyph 'é'; expected '#', '.', '@', a key a-z or a door A-Z"
    ),
    ("@@@@\n@@@@\n", 2, 4, "8 starts are too many"),
  ])
  func faults(text: String, line: Int, column: Int, message: String) throws {
    expectFault(line: line, column: column, message) {
      try KeyPuzzle(HeldText(text, name: "map"))
    }
  }
}

/// A file of the folder `maps`.
func fileOfMaps(_ name: String) throws -> String {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  return try String(contentsOf: folder.appendingPathComponent("maps/\(name)"), encoding: .utf8)
}

/// Expects the first fault of a text at a place.
func expectFault<Answer>(
  line: Int, column: Int, _ message: String, _ body: () throws -> Answer
) {
  do {
    _ = try body()
    Issue.record("no fault, but expected: \(message)")
  } catch MapError.malformed(_, let faults, _) {
    #expect(faults.map(\.message) == [message])
    #expect(faults.map(\.line) == [line])
    #expect(faults.map(\.column) == [column])
  } catch {
    Issue.record("\(error)")
  }
}
