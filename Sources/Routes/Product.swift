import Grids

/// The graph of a map and an automaton: a node is a cell in a state, an edge is a step.
struct Product: Sendable {
  let map: GridMap
  let automaton: StepAutomaton
  let start: Cell

  var cellCount: Int { map.size.cellCount }
  var nodeCount: Int { automaton.states.count * cellCount }
  var startNode: Int { node(0, start) }

  func node(_ state: Int, _ cell: Cell) -> Int { state * cellCount + cellIndex(of: cell) }
  func state(of node: Int) -> Int { node / cellCount }
  func cellIndex(of node: Int) -> Int { node % cellCount }
  func cellIndex(of cell: Cell) -> Int { cell.y * map.size.width + cell.x }

  func cell(of node: Int) -> Cell {
    let (y, x) = cellIndex(of: node).quotientAndRemainder(dividingBy: map.size.width)
    return Cell(x: x, y: y)
  }

  /// Whether a walk that ends here has found a position.
  func isEnd(_ node: Int) -> Bool {
    automaton.states[state(of: node)].isAccepting && cell(of: node) != start
  }

  func forEachSuccessor(of node: Int, _ body: (Int, Direction) -> Void) {
    let cell = cell(of: node)
    for (direction, targets) in automaton.states[state(of: node)].transitions
    where map.allowsStep(from: cell, direction) {
      let target = cell.moved(direction)
      for state in targets { body(self.node(state, target), direction) }
    }
  }

  func forEachPredecessor(of node: Int, _ body: (Int) -> Void) {
    let cell = cell(of: node)
    for (direction, sources) in automaton.states[state(of: node)].entrances
    where map.allowsStep(from: cell, direction.reversed) {
      let source = cell.moved(direction.reversed)
      for state in sources { body(self.node(state, source)) }
    }
  }
}
