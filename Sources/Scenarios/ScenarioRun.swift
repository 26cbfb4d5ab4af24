import GridFormats
import Grids
import Pathfinding

/// Experiments of one map, solved with one algorithm, each length checked and each search timed.
public struct ScenarioRun: Sendable {
  public var algorithm: PathAlgorithm

  /// What was prepared before the first search: scan boards, and for `jps+` its boards.
  public private(set) var setUp = Duration.zero

  /// What each experiment took that could be searched, the path included, as the cells at which it turns.
  public private(set) var times: [Duration] = []

  /// Cells whose neighbours were looked at, in all searches.
  public private(set) var expandedCount = 0

  /// What map, boards and scratch space take, the queues aside.
  public private(set) var byteCount = 0

  public private(set) var mismatches: [Mismatch] = []

  /// An experiment that did not come out as its file says.
  public struct Mismatch: Sendable {
    public var experiment: Experiment
    public var reason: Reason
  }

  public enum Reason: Equatable, Sendable {
    /// The start, or else the goal, is not a clear cell of the map.
    case offMap(Cell)
    case blocked(Cell)

    case noPath

    /// The length that was found.
    case length(PathCost)
  }

  /// A run of nothing, to add others to.
  public init(_ algorithm: PathAlgorithm) { self.algorithm = algorithm }

  /// Solves experiments.
  ///
  /// - Parameters:
  ///   - map: Scaled to the size that the experiments state.
  ///   - rounds: How often each search is made, at least once; its shortest time counts.
  ///   - progress: Called after each search, or as often where an experiment cannot be searched.
  /// - Throws: ``PathError`` where the map is too large, or the algorithm does not fit octile steps.
  public init(
    _ experiments: [Experiment], on map: GridMap, algorithm: PathAlgorithm, rounds: Int = 1,
    progress: () -> Void = {}
  ) throws(PathError) {
    self.algorithm = algorithm
    let clock = ContinuousClock()
    let begin = clock.now
    let finder = PathFinder(map: map)
    finder.prepare(algorithm)
    setUp = clock.now - begin
    byteCount = finder.byteCount(of: algorithm)
    var turns: [Cell] = []
    var searched: [Experiment] = []
    for experiment in experiments {
      if let reason = Self.fault(of: experiment, on: map) {
        mismatches.append(Mismatch(experiment: experiment, reason: reason))
        for _ in 0..<max(rounds, 1) { progress() }
      } else {
        searched.append(experiment)
      }
    }
    times = Array(repeating: .seconds(Int64.max), count: searched.count)
    // All in turns: a search made twice in a row would find its map in the cache.
    for round in 0..<max(rounds, 1) {
      for (index, experiment) in searched.enumerated() {
        let begin = clock.now
        let measure = try finder.turns(
          from: experiment.start, to: experiment.goal, moves: .octile, algorithm: algorithm,
          into: &turns)
        times[index] = min(times[index], clock.now - begin)
        progress()
        guard round == 0 else { continue }
        expandedCount += measure.expandedCount
        if let reason = Self.fault(of: experiment, cost: measure.cost) {
          mismatches.append(Mismatch(experiment: experiment, reason: reason))
        }
      }
    }
    mismatches.sort { $0.experiment.line < $1.experiment.line }
  }

  private static func fault(of experiment: Experiment, cost: PathCost?) -> Reason? {
    guard let cost else { return .noPath }
    return experiment.length.agrees(straight: cost.straight, diagonal: cost.diagonal)
      ? nil : .length(cost)
  }

  private static func fault(of experiment: Experiment, on map: GridMap) -> Reason? {
    for cell in [experiment.start, experiment.goal] where !map.isTraversable(cell) {
      return map.size.contains(cell) ? .blocked(cell) : .offMap(cell)
    }
    return nil
  }

  /// Takes over what another run with the same algorithm has found.
  public mutating func add(_ other: ScenarioRun) {
    setUp += other.setUp
    times += other.times
    expandedCount += other.expandedCount
    byteCount = max(byteCount, other.byteCount)
    mismatches += other.mismatches
    mismatches.sort { $0.experiment.line < $1.experiment.line }
  }
}

// MARK: - Figures

extension ScenarioRun {
  public var experimentCount: Int {
    times.count
      + mismatches.count { if case .blocked = $0.reason { true } else { $0.reason.isOffMap } }
  }

  /// All searches together.
  public var total: Duration { times.reduce(.zero, +) }

  /// The time that a share of the searches do not exceed; of 1, the longest.
  public func time(ofShare share: Double) -> Duration {
    guard !times.isEmpty else { return .zero }
    let index = Int((Double(times.count) * share).rounded(.up)) - 1
    return times.sorted()[min(max(index, 0), times.count - 1)]
  }
}

extension ScenarioRun.Reason {
  fileprivate var isOffMap: Bool { if case .offMap = self { true } else { false } }
}
