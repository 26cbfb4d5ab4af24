import GridTesting
import Grids
import Pathfinding

/// A map with everything that a search is asked, and how it came about.
struct PathCase: CustomStringConvertible {
  var origin: String
  var map: ReferenceMap
  /// Row by row; `nil` where all cells cost 1.
  var costs: [[Int]]?
  var goals: [ReferenceCell]
  var moves: Moves

  var description: String {
    """
    \(origin), \(moves.rawValue), goals \(goals)
    \(map)
    \(costs.map { $0.map { $0.map(String.init).joined() }.joined(separator: "\n") } ?? "")
    """
  }

  var steps: [ReferenceStep] {
    moves == .cardinal ? ReferenceStep.cardinal : ReferenceStep.allCases
  }

  func cost(of cell: ReferenceCell) -> Int { costs?[cell.y][cell.x] ?? 1 }

  func makeFinder() -> PathFinder {
    var traversable = CellSet(size: GridSize(width: map.width, height: map.height)!)
    for cell in map.cells where map.contains(cell) { traversable.insert(Cell(cell)) }
    return PathFinder(
      map: GridMap(traversable: traversable), costs: costs?.flatMap { $0.map(UInt8.init) })
  }

  /// Maps of all kinds; the seed also decides the moves, the costs and the number of goals.
  static func random(seed: Int) -> PathCase {
    var generator = SeededGenerator(seed: seed)
    let width = [1, 2, 5, 8, 9, 63, 64, 65].randomElement(using: &generator)!
    let height = Int.random(in: 1...(width > 9 ? 4 : 9), using: &generator)
    let density = [0, 0.1, 0.25, 0.4].randomElement(using: &generator)!
    var map = ReferenceMap.random(
      width: width, height: height, obstacleDensity: density, using: &generator)
    var costs: [[Int]]?
    if generator.chance(0.4) {
      let cheapest = Int.random(in: 1...9, using: &generator)
      costs = map.isClear.map { row in
        row.map { $0 ? Int.random(in: cheapest...9, using: &generator) : 0 }
      }
    }
    map = map.startingAnywhere(using: &generator)
    // Any cells, clear or not, some twice, the start perhaps among them; now and then very many.
    let count = [1, 1, 2, 3, 12].randomElement(using: &generator)!
    let goals = (0..<count).map { _ in map.cells.randomElement(using: &generator)! }
    return PathCase(
      origin: "seed \(seed)", map: map, costs: costs, goals: goals,
      moves: generator.chance(0.5) ? .cardinal : .octile)
  }
}

extension Cell {
  init(_ cell: ReferenceCell) { self.init(x: cell.x, y: cell.y) }
}

extension ReferenceCell {
  init(_ cell: Cell) { self.init(x: cell.x, y: cell.y) }
}

/// The least cost of a path from the start to every cell that there is one to.
///
/// Slow and plain: all steps are tried until none makes anything cheaper. Costs as small as these, where
/// they differ at all, differ by far more than what they are compared with.
func referenceCosts(_ searched: PathCase) -> [ReferenceCell: PathCost] {
  let map = searched.map
  var costs = [map.start: PathCost(straight: 0, diagonal: 0)]
  var hasChanged = true
  while hasChanged {
    hasChanged = false
    for cell in map.cells {
      guard let cost = costs[cell] else { continue }
      for step in searched.steps {
        guard let next = map.destination(of: step, from: cell) else { continue }
        var nextCost = cost
        if step.dx != 0 && step.dy != 0 {
          nextCost.diagonal += searched.cost(of: next)
        } else {
          nextCost.straight += searched.cost(of: next)
        }
        if let known = costs[next], length(nextCost) > length(known) - 1e-9 { continue }
        costs[next] = nextCost
        hasChanged = true
      }
    }
  }
  return costs
}

private func length(_ cost: PathCost) -> Double {
  Double(cost.straight) + Double(cost.diagonal) * 2.squareRoot()
}

/// The reached cell nearest to a goal if there were no obstacles; the first in row order of several.
func referenceNearest(
  _ searched: PathCase, among reached: some Collection<ReferenceCell>
) -> ReferenceCell? {
  func distance(_ cell: ReferenceCell) -> Double {
    let distances = searched.goals.map { goal in
      let dx = abs(goal.x - cell.x)
      let dy = abs(goal.y - cell.y)
      return searched.moves == .cardinal
        ? Double(dx + dy) : Double(max(dx, dy) - min(dx, dy)) + Double(min(dx, dy)) * 2.squareRoot()
    }
    return distances.min()!
  }
  let least = reached.map(distance).min()!
  return searched.map.cells.first { reached.contains($0) && distance($0) < least + 1e-9 }
}
