import Grids

/// The cells at which walks from one cell can be in each state of an automaton.
final class Reachability {
  let automaton: Automaton
  let open: CellSet
  private let schedule: Schedule
  private let start: Layer
  private var layers: [Layer?]

  /// - Parameters:
  ///   - start: A traversable cell.
  ///   - retainsAll: Whether the cells of all states will be asked for.
  /// - Throws: ``WalkError/tooManyBoards(_:_:)``
  init(
    of automaton: Automaton, on map: GridMap, from start: Cell, retainsAll: Bool = false
  ) throws(WalkError) {
    precondition(map.isTraversable(start), "the start must be traversable")
    self.automaton = automaton
    open = map.traversable
    schedule = Schedule(automaton)
    let boardCount =
      retainsAll ? 2 * automaton.states.count : schedule.peakBoardCount(of: automaton) + 1
    guard boardCount <= Memory.byteCount / Layer.byteCount(of: map.size) else {
      throw .tooManyBoards(boardCount, map.size)
    }
    let column = start.x >> 6
    self.start = Layer(columns: column..<column + 1, height: open.height)
    self.start.words(ofRow: start.y)[column] = 1 << UInt64(start.x & 63)
    self.start.setExtent(column..<column + 1, ofRow: start.y)
    layers = Array(repeating: nil, count: automaton.states.count)
  }

  /// The cells of a state that was retained.
  func cells(in state: Int) -> CellSet {
    guard let layer = layers[state] else { return CellSet(size: open.size) }
    return CellSet(size: open.size, adopting: layer.storage)
  }

  func hasCells(in state: Int) -> Bool { layers[state]?.rows.isEmpty == false }

  func contains(_ cell: Cell, in state: Int) -> Bool {
    layers[state]?.row(cell.y).contains(x: cell.x) ?? false
  }

  /// Runs all stages, once.
  ///
  /// - Parameters:
  ///   - isRetained: Whether the cells of a state will be asked for; the others are kept only as
  ///     long as a stage still reads them.
  ///   - visitor: Gets the rows with a reached cell of every accepting state, each row of a state
  ///     once.
  func fill(
    retaining isRetained: (Int) -> Bool = { _ in false }, visitor: ((Int, Row) -> Void)? = nil
  ) {
    let lastReader = schedule.lastReaders(of: automaton)
    for (number, stage) in schedule.stages.enumerated() {
      switch stage {
      case .sweep(let states, let step):
        sweep(states, step, visitor) {
          isRetained($0) ? .wholeRows : lastReader[$0] > number ? .reachableColumns : .nothing
        }
      case .saturation(let states):
        saturate(states, visitor)
      }
      for state in layers.indices where lastReader[state] <= number && !isRetained(state) {
        layers[state] = nil
      }
    }
  }

  private func sweep(
    _ states: [Int], _ step: Int, _ visitor: ((Int, Row) -> Void)?, _ kept: (Int) -> Track.Kept
  ) {
    let sweep = Sweep(open: open, step: step)
    var tracks: [Int: Track] = [:]
    for index in states {
      let state = automaton.states[index]
      tracks[index] = sweep.addTrack(
        Move(
          direction: state.directions.only!, counts: state.count, isLoop: automaton.isLoop(index)),
        from: sources(of: index),
        and: state.predecessors.compactMap { tracks[$0] },
        keeping: kept(index), visitor: state.isAccepting ? visitor : nil)
    }
    sweep.run()
    for (index, track) in tracks { layers[index] = track.layer }
  }

  private func saturate(_ states: [Int], _ visitor: ((Int, Row) -> Void)?) {
    let saturation = Saturation(
      open: open, automaton: automaton, indices: states, sources: states.map(sources))
    for (index, layer) in zip(states, saturation.layers) {
      layers[index] = layer
      guard automaton.states[index].isAccepting, let visitor else { continue }
      for y in layer.rows where !layer.row(y).isEmpty { visitor(y, layer.row(y)) }
    }
  }

  /// What stages before have filled, and a state is entered from.
  private func sources(of index: Int) -> [Layer] {
    let state = automaton.states[index]
    return (state.isInitial ? [start] : []) + state.predecessors.compactMap { layers[$0] }
  }
}
