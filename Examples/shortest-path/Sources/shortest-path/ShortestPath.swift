import Grids
import Pathfinding

/// A level of a game, and a way through it: what one would ask of `GKGridGraph` where there is GameplayKit.
@main
struct ShortestPath {
  static func main() throws {
    let level = [
      "..........",
      ".########.",
      ".#......#.",
      ".#.####.#.",
      ".#.#..#.#.",
      ".#.#.##.#.",
      ".#......#.",
      ".####.###.",
      "..........",
    ]
    var floor = CellSet(size: GridSize(width: level[0].count, height: level.count)!)
    for (y, row) in level.enumerated() {
      for (x, glyph) in row.enumerated() where glyph == "." { floor.insert(Cell(x: x, y: y)) }
    }
    let map = GridMap(traversable: floor)

    // One path, with all its cells.
    let (start, goal) = (Cell(x: 0, y: 0), Cell(x: 5, y: 4))
    let finder = PathFinder(map: map)
    guard let path = try finder.paths(from: start, to: [goal], moves: .octile).paths.first?.path
    else { return print("no path") }
    let onPath = Set(path.cells)
    for (y, row) in level.enumerated() {
      print(
        String(
          row.enumerated().map { x, glyph in onPath.contains(Cell(x: x, y: y)) ? "*" : glyph }))
    }
    print("\(path.cost.straight) straight and \(path.cost.diagonal) diagonal steps")

    // Many paths, without an allocation: boards once for the map, and one array for all answers.
    let fast = PathFinder(map: map, boards: JumpBoards(map: map))
    var turns: [Cell] = []
    var reachable = 0
    for cell in floor {
      let found = try fast.turns(from: start, to: cell, moves: .octile, into: &turns)
      if found.cost != nil { reachable += 1 }
    }
    print("\(reachable) of \(floor.count) cells can be reached")
  }
}
