import Grids

extension GridMap {
  /// Finds a shortest walk to every position of a route: the fewest steps that fit.
  ///
  /// - Throws: ``WalkError/tooManyNodes(stateCount:_:)`` if the map has too many cells for the route.
  /// - Complexity: O(*t*·*c*), *t* transitions of the route with its counts written out, *c* cells;
  ///   4 bytes for each cell in each state that a walk reaches.
  public func shortestWalks(
    fitting route: Route, from start: Cell
  ) throws(WalkError) -> ShortestWalks {
    ShortestWalks(
      on: self, automaton: try StepAutomaton(route.automaton, on: size), from: start,
      to: cells(reachedBy: route, from: start))
  }
}

/// A shortest walk to each position, found by one breadth-first search over cells and states.
public struct ShortestWalks: Sendable {
  public let positions: CellSet

  private let product: Product

  /// How each node was entered first: the state before, times eight, and the direction, plus one.
  private let entries: ZeroedStorage<UInt32>

  /// For each cell the state in which a shortest walk ends there, plus one.
  private let endStates: ZeroedStorage<UInt32>

  fileprivate init(
    on map: GridMap, automaton: StepAutomaton, from start: Cell, to positions: CellSet
  ) {
    self.positions = positions
    product = Product(map: map, automaton: automaton, start: start)
    entries = ZeroedStorage(count: product.nodeCount)
    endStates = ZeroedStorage(count: map.size.cellCount)
    var missing = positions.count
    var level = [product.startNode]
    while !level.isEmpty, missing > 0 {
      var next: [Int] = []
      for node in level {
        let state = product.state(of: node)
        product.forEachSuccessor(of: node) { target, direction in
          guard entries.words[target] == 0 else { return }
          entries.words[target] = UInt32(state << 3 | Int(direction.rawValue)) + 1
          next.append(target)
          let cell = product.cellIndex(of: target)
          if product.isEnd(target), endStates.words[cell] == 0 {
            endStates.words[cell] = UInt32(product.state(of: target)) + 1
            missing -= 1
          }
        }
      }
      level = next
    }
  }

  /// - Returns: `nil` if the cell is no position.
  /// - Complexity: O(*n*), *n* steps of the walk.
  public func walk(to cell: Cell) -> Walk? {
    guard positions.contains(cell) else { return nil }
    var cell = cell
    var state = Int(endStates.words[product.cellIndex(of: cell)]) - 1
    var steps: [Direction] = []
    while state != 0 {
      let entry = Int(entries.words[product.node(state, cell)]) - 1
      let direction = Direction(rawValue: UInt8(entry & 7))!
      steps.append(direction)
      state = entry >> 3
      cell = cell.moved(direction.reversed)
    }
    return Walk(steps: steps.reversed())
  }
}
