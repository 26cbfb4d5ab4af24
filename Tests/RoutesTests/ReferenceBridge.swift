import GridTesting
import Grids
import Routes
import Testing

extension GridMap {
  /// The same map, as the modules under test hold it, its middle row kept once for all like it.
  init(_ map: ReferenceMap) {
    var traversable = CellSet(size: GridSize(width: map.width, height: map.height)!)
    for cell in map.cells where map.contains(cell) { traversable.insert(Cell(cell)) }
    self.init(
      traversable: traversable.keepingOnce(row: map.height / 2), start: Cell(map.start))
  }
}

extension Cell {
  init(_ cell: ReferenceCell) { self.init(x: cell.x, y: cell.y) }
}

extension ReferenceCell {
  init(_ cell: Cell) { self.init(x: cell.x, y: cell.y) }
}

/// A map and a route, and how they came about.
struct RouteCase: CustomStringConvertible {
  var origin: String
  var map: ReferenceMap
  var route: String

  var description: String { "\(origin), route '\(route)'\n\(map)" }

  /// What a failure prints: the map with `$` on positions found rightly, `-` on those missed and `+`
  /// on cells that are none.
  func comment(found: Set<ReferenceCell>, expected: Set<ReferenceCell>) -> Comment {
    var marks: [ReferenceCell: Character] = [:]
    for cell in found.union(expected) {
      marks[cell] = !found.contains(cell) ? "-" : !expected.contains(cell) ? "+" : "$"
    }
    return """
      \(origin), route '\(route)': missed \(expected.subtracting(found).count), \
      wrong \(found.subtracting(expected).count)
      \(map.lines(marking: marks).joined(separator: "\n"))
      """
  }

  /// A small map and any route, for checks that cost much a cell.
  ///
  /// Half of all routes end nowhere at random; these get two more chances, so that most cases, but
  /// not all, have positions.
  static func small(seed: Int) -> RouteCase {
    var generator = SeededGenerator(seed: seed)
    let map = ReferenceMap.random(
      width: .random(in: 1...8, using: &generator), height: .random(in: 1...7, using: &generator),
      obstacleDensity: [0, 0.1, 0.2, 0.35].randomElement(using: &generator)!, using: &generator)
    var text = ""
    for _ in 0..<3 {
      text = RandomRoute().text(using: &generator)
      if let route = try? ReferenceRoute(text), !referencePositions(map, route).isEmpty { break }
    }
    return RouteCase(origin: "seed \(seed)", map: map, route: text)
  }
}
