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
  /// - Throws: What ``cells(reachedBy:from:)`` throws, for boards of all states.
  /// - Complexity: Twice that of ``cells(reachedBy:from:)``, with all boards kept, and that of
  ///   ``shortestWalk(to:fitting:from:)`` for a position.
  public func explanation(
    of cell: Cell, route: Route, from start: Cell
  ) throws(WalkError) -> Explanation {
    precondition(size.contains(cell), "\(cell) is off the map")
    guard isTraversable(cell) else { return Explanation(cell: cell, finding: .obstacle) }
    guard cell != start else { return Explanation(cell: cell, finding: .start) }
    guard !route.automaton.states.isEmpty else { return Explanation(cell: cell, finding: .noSteps) }
    let meeting = try Meeting(of: route, on: self, from: start, to: cell)
    return Explanation(
      cell: cell, finding: finding(cell, route, start, meeting),
      legs: meeting.countedLegs(of: route))
  }

  private func finding(
    _ cell: Cell, _ route: Route, _ start: Cell, _ meeting: Meeting
  ) -> Explanation.Finding {
    let legs = route.legs
    if meeting.isMet {
      // The walk is a kindness: the map may be too large for it.
      return .position(try? shortestWalk(to: cell, fitting: route, from: start))
    }
    if let unfinished = (1...legs.count).first(where: { !meeting.hasEnds(of: $0) }) {
      let place = meeting.ends(of: unfinished - 1).nearest(to: cell)!
      return .unfinished(
        leg: unfinished - 1, from: place, blockedBy: blockade(legs[unfinished - 1], place))
    }
    // The cells from which the last legs lead to the cell, as many legs as it goes.
    let farthest = (0..<legs.count).last { !meeting.hasOrigins(of: $0) }.map { $0 + 1 } ?? 0
    if farthest > 0 {
      let origins = meeting.origins(of: farthest)
      let origin = origins.nearest(to: cell)!
      return .unenterable(
        leg: farthest - 1, origin, among: origins.count,
        blockedBy: blockade(legs[farthest - 1], origin, backwards: true))
    }
    let last = legs.count - 1
    let origins = meeting.origins(of: last)
    let needed = origins.nearest(to: cell)!
    return .missed(
      leg: last, needed: needed, among: origins.count,
      nearest: meeting.ends(of: last).nearest(to: needed)!)
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

    /// `nil` where a route has very many legs.
    public var endCount: Int?
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
    let ends = legs.compactMap { leg in leg.endCount.map { "\(leg.text) at \(counted($0))" } }
    if !ends.isEmpty { sentences.append("Walks can end \(ends.joined(separator: ", ")).") }
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

/// The walks of a route from its start forwards, and from one cell backwards.
///
/// Between the legs there are boundaries: *i* stands behind the first *i* legs.
private struct Meeting {
  private let automaton: Automaton
  private let size: GridSize
  private let start: Cell
  private let goal: Cell
  private let legCount: Int
  private let forward: Reachability
  private let backward: Reachability

  /// For each state the first boundary at which no walk can be in it any more, and the first at which
  /// one can be about to enter it.
  private let endOfStates: [Int]
  private let beginOfStates: [Int]

  init(of route: Route, on map: GridMap, from start: Cell, to goal: Cell) throws(WalkError) {
    automaton = route.automaton
    size = map.size
    self.start = start
    self.goal = goal
    legCount = route.legs.count
    let states = route.automaton.states
    forward = try Reachability(of: automaton, on: map, from: start, retainsAll: true)
    backward = try Reachability(of: automaton.reversed, on: map, from: goal, retainsAll: true)
    forward.fill(retaining: { _ in true })
    backward.fill(retaining: { _ in true })
    endOfStates = states.map { [legCount] state in
      state.isAccepting
        ? legCount + 1 : (state.successors.map { states[$0].leg }.max() ?? state.leg) + 1
    }
    beginOfStates = states.map { state in
      state.isInitial ? 0 : (state.predecessors.map { states[$0].leg }.min() ?? state.leg) + 1
    }
  }

  /// Whether the cell is a position.
  var isMet: Bool {
    automaton.states.indices.contains {
      automaton.states[$0].isAccepting && forward.contains(goal, in: $0)
    }
  }

  /// Whether walks can be over with the first legs.
  func hasEnds(of boundary: Int) -> Bool {
    startIsEnd(of: boundary) || endingStates(at: boundary).contains { forward.hasCells(in: $0) }
  }

  /// The cells at which walks can be when the first legs are over.
  func ends(of boundary: Int) -> CellSet {
    union(of: endingStates(at: boundary), in: forward, with: startIsEnd(of: boundary) ? start : nil)
  }

  /// Whether the legs behind a boundary lead to the cell from anywhere.
  func hasOrigins(of boundary: Int) -> Bool {
    goalIsOrigin(of: boundary)
      || beginningStates(at: boundary).contains { backward.hasCells(in: $0) }
  }

  /// The cells from which the legs behind a boundary lead to the cell.
  func origins(of boundary: Int) -> CellSet {
    union(
      of: beginningStates(at: boundary), in: backward,
      with: goalIsOrigin(of: boundary) ? goal : nil)
  }

  /// The legs with the numbers of cells at which they can end, unless they are too many to tell.
  func countedLegs(of route: Route) -> [Explanation.Leg] {
    route.legs.enumerated().map { index, leg in
      Explanation.Leg(
        text: leg.text,
        endCount: legCount > Self.maximumCountedLegs ? nil : ends(of: index + 1).count)
    }
  }

  private static let maximumCountedLegs = 16

  private func endingStates(at boundary: Int) -> [Int] {
    automaton.states.indices.filter {
      automaton.states[$0].leg < boundary
        && (boundary == legCount ? automaton.states[$0].isAccepting : boundary < endOfStates[$0])
    }
  }

  private func beginningStates(at boundary: Int) -> [Int] {
    automaton.states.indices.filter {
      automaton.states[$0].leg >= boundary && boundary >= beginOfStates[$0]
    }
  }

  /// Whether the first legs may be left out.
  private func startIsEnd(of boundary: Int) -> Bool {
    boundary == 0 || automaton.states.contains { $0.isInitial && $0.leg >= boundary }
  }

  private func goalIsOrigin(of boundary: Int) -> Bool {
    boundary == legCount || automaton.states.contains { $0.isAccepting && $0.leg < boundary }
  }

  private func union(of states: [Int], in reachability: Reachability, with cell: Cell?) -> CellSet {
    var cells = CellSet(size: size)
    if let cell { cells.insert(cell) }
    for state in states where reachability.hasCells(in: state) {
      cells.formUnion(reachability.cells(in: state))
    }
    return cells
  }
}

extension CellSet {
  /// The member with the fewest steps to a cell, obstacles aside; the first of several.
  fileprivate func nearest(to cell: Cell) -> Cell? {
    self.min { abs($0.x - cell.x) + abs($0.y - cell.y) < abs($1.x - cell.x) + abs($1.y - cell.y) }
  }
}
