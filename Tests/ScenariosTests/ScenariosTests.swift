import GridFormats
import GridTesting
import Grids
import Pathfinding
import Scenarios
import Testing

private func map(_ rows: String...) -> GridMap {
  var cells = CellSet(size: GridSize(width: rows[0].utf8.count, height: rows.count)!)
  for (y, row) in rows.enumerated() {
    for (x, glyph) in row.utf8.enumerated() where glyph != UInt8(ascii: "#") {
      cells.insert(Cell(x: x, y: y))
    }
  }
  return GridMap(traversable: cells)
}

private func experiment(
  _ start: (Int, Int), _ goal: (Int, Int), _ length: String, line: Int = 2
) -> Experiment {
  Experiment(
    line: line, bucket: 0, map: "a.map", width: 4, height: 2, start: Cell(x: start.0, y: start.1),
    goal: Cell(x: goal.0, y: goal.1), length: PrintedLength(length)!)
}

struct ScenarioRunTests {
  @Test(arguments: PathAlgorithm.allCases.filter { $0.fits(.octile, hasCosts: false) })
  func whatIsWrongIsReported(algorithm: PathAlgorithm) throws {
    var progress = 0
    let run = try ScenarioRun(
      [
        experiment((0, 0), (1, 1), "1.41421", line: 2), experiment((0, 0), (1, 1), "1.42", line: 3),
        experiment((0, 0), (1, 1), "1.40", line: 4), experiment((0, 0), (3, 0), "3", line: 5),
        experiment((2, 0), (0, 0), "2", line: 6), experiment((0, 0), (0, 2), "2", line: 7),
        experiment((-1, 0), (2, 0), "3", line: 8),
        experiment((0, 0), (0, 0), "0.00000000", line: 9),
      ], on: map("..#.", "..#."), algorithm: algorithm, rounds: 2
    ) { progress += 1 }
    #expect(progress == 16)
    #expect(run.experimentCount == 8)
    #expect(run.times.count == 5)
    #expect(run.mismatches.map(\.experiment.length.text) == ["1.42", "1.40", "3", "2", "2", "3"])
    let cost = PathCost(straight: 0, diagonal: 1)
    #expect(
      run.mismatches.map(\.reason) == [
        .length(cost), .length(cost), .noPath, .blocked(Cell(x: 2, y: 0)),
        .offMap(Cell(x: 0, y: 2)),
        .offMap(Cell(x: -1, y: 0)),
      ])
  }

  @Test func figures() throws {
    var run = try ScenarioRun(
      [experiment((0, 0), (1, 1), "1.41")], on: map("....", "...."), algorithm: .jumpPoints)
    run.add(run)
    #expect(run.experimentCount == 2 && run.times.count == 2)
    #expect(run.total == run.times[0] + run.times[1])
    #expect(run.time(ofShare: 1) == run.times.max())
    #expect(ScenarioRun(.aStar).time(ofShare: 0.5) == .zero)
  }
}

struct ScaledMapTests {
  @Test func scaling() throws {
    let small = map("..#", "#..")
    #expect(try #require(small.scaled(width: 3, height: 2)) == small)
    #expect(
      try #require(small.scaled(width: 6, height: 4))
        == map("....##", "....##", "##....", "##...."))
    for (width, height) in [(6, 2), (3, 4), (7, 4), (1, 1), (0, 0), (-3, -2), (5, 4)] {
      #expect(small.scaled(width: width, height: height) == nil, "\(width) \(height)")
    }
  }
}

struct RandomScenarioTests {
  private let walled = map("......", ".####.", ".#..#.", ".#..#.", ".####.", "......")

  @Test func sameSeedSameText() throws {
    let text = try RandomScenario(walled, named: "a.map", count: 5, seed: 7).text
    #expect(
      text == """
        version 1
        0\ta.map\t6\t6\t5\t4\t5\t2\t2.00000000
        1\ta.map\t6\t6\t1\t5\t5\t3\t6.00000000
        1\ta.map\t6\t6\t0\t3\t4\t5\t6.00000000
        2\ta.map\t6\t6\t1\t5\t5\t1\t8.00000000
        2\ta.map\t6\t6\t5\t3\t0\t0\t8.00000000

        """)
    #expect(try RandomScenario(walled, named: "a.map", count: 5, seed: 8).text != text)
  }

  /// Every length is right by every algorithm, and buckets go up.
  @Test func lengthsAreOptimal() throws {
    let experiments = try RandomScenario(walled, named: "a.map", count: 300, seed: 1).experiments
    #expect(experiments.count == 300)
    #expect(experiments.allSatisfy { $0.start != $0.goal && $0.bucket == Int($0.length.value / 4) })
    #expect(zip(experiments, experiments.dropFirst()).allSatisfy { $0.bucket <= $1.bucket })
    for algorithm in [PathAlgorithm.dijkstra, .aStar, .jumpPoints, .preparedJumpPoints] {
      let run = try ScenarioRun(experiments, on: walled, algorithm: algorithm)
      #expect(run.mismatches.isEmpty)
    }
  }

  @Test(arguments: [map("###"), map("#.#"), map(".#.")])
  func nothingToDraw(map: GridMap) {
    #expect(throws: RandomScenario.Failure.noJoinedCells) {
      try RandomScenario(map, named: "a.map", count: 1, seed: 1)
    }
  }

  @Test func none() throws {
    #expect(try RandomScenario(map("#"), named: "a", count: 0, seed: 1).text == "version 1\n")
  }
}
