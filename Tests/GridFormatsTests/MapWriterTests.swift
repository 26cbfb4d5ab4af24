import GridTesting
import Grids
import Testing

@testable import GridFormats

@Suite struct MapWriterTests {
  private let document = read("#S.\n.E#\n", format: .maze).document!

  @Test(arguments: [
    (MapFormat.plain, "#X.\n..#\n"), (.maze, "#S.\n.E#\n"), (.digits, "011\n110\n"),
    (.octile, "type octile\nheight 2\nwidth 3\nmap\n@..\n..@\n"),
  ])
  func text(_ format: MapFormat, text: String) {
    #expect(String(decoding: write(document, as: format), as: UTF8.self) == text)
  }

  @Test func losses() {
    #expect(MapWriter(format: .maze).losses(of: document) == [])
    #expect(MapWriter(format: .plain).losses(of: document) == ["1 goal"])
    #expect(MapWriter(format: .octile).losses(of: document) == ["the start", "1 goal"])
    var costly = document
    costly.goals?.insert(Cell(x: 2, y: 0))
    costly.costs = [0, 1, 1, 1, 1, 0]
    #expect(MapWriter(format: .plain).losses(of: costly) == ["2 goals"])
    costly.costs![1] = 2
    #expect(MapWriter(format: .plain).losses(of: costly) == ["2 goals", "the costs"])
    #expect(MapWriter(format: .digits).losses(of: costly) == ["the start", "2 goals"])
  }

  @Test func costs() {
    let digits = "0123\n4567\n8900\n"
    let document = read(digits, format: .digits).document!
    #expect(String(decoding: write(document, as: .digits), as: UTF8.self) == digits)
  }

  @Test func goalsUnderTheStart() {
    var document = document
    document.goals?.insert(Cell(x: 2, y: 0))
    document.goals?.insert(Cell(x: 1, y: 0))
    #expect(String(decoding: write(document, as: .maze), as: UTF8.self) == "#SE\n.E#\n")
  }

  @Test(arguments: MapFormat.allCases, MapFormat.allCases)
  func roundTrips(from: MapFormat, to: MapFormat) {
    for seed in 0..<40 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let document = randomDocument(
        from, width: Int.random(in: 1...200, using: &random),
        height: Int.random(in: 1...9, using: &random), seed: seed)
      let again = read(bytes: write(document, as: to), format: to).document
      var kept = document
      kept.format = to
      if to == .octile || to == .digits { kept.map.start = nil }
      if to != .maze { kept.goals = nil }
      kept.costs = to == .digits ? document.costs ?? unitCosts(of: document.map) : nil
      #expect(again == kept, "seed \(seed)")
    }
  }

  private func unitCosts(of map: GridMap) -> [UInt8] {
    (0..<map.size.cellCount).map {
      map.isTraversable(Cell(x: $0 % map.size.width, y: $0 / map.size.width)) ? 1 : 0
    }
  }

  /// Rows longer than a piece, and marks on either side of where one ends.
  @Test(arguments: [131_071, 131_072, 131_073, 300_000])
  func pieces(width: Int) {
    var cells = CellSet(size: GridSize(width: width, height: 3)!)
    var goals: [Cell] = []
    for y in 0..<3 {
      for x in stride(from: y, to: width, by: 3) { cells.insert(Cell(x: x, y: y)) }
      for x in [0, 130_943, 131_007, 131_070, width - 1] {
        cells.insert(Cell(x: x, y: y))
        goals.append(Cell(x: x, y: y))
      }
    }
    goals = Array(Set(goals)).sorted()
    let document = MapDocument(
      map: GridMap(traversable: cells, start: goals.removeLast()), format: .maze,
      goals: CellSet(size: cells.size, goals))
    var bytes: [UInt8] = []
    MapWriter(format: .maze).write(document) {
      #expect($0.count <= 128 << 10)
      bytes += $0
    }
    #expect(read(bytes: bytes, format: .maze) == .document(document))
  }

  @Test func errorsOfTheSinkComeThrough() {
    struct Full: Error {}
    #expect(throws: Full.self) {
      try MapWriter(format: .plain).write(document) { _ in throw Full() }
    }
  }
}
