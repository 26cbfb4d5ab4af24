import GridFormats
import GridTesting
import Grids
import Puzzles
import Testing

/// Sokoban against plain search, and the collection of this house.
struct SokobanTests {
  private func boards(_ text: String) throws -> [SokobanBoard] {
    try SokobanCollection(HeldText(text, name: "levels")).levels.map { level throws in
      try SokobanBoard(level)
    }
  }

  /// Solves a level and plays the solution.
  private func pushes(_ board: SokobanBoard, _ comment: Comment) throws -> Int {
    guard let solution = try board.solution() else { return -1 }
    var replay = SokobanReplay(board)
    let isSolved = replay.make(all: solution.moves)
    #expect(isSolved, comment)
    #expect(replay.pushCount == solution.pushCount, comment)
    #expect(replay.moveCount == solution.moveCount, comment)
    return solution.pushCount
  }

  /// Boxes and goals anywhere: many of these levels have no solution.
  @Test(arguments: 0..<40)
  func agreesWithPlainSearch(group: Int) throws {
    for seed in group * 10..<(group + 1) * 10 {
      var generator = SeededGenerator(seed: seed)
      let (width, height) = (
        Int.random(in: 4...7, using: &generator), Int.random(in: 4...6, using: &generator)
      )
      var rows = (0..<height).map { y in
        (0..<width).map { x -> Character in
          x == 0 || y == 0 || x == width - 1 || y == height - 1 || generator.chance(0.12)
            ? "#" : " "
        }
      }
      var cells = (0..<width * height).filter { rows[$0 / width][$0 % width] == " " }
        .shuffled(using: &generator)
      let boxCount = min(Int.random(in: 1...3, using: &generator), (cells.count - 1) / 2)
      guard boxCount > 0 else { continue }
      for glyph in ["@"] + repeatElement("$", count: boxCount) + repeatElement(".", count: boxCount)
      {
        let cell = cells.removeLast()
        rows[cell / width][cell % width] = Character(glyph)
      }
      let text = rows.map { String($0) }
      let comment: Comment = "seed \(seed)\n\(text.joined(separator: "\n"))"
      // A box or a goal that nobody can reach is a fault, and no question.
      guard let board = try? boards(text.joined(separator: "\n"))[0] else { continue }
      #expect(try pushes(board, comment) == referencePushes(text), comment)
    }
  }

  @Test(arguments: 0..<12)
  func pulledLevels(group: Int) throws {
    for seed in group * 5..<(group + 1) * 5 {
      let rows = SokobanLevels.level(seed: 1000 + seed, side: 6, boxCount: 2 + seed % 2)
      let comment: Comment = "seed \(seed)\n\(rows.joined(separator: "\n"))"
      let board = try boards(rows.joined(separator: "\n"))[0]
      #expect(try pushes(board, comment) == referencePushes(rows), comment)
    }
  }

  /// The generated levels are what the generator makes.
  @Test func theCollectionIsMadeHere() throws {
    #expect(try fileOfMaps("sokoban.xsb").hasSuffix(SokobanLevels.collection()))
  }

  /// Which the plain search can solve, it solves with the same pushes; the others have a solution at least.
  @Test func theCollectionIsSolved() throws {
    let boards = try boards(fileOfMaps("sokoban.xsb"))
    #expect(boards.count == 100)
    var checkedCount = 0
    for (index, board) in boards.enumerated() {
      let comment: Comment = "level \(index + 1)"
      let pushes = try pushes(board, comment)
      #expect(pushes > 0, comment)
      guard board.boxes.count <= 2,
        let reference = referencePushes(SokobanReplay(board).rows, stateLimit: 20_000)
      else { continue }
      #expect(pushes == reference, comment)
      checkedCount += 1
    }
    #expect(checkedCount > 20)
  }

  @Test func knownSolutions() throws {
    #expect(try boards("#####\n#@$.#\n#####")[0].solution()?.moves == "R")
    #expect(try boards("#####\n#+*$#\n#####")[0].solution() == nil)
    #expect(try boards("####\n#@*#\n####")[0].solution()?.moves == "")
  }

  @Test func limits() throws {
    let rows = SokobanLevels.level(seed: 4, side: 11, boxCount: 6)
    let board = try boards(rows.joined(separator: "\n"))[0]
    #expect(throws: LimitReached.time) {
      try board.solution(limits: SearchLimits(duration: .zero))
    }
    #expect(throws: LimitReached.memory) {
      try board.solution(limits: SearchLimits(byteCount: 1000))
    }
  }

  // MARK: - The format

  @Test func runsAndRowsInOneLine() throws {
    let plain = try boards("#####\n#@$.#\n#####")[0]
    for text in ["5#|#@$.#|5#", "5#\n#@$.#\n5#", "#####|#@$.#|#####\n"] {
      #expect(SokobanReplay(try boards(text)[0]).rows == SokobanReplay(plain).rows)
    }
    #expect(SokobanReplay(try boards("6#|#@-$_.#|7#")[0]).rows[1] == "#@ $ .#")
    #expect(SokobanReplay(try boards("7#|#@2-$.#|7#")[0]).rows[1] == "#@  $.#")
  }

  /// Boxes on goals around a level, and rows of floor alone, that need a `-` to be seen.
  @Test func adornment() throws {
    let adorned = try boards("*###*\n#@$.#\n*###*\n")
    #expect(adorned.count == 1)
    #expect(try pushes(adorned[0], "") == 1)
    let apart = try boards("#  #\n-\n#####\n#@$.#\n#####\n* *\n")
    #expect(apart.count == 1)
    #expect(
      SokobanReplay(apart[0]).rows == ["#  #", "-", "#####", "#@$.#", "#####", "* *"])
  }

  @Test func lineEndsAndMarks() throws {
    let boards = try boards("\u{FEFF}; One\r\n#####\r\n#@$.#\r\n#####\r\n\r\n")
    #expect(boards.map(\.title) == ["One"])
    #expect(SokobanReplay(boards[0]).rows == ["#####", "#@$.#", "#####"])
  }

  /// A few bytes can stand for many cells: none is made before it is needed.
  @Test func largeLevels() throws {
    let tall = Array(repeating: "512#", count: 512).joined(separator: "|")
    let text = Array(repeating: tall, count: 2000).joined(separator: "\n\n")
    #expect(try SokobanCollection(HeldText(text, name: "levels")).levels.count == 2000)
    let hall = ["200#", "#@196-$#"] + Array(repeating: "#198-#", count: 100) + ["#197-.#", "200#"]
    #expect(throws: LimitReached.time) {
      try boards(hall.joined(separator: "|"))[0].solution(limits: SearchLimits(duration: .zero))
    }
  }

  @Test func titlesAndAuthors() throws {
    let level = "#####\n#@$.#\n#####\n"
    let text = """
      ; A collection
      Author: Somebody

      ; First
      \(level)
      Title: Behind
      Author: A. B.
      Comment: any words

      \(level)Title: Second

      Third
      \(level)
      Title: Before
      \(level)
      """
    let found = try boards(text).map { [$0.title, $0.author] }
    #expect(
      found == [
        ["Behind", "A. B."], ["Second", nil], ["Third", nil], ["Before", nil],
      ])
  }

  @Test(arguments: [
    ("", 1, 1, "the map is empty"),
    ("Title: none\n", 1, 1, "no level: the text has no row of a level"),
    ("#####\n#@$x#\n#####", 2, 4, "unknown glyph 'x' in a row of a level"),
    ("#####\n#.$.#\n#####", 1, 1, "no player: the level has no '@' and no '+'"),
    ("######\n#@$.@#\n######", 2, 5, "more than one player"),
    ("#####\n#@$.\n#####", 2, 4, "the level is open: the player could leave it"),
    ("#####\n@$.#\n#####", 2, 1, "the level is open: the player could leave it"),
    ("5#|0#|5#", 1, 5, "no cells: a number is 0"),
    ("5#|3#1|5#", 1, 6, "a number with no glyph behind it"),
    ("6#\n\n#\n", 1, 2, "no player: the level has no '@' and no '+'"),
    ("######\n#@$$.#\n######", 2, 4, "2 boxes for 1 goal"),
    ("######\n#@$..#\n######", 2, 5, "1 box for 2 goals"),
    ("####\n#@.#\n####", 2, 2, "the level has no box"),
    ("#######\n#@.#$##\n#######", 2, 5, "nobody can reach this box"),
    ("#######\n#@$#.##\n#######", 2, 5, "no box can reach this goal"),
    ("600#\n", 1, 4, "a row of more than 512 cells"),
  ])
  func faults(text: String, line: Int, column: Int, message: String) {
    expectFault(line: line, column: column, message) { try boards(text) }
  }
}
