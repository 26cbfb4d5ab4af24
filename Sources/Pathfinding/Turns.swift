import Grids

/// A path as it is read backwards from what a search knows, from the goal to the start.
struct TurnTrace {
  /// The goal, every cell at which the path turns, and the last cell so far.
  private var turns: [Cell] = []

  private(set) var cost = PathCost.zero

  /// - Parameter turns: Its memory is taken over, and what is in it dropped.
  init(in turns: inout [Cell]) {
    swap(&self.turns, &turns)
    self.turns.removeAll(keepingCapacity: true)
  }

  mutating func begin(at goal: Cell) { turns.append(goal) }

  /// Goes on in a straight or diagonal line.
  ///
  /// - Parameter weight: What each step of it costs, a diagonal one times √2.
  mutating func go(to cell: Cell, weight: Int = 1) {
    let last = turns[turns.count - 1]
    let (dx, dy) = (cell.x - last.x, cell.y - last.y)
    if dx == 0 && dy == 0 { return }
    let length = max(abs(dx), abs(dy)) * weight
    if dx == 0 || dy == 0 { cost.straight += length } else { cost.diagonal += length }
    if turns.count > 1 {
      let corner = turns[turns.count - 2]
      if (last.x - corner.x).signum() == dx.signum(), (last.y - corner.y).signum() == dy.signum() {
        turns[turns.count - 1] = cell
        return
      }
    }
    turns.append(cell)
  }

  /// Goes on straight and then diagonally, or only one of these: backwards, what leads from the cell as a
  /// diagonal and a straight line.
  mutating func goStraightThenDiagonally(to cell: Cell) {
    let last = turns[turns.count - 1]
    let (dx, dy) = (last.x - cell.x, last.y - cell.y)
    let diagonal = min(abs(dx), abs(dy))
    go(to: Cell(x: cell.x + diagonal * dx.signum(), y: cell.y + diagonal * dy.signum()))
    go(to: cell)
  }

  /// Hands back the memory, with the turns from the start to the goal in it.
  mutating func finish(into turns: inout [Cell]) {
    self.turns.reverse()
    swap(&self.turns, &turns)
  }
}
