import FuzzDriver
import GridTesting
import Grids

@testable import Routes

/// Looks at everything that Routes tells of a route on a map, as far as that is quickly done.
func check(_ route: Route, on fuzzed: FuzzedMap) {
  let automaton = route.automaton
  guard automaton.states.count <= Budget.states,
    automaton.cost * fuzzed.map.size.cellCount <= Budget.positions
  else { return }
  let positions = checkedPositions(of: route, on: fuzzed)
  checkExplanation(of: fuzzed.probe, route, on: fuzzed, positions)

  guard automaton.stepCount(on: fuzzed.map.size) * fuzzed.map.size.cellCount <= Budget.walks else {
    return
  }
  checkShortestWalks(fitting: route, on: fuzzed, positions)
  let counts = counts(fitting: route, on: fuzzed, positions)
  checkAgainstReference(route, on: fuzzed, positions, counts)
}

/// What an input may cost, so that thousands are tried a second rather than a few.
private enum Budget {
  /// States of the automaton, whose stages are planned in the square of them.
  static let states = 256

  /// Transitions times cells.
  static let positions = 1 << 17

  /// Pairs of a cell and a step of the route.
  static let walks = 1 << 13

  /// States of the reference's automaton, and its pairs with a cell.
  static let referenceStates = 40
  static let referenceNodes = 1 << 10

  /// How many positions have their walks looked at.
  static let walkCount = 4
}

extension Automaton {
  fileprivate var cost: Int { states.reduce(1) { $0 + 1 + $1.successors.count } }

  /// Steps, with counts written out.
  fileprivate func stepCount(on size: GridSize) -> Int {
    states.reduce(1) { $0 + min($1.count.upperBound, max(size.width, size.height)) }
  }
}

// MARK: - Positions

private func checkedPositions(of route: Route, on fuzzed: FuzzedMap) -> CellSet {
  let map = fuzzed.map
  guard let positions = try? map.cells(reachedBy: route, from: fuzzed.start) else {
    fatalError("a small map is too large for boards")
  }
  require(
    positions.count == (try? map.countOfCells(reachedBy: route, from: fuzzed.start)),
    "there are \(positions.count) positions, but others are counted")
  require(positions.count == Array(positions).count, "a position is off the map")
  require(positions.allSatisfy(map.isTraversable), "an obstacle is a position")
  require(!positions.contains(fuzzed.start), "the start is a position")
  return positions
}

private func checkExplanation(
  of cell: Cell, _ route: Route, on fuzzed: FuzzedMap, _ positions: CellSet
) {
  for cell in [cell, fuzzed.start, positions.first { _ in true } ?? cell] {
    guard
      let explanation = try? fuzzed.map.explanation(of: cell, route: route, from: fuzzed.start)
    else { fatalError("a small map is too large to explain \(cell)") }
    require(
      explanation.isPosition == positions.contains(cell),
      "\(cell) is explained as what it is not: \(explanation.finding)")
    let sentences = explanation.sentences(naming: \.description)
    require(
      !sentences.isEmpty && sentences.allSatisfy { $0.hasSuffix(".") },
      "\(cell) is explained by no sentence")
  }
}

// MARK: - Walks

private func checkShortestWalks(fitting route: Route, on fuzzed: FuzzedMap, _ positions: CellSet) {
  let map = fuzzed.map
  guard let walks = try? map.shortestWalks(fitting: route, from: fuzzed.start) else {
    fatalError("a small map is too large for shortest walks")
  }
  require(walks.positions == positions, "other positions have shortest walks")
  require(walks.walk(to: fuzzed.start) == nil, "a walk ends at the start")
  // The first, the last and some between.
  let interval = max(1, positions.count / Budget.walkCount)
  for (index, cell) in positions.enumerated()
  where index % interval == 0 || index == positions.count - 1 {
    guard let walk = walks.walk(to: cell) else { fatalError("no walk to \(cell), a position") }
    var place = fuzzed.start
    for step in walk.steps {
      require(map.allowsStep(from: place, step), "the walk \(walk) takes an impossible step")
      place = place.moved(step)
    }
    require(place == cell, "the walk \(walk) to \(cell) ends at \(place)")
    guard let walkAsRoute = try? Route(walk.description) else {
      fatalError("the walk \(walk) is no route")
    }
    var only = CellSet(size: map.size)
    only.insert(cell)
    require(
      (try? map.cells(reachedBy: walkAsRoute, from: fuzzed.start)) == only,
      "the route \(walk) does not lead to \(cell) alone")
  }
}

private enum Counts {
  case finite(WalkCounts)
  case infinite(Cell)
}

private func counts(
  fitting route: Route, on fuzzed: FuzzedMap, _ positions: CellSet
) -> Counts? {
  do {
    let counts = try fuzzed.map.walkCounts(fitting: route, from: fuzzed.start)
    require(counts.positions == positions, "other positions have counts")
    var share = 0.0
    for cell in positions {
      require(counts.count(at: cell) != WalkCount(), "no walk ends at \(cell), a position")
      share += counts.share(at: cell)
    }
    require(
      positions.isEmpty || (0.999...1.001).contains(share), "the shares of all walks are \(share)")
    return .finite(counts)
  } catch {
    switch error {
    case .infinitelyManyWalks(let cell):
      require(positions.contains(cell), "infinitely many walks end at \(cell), no position")
      return .infinite(cell)
    case .ambiguousLegs:
      require(false, "counting walks asks for no legs")
      return nil
    case .tooManyNodes, .tooManyBoards:
      return nil
    }
  }
}

// MARK: - Reference

/// Compares with the slow solver of the tests, which has a parser of its own.
private func checkAgainstReference(
  _ route: Route, on fuzzed: FuzzedMap, _ positions: CellSet, _ counts: Counts?
) {
  // It takes fewer separators, and no numbers beyond all maps.
  guard let reference = try? ReferenceRoute(route.text),
    reference.pattern.expandedSize <= 2 * Budget.referenceStates
  else { return }
  var derivatives = Derivatives(reference)
  guard let stateCount = derivatives.stateCount(limit: Budget.referenceStates),
    stateCount * fuzzed.map.size.cellCount <= Budget.referenceNodes
  else { return }

  let map = fuzzed.reference
  let lengths = referenceShortestLengths(map, reference)
  require(
    Set(lengths.keys) == Set(positions.map(ReferenceCell.init)),
    "positions \(Array(positions)), but the reference has \(lengths.keys)\n\(map)")
  if let walks = try? fuzzed.map.shortestWalks(fitting: route, from: fuzzed.start) {
    for cell in positions {
      require(
        walks.walk(to: cell)?.length == lengths[ReferenceCell(cell)],
        "the reference knows a shorter walk to \(cell)\n\(map)")
    }
  }
  guard let counts else { return }
  let expected = referenceWalkCounts(map, reference)
  switch counts {
  case .finite(let counts):
    require(expected.infinite.isEmpty, "infinitely many walks end at \(expected.infinite)\n\(map)")
    for (cell, count) in expected.finite {
      let found = counts.count(at: Cell(x: cell.x, y: cell.y))
      require("\(found)" == "\(count)", "\(found) walks end at \(cell), not \(count)\n\(map)")
    }
    require("\(counts.total)" == "\(expected.total)", "\(counts.total) walks in all\n\(map)")
  case .infinite(let cell):
    require(
      expected.infinite.contains(ReferenceCell(cell)), "finitely many walks end at \(cell)\n\(map)")
  }
}

extension ReferenceCell {
  init(_ cell: Cell) { self.init(x: cell.x, y: cell.y) }
}
