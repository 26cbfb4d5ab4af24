import Grids

extension GridMap {
  /// Tells why a cell is or isn't a position of a route: how far walks get, and what stops them.
  ///
  /// Walks are followed from the start forwards and from the cell backwards; where the two do not meet
  /// between any two legs, no walk fits.
  ///
  /// - Parameters:
  ///   - cell: A cell of the map.
  ///   - start: A traversable cell.
  /// - Complexity: Twice that of ``cells(reachedBy:from:)``, with all boards kept.
  public func explanation(of cell: Cell, route: Route, from start: Cell) -> Explanation {
    precondition(size.contains(cell), "\(cell) is off the map")
    guard isTraversable(cell) else { return Explanation(cell: cell, finding: .obstacle) }
    guard cell != start else { return Explanation(cell: cell, finding: .start) }
    guard !route.automaton.states.isEmpty else { return Explanation(cell: cell, finding: .noSteps) }
    let meeting = Meeting(of: route, on: self, from: start, to: cell)
    let legs = zip(route.legs, meeting.ends.dropFirst()).map {
      Explanation.Leg(text: $0.text, endCount: $1.count)
    }
    guard !meeting.ends.last!.contains(cell) else {
      let walk = try? shortestWalks(fitting: route, from: start).walk(to: cell)
      return Explanation(cell: cell, finding: .position(walk), legs: legs)
    }
    if let unfinished = meeting.ends.firstIndex(where: \.isEmpty) {
      let place = meeting.ends[unfinished - 1].nearest(to: cell)!
      return Explanation(
        cell: cell,
        finding: .unfinished(
          leg: unfinished - 1, from: place, blockedBy: blockade(route.legs[unfinished - 1], place)),
        legs: legs)
    }
    // The cells from which the last legs lead to the cell, as many legs as it goes.
    let farthest = meeting.origins.lastIndex(where: \.isEmpty).map { $0 + 1 } ?? 0
    let origins = meeting.origins[farthest]
    let origin = origins.nearest(to: cell)!
    if farthest > 0 {
      return Explanation(
        cell: cell,
        finding: .unenterable(
          leg: farthest - 1, origin, among: origins.count,
          blockedBy: blockade(route.legs[farthest - 1], origin, backwards: true)),
        legs: legs)
    }
    let last = route.legs.count - 1
    let needed = meeting.origins[last].nearest(to: cell)!
    return Explanation(
      cell: cell,
      finding: .missed(
        leg: last, needed: needed, among: meeting.origins[last].count,
        nearest: meeting.ends[last].nearest(to: needed)!),
      legs: legs)
  }

  /// What stops a leg of one direction within its least number of steps.
  private func blockade(_ leg: Leg, _ cell: Cell, backwards: Bool = false) -> Blockade? {
    let atom: RouteExpression
    var leastSteps = 1
    if case .repetition(let part, let repetition) = leg.expression {
      atom = part
      leastSteps = max(repetition.minimum, 1)
    } else {
      atom = leg.expression
    }
    guard case .step(let directions) = atom, let direction = directions.only else { return nil }
    let heading = backwards ? direction.reversed : direction
    var place = cell
    for _ in 0..<leastSteps {
      let next = place.moved(heading)
      guard allowsStep(from: place, heading) else {
        return Blockade(
          direction: direction, cell: next,
          kind: !size.contains(next) ? .edge : isTraversable(next) ? .corner : .obstacle)
      }
      place = next
    }
    return nil
  }
}

/// Why a cell is or isn't a position.
public struct Explanation: Sendable, Equatable {
  public var cell: Cell
  public var finding: Finding

  /// The legs of the route with the number of cells at which walks can end them; empty where the cell
  /// alone decides.
  public var legs: [Leg] = []

  public struct Leg: Sendable, Equatable {
    public var text: String
    public var endCount: Int
  }

  public enum Finding: Sendable, Equatable {
    /// With a shortest walk, unless the map is too large to find one.
    case position(Walk?)
    case obstacle
    case start

    /// The route has no steps, and its only walk ends at the start.
    case noSteps

    /// No walk gets through a leg; the nearest that the leg before brings one to the cell is `from`.
    case unfinished(leg: Int, from: Cell, blockedBy: Blockade?)

    /// The legs behind this one lead to the cell from some cells, but this one can end at none of
    /// them, wherever it begins.
    case unenterable(leg: Int, Cell, among: Int, blockedBy: Blockade?)

    /// The last leg leads to the cell from some cells, but the walks that come to it are elsewhere.
    case missed(leg: Int, needed: Cell, among: Int, nearest: Cell)
  }

  public var isPosition: Bool {
    if case .position = finding { return true }
    return false
  }
}

/// A step that cannot be taken.
public struct Blockade: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case obstacle, edge

    /// A diagonal step between two clear cells, beside an obstacle.
    case corner
  }

  /// Of the step that is stopped.
  public var direction: Direction
  public var cell: Cell
  public var kind: Kind
}

extension Explanation {
  /// Whole sentences, one a line.
  ///
  /// - Parameter name: How to write a cell.
  public func sentences(naming name: (Cell) -> String) -> [String] {
    var sentences = [verdict(name)]
    if !legs.isEmpty {
      let ends = legs.map { "\($0.text) at \(counted($0.endCount))" }
      sentences.append("Walks can end \(ends.joined(separator: ", ")).")
    }
    return sentences + reasons(name)
  }

  private func verdict(_ name: (Cell) -> String) -> String {
    switch finding {
    case .position(let walk):
      "\(name(cell)) is a position" + (walk.map { ": \($0) ends there." } ?? ".")
    case .obstacle: "\(name(cell)) is not a position: it is an obstacle."
    case .start: "\(name(cell)) is not a position: it is the start."
    case .noSteps: "\(name(cell)) is not a position: the route has no steps."
    default: "\(name(cell)) is not a position."
    }
  }

  private func reasons(_ name: (Cell) -> String) -> [String] {
    switch finding {
    case .position, .obstacle, .start, .noSteps: return []
    case .unfinished(let leg, let place, let blockade):
      let stop = blockade.map { ": \(reason($0, name))" } ?? ""
      return [
        "No walk gets through leg \(leg + 1), \(legs[leg].text). "
          + "Nearest to \(name(cell)) one begins it at \(name(place))\(stop)."
      ]
    case .unenterable(let leg, let origin, let count, let blockade):
      let stop = blockade.map { ": \(reason($0, name))" } ?? ""
      guard leg + 1 < legs.count else {
        return ["Leg \(leg + 1), \(legs[leg].text), cannot end there\(stop)."]
      }
      let rest = legs[(leg + 1)...].map(\.text).joined(separator: " ")
      return [
        "\(rest) leads there from \(place(origin, count, name)) only.",
        "Leg \(leg + 1), \(legs[leg].text), cannot end "
          + (count == 1 ? "there" : "at any of them") + stop + ".",
      ]
    case .missed(let leg, let needed, let count, let nearest):
      let before = legs[..<leg].map(\.text).joined(separator: " ")
      return [
        "\(legs[leg].text) leads there from \(place(needed, count, name)) only.",
        (leg == 0 ? "Walks begin" : "The nearest that \(before) ends is") + " at \(name(nearest)).",
      ]
    }
  }

  private func reason(_ blockade: Blockade, _ name: (Cell) -> String) -> String {
    switch blockade.kind {
    case .obstacle:
      "\(name(blockade.cell)) is an obstacle"
    case .edge:
      "a step \(blockade.direction.abbreviation) there would cross the edge of the map"
    case .corner:
      "a step \(blockade.direction.abbreviation) there would cut a corner"
    }
  }

  private func place(_ cell: Cell, _ count: Int, _ name: (Cell) -> String) -> String {
    count == 1 ? name(cell) : "\(counted(count)), the nearest \(name(cell)),"
  }

  private func counted(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }
}

/// The walks of a route from its start forwards, and from one cell backwards, between its legs.
private struct Meeting {
  /// At index *i* the cells at which walks can be when the first *i* legs are over.
  let ends: [CellSet]

  /// At index *i* the cells from which the legs from *i* on can lead to the cell.
  let origins: [CellSet]

  init(of route: Route, on map: GridMap, from start: Cell, to goal: Cell) {
    let states = route.automaton.states
    func filled(_ automaton: Automaton, from cell: Cell) -> Reachability {
      let reachability = Reachability(of: automaton, on: map.traversable, from: cell)
      reachability.fill(retaining: { _ in true })
      return reachability
    }
    let forward = filled(route.automaton, from: start)
    let backward = filled(route.automaton.reversed, from: goal)
    ends = (0...route.legs.count).map { boundary in
      var cells = CellSet(size: map.size)
      if boundary == 0 || states.contains(where: { $0.isInitial && $0.leg >= boundary }) {
        cells.insert(start)
      }
      for (index, state) in states.enumerated() where state.leg < boundary {
        let isOver =
          boundary == route.legs.count
          ? state.isAccepting : state.successors.contains { states[$0].leg >= boundary }
        if isOver { cells.formUnion(forward.cells(in: index)) }
      }
      return cells
    }
    origins = (0...route.legs.count).map { boundary in
      var cells = CellSet(size: map.size)
      if boundary == route.legs.count
        || states.contains(where: { $0.isAccepting && $0.leg < boundary })
      {
        cells.insert(goal)
      }
      for (index, state) in states.enumerated() where state.leg >= boundary {
        let isBegun =
          boundary == 0
          ? state.isInitial : state.predecessors.contains { states[$0].leg < boundary }
        if isBegun { cells.formUnion(backward.cells(in: index)) }
      }
      return cells
    }
  }
}

extension CellSet {
  /// The member with the fewest steps to a cell, obstacles aside; the first of several.
  fileprivate func nearest(to cell: Cell) -> Cell? {
    self.min { abs($0.x - cell.x) + abs($0.y - cell.y) < abs($1.x - cell.x) + abs($1.y - cell.y) }
  }
}
