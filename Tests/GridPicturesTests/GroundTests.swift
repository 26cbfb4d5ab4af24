import GridTesting
import Grids
import Testing

@testable import GridPictures

/// Tiles counted a word at a time, against tiles looked at cell by cell.
@Suite struct GroundTests {
  @Test(arguments: 0..<300)
  func tilesShowTheirMajority(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let width = [1, 63, 64, 65, 127, 128, 129, 190].randomElement(using: &generator)!
    let map = GridMap(
      .random(
        width: width, height: .random(in: 1...80, using: &generator),
        obstacleDensity: .random(in: 0.2...0.7, using: &generator), using: &generator))
    var scene = Scene.random(map, hasHeat: seed % 4 == 0, using: &generator)
    if seed % 2 == 0 { scene.paths = [] }
    let splits = seed % 3 > 0
    let canvas = Canvas(
      .random(in: 4...60, using: &generator), .random(in: 4...20, using: &generator),
      splits ? .blocks : .ascii)
    let frame = Frame(scene, on: canvas)
    // Not every cell of a larger tile is asked.
    if scene.heat != nil && frame.scale.height > 8 { scene.heat = { _ in 0.35 } }
    let ground = Ground(scene, in: frame, splitsTiles: splits)
    for row in 0..<frame.height {
      let expected = (0..<frame.width).map { tile in
        slowSymbol(scene, frame.columns(ofTile: tile), frame.rows(ofTile: row), frame, splits)
      }
      #expect(ground.symbols(inRow: row) == expected, "seed \(seed), row \(row)")
    }
  }

  private func slowSymbol(
    _ scene: Scene, _ columns: Range<Int>, _ rows: Range<Int>, _ frame: Frame, _ splits: Bool
  ) -> Symbol {
    let cells = rows.flatMap { y in columns.map { Cell(x: $0, y: y) } }
    if let heat = scene.heat {
      let heated = cells.filter { (scene.positions ?? scene.map.traversable).contains($0) }
      if let hottest = heated.map(heat).max() { return .heat(min(Int(hottest * 10), 9)) }
    }
    if cells.contains(where: { scene.positions?.contains($0) == true }) { return .position }
    func isObstacle(_ part: [Cell]) -> Bool {
      !part.isEmpty && 2 * part.count { !scene.map.isTraversable($0) } >= part.count
    }
    let middle = rows.lowerBound + frame.scale.width
    if splits && frame.scale.isHalved {
      switch (
        isObstacle(cells.filter { $0.y < middle }), isObstacle(cells.filter { $0.y >= middle })
      ) {
      case (true, true): return .obstacle
      case (true, false): return .upperObstacle
      case (false, true): return .lowerObstacle
      case (false, false): break
      }
    } else if isObstacle(cells) {
      return .obstacle
    }
    return cells.contains { scene.visited?.contains($0) == true } ? .visited : .clear
  }

  @Test func whatMattersWinsOverObstaclesInItsTile() {
    var scene = Scene(
      map: GridMap(
        Array(repeating: String(repeating: "#", count: 99), count: 80).joined(separator: "\n")))
    scene.map.traversable.insert(Cell(x: 0, y: 0))
    scene.map.traversable.insert(Cell(x: 98, y: 79))
    scene.positions = CellSet([Cell(x: 0, y: 0), Cell(x: 98, y: 79)], of: scene.map)
    let lines = Picture(scene, on: Canvas(20, 9, .ascii)).lines
    #expect(lines.first == "$###################")
    #expect(lines[lines.count - 2] == "###################$")
  }
}
