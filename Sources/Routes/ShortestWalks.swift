import Grids

extension GridMap {
  /// Finds a shortest walk to every position of a route: the fewest steps that fit.
  ///
  /// - Throws: ``WalkError/tooManyNodes(stateCount:_:)`` if the map has too many cells for the route,
  ///   and what ``cells(reachedBy:from:)`` throws.
  /// - Complexity: O(*t*·*c*), *t* transitions of the route with its counts written out, *c* cells;
  ///   8 bytes for each cell in each state that a walk reaches.
  public func shortestWalks(
    fitting route: Route, from start: Cell
  ) throws(WalkError) -> ShortestWalks {
    try ShortestWalks(
      on: self, route: route, from: start, to: cells(reachedBy: route, from: start))
  }

  /// Finds a shortest walk to one position; the search ends there.
  ///
  /// - Returns: `nil` if the cell is no position.
  /// - Throws: As ``shortestWalks(fitting:from:)``.
  public func shortestWalk(
    to cell: Cell, fitting route: Route, from start: Cell
  ) throws(WalkError) -> Walk? {
    var target = try cells(reachedBy: route, from: start)
    guard target.contains(cell) else { return nil }
    target = CellSet(size: size)
    target.insert(cell)
    return try ShortestWalks(on: self, route: route, from: start, to: target).walk(to: cell)
  }
}

/// A shortest walk to each position, found by one breadth-first search over cells and states.
public struct ShortestWalks: Sendable {
  public let positions: CellSet

  private let product: Product

  /// How each node was entered first; 0 for none.
  private let entries: ZeroedStorage<UInt64>

  /// For each cell the state in which a shortest walk ends there, plus one.
  private let endStates: ZeroedStorage<UInt32>

  /// The last leg of the walk to a node: its direction, its length so far, and the state before it.
  private struct Entry {
    var direction: Direction
    var count: Int
    var stateBefore: Int

    init(direction: Direction, count: Int, stateBefore: Int) {
      self.direction = direction
      self.count = count
      self.stateBefore = stateBefore
    }

    /// Three bits, 29 bits and 32 bits; never zero, since a leg has steps.
    var bits: UInt64 {
      UInt64(direction.rawValue) | UInt64(count) << 3 | UInt64(stateBefore) << 32
    }

    init?(bits: UInt64) {
      guard bits != 0, let direction = Direction(rawValue: UInt8(bits & 7)) else { return nil }
      self.init(
        direction: direction, count: Int(bits >> 3 & (1 << 29 - 1)), stateBefore: Int(bits >> 32))
    }
  }

  /// - Parameter positions: Some of the positions of the route.
  fileprivate init(
    on map: GridMap, route: Route, from start: Cell, to positions: CellSet
  ) throws(WalkError) {
    self.positions = positions
    product = Product(
      map: map, automaton: try StepAutomaton(route.automaton, on: map.size), start: start)
    entries = ZeroedStorage(count: product.nodeCount)
    endStates = ZeroedStorage(count: map.size.cellCount)
    var missing = positions.count
    var level = [UInt32(product.startNode)]
    while !level.isEmpty, missing > 0 {
      var next: [UInt32] = []
      for node in level {
        let state = product.state(of: Int(node))
        let last = Entry(bits: entries.words[Int(node)])
        product.forEachSuccessor(of: Int(node)) { target, direction in
          guard entries.words[target] == 0 else { return }
          let entry =
            if let last, last.direction == direction {
              Entry(direction: direction, count: last.count + 1, stateBefore: last.stateBefore)
            } else {
              Entry(direction: direction, count: 1, stateBefore: state)
            }
          entries.words[target] = entry.bits
          next.append(UInt32(target))
          let index = product.cellIndex(of: target)
          if endStates.words[index] == 0, product.isEnd(target),
            positions.contains(product.cell(of: target))
          {
            endStates.words[index] = UInt32(product.state(of: target)) + 1
            missing -= 1
          }
        }
      }
      level = next
    }
  }

  /// - Returns: `nil` if the cell is no position.
  /// - Complexity: O(*n*), *n* legs of the walk.
  public func walk(to cell: Cell) -> Walk? {
    guard positions.contains(cell) else { return nil }
    var cell = cell
    var state = Int(endStates.words[product.cellIndex(of: cell)]) - 1
    var legs: [Walk.Leg] = []
    while let entry = Entry(bits: entries.words[product.node(state, cell)]) {
      legs.append(Walk.Leg(direction: entry.direction, count: entry.count))
      state = entry.stateBefore
      cell = cell.moved(entry.direction.reversed, by: entry.count)
    }
    return Walk(legs: legs.reversed())
  }
}
