import Grids

/// How to collect all keys in the fewest steps.
public struct KeySolution: Sendable {
  /// One robot's way to the next key.
  public struct Errand: Sendable, Equatable {
    /// From 0, as the starts are.
    public var robot: Int
    public var key: Int
    /// From where the robot stood to the key.
    public var cells: [Cell]
  }

  public var errands: [Errand]

  /// Steps of all robots together.
  public var stepCount: Int { errands.reduce(0) { $0 + $1.cells.count - 1 } }

  /// What the search met on its way.
  public var stateCount: Int
}

extension KeyPuzzle {
  public enum Outcome: Sendable {
    case solved(KeySolution)
    /// Keys that can never be collected.
    case outOfReach(KeySet)
  }

  /// Finds the fewest steps, by A* over places of the robots and sets of keys.
  ///
  /// - Complexity: Exponential in the number of keys; doors, few ways and few keys left make it small.
  public func solve(limits: SearchLimits = SearchLimits()) throws(LimitReached) -> Outcome {
    let missing = allKeys.subtracting(collectableKeys())
    guard missing.isEmpty else { return .outOfReach(missing) }
    var watch = SearchWatch(limits)
    let order = try KeyOrder(self, &watch)
    let ways = try KeyWays(self, order, &watch)
    var search = KeySearch(self, order, ways, watch)
    let states = try search.run()
    return .solved(retraced(states, stateCount: search.stateCount))
  }

  /// The states as errands, each by a shortest way that the keys of its time allow.
  private func retraced(_ states: [KeyState], stateCount: Int) -> KeySolution {
    var cells = starts
    var errands: [KeySolution.Errand] = []
    for (from, to) in zip(states, states.dropFirst()) {
      let key = (to.keys & ~from.keys).trailingZeroBitCount
      guard let robot = starts.indices.first(where: { from.place($0) != to.place($0) }),
        let goal = keyCells[key],
        let way = shortestWay(from: cells[robot], to: goal, with: KeySet(rawValue: from.keys))
      else { preconditionFailure("no way to a key that was collected") }
      errands.append(KeySolution.Errand(robot: robot, key: key, cells: way))
      cells[robot] = goal
    }
    return KeySolution(errands: errands, stateCount: stateCount)
  }

  /// Breadth-first, over cells that some keys open.
  private func shortestWay(from start: Cell, to goal: Cell, with keys: KeySet) -> [Cell]? {
    let width = floor.size.width
    // From which direction a cell was entered; 0 where it was not.
    var entered = [UInt8](repeating: 0, count: floor.size.cellCount)
    var queue = [start]
    entered[start.y * width + start.x] = .max
    var index = 0
    while index < queue.count, queue[index] != goal {
      let cell = queue[index]
      index += 1
      for direction in DirectionSet.cardinal.directions {
        let next = cell.moved(direction)
        guard allowsEntering(next, with: keys), entered[next.y * width + next.x] == 0 else {
          continue
        }
        entered[next.y * width + next.x] = direction.rawValue + 1
        queue.append(next)
      }
    }
    guard index < queue.count else { return nil }
    var way = [goal]
    while let cell = way.last, cell != start {
      guard let direction = Direction(rawValue: entered[cell.y * width + cell.x] - 1) else {
        return nil
      }
      way.append(cell.moved(direction.reversed))
    }
    return way.reversed()
  }

  /// Walks through a solution by the rules alone: which keys it collects.
  ///
  /// - Returns: `nil` where a robot does what it cannot.
  public func replay(_ solution: KeySolution) -> KeySet? {
    var cells = starts
    var keys = KeySet()
    for errand in solution.errands {
      guard errand.cells.first == cells[errand.robot] else { return nil }
      for cell in errand.cells.dropFirst() {
        let from = cells[errand.robot]
        guard abs(cell.x - from.x) + abs(cell.y - from.y) == 1, allowsEntering(cell, with: keys)
        else { return nil }
        cells[errand.robot] = cell
        if let key = key(at: cell) { keys.insert(key) }
      }
    }
    return keys
  }
}
