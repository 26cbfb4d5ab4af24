import GridFormats
import GridGenerators
import Grids
import Pathfinding

/// Experiments on a map between cells drawn from a seed, with the lengths of shortest paths.
///
/// The same map, count and seed give the same experiments on every machine: words of ``CounterRandom`` are
/// taken in order, two for a cell, x and y, until it is clear; a pair of equal cells, or of cells that no path
/// joins, is dropped. Experiments are ordered by bucket, and within one as they were drawn.
public struct RandomScenario: Sendable {
  public let experiments: [Experiment]

  /// Draws in a row that may fail: a map on which fewer pairs than one in so many do is taken for one
  /// without any.
  private static let drawLimit = 100_000

  /// Why there is no scenario.
  public enum Failure: Error, Equatable, Sendable {
    /// Fewer than two clear cells, or hardly any two that a path joins.
    case noJoinedCells
    case search(PathError)
  }

  /// - Parameters:
  ///   - name: What the file calls the map.
  ///   - progress: Is told how many experiments there are.
  public init(
    _ map: GridMap, named name: String, count: Int, seed: UInt64,
    progress: (_ done: Int) -> Void = { _ in }
  ) throws(Failure) {
    let random = CounterRandom(seed: seed)
    let finder = PathFinder(map: map)
    var next: UInt64 = 0
    func clearCell() throws(Failure) -> Cell {
      for _ in 0..<Self.drawLimit {
        let cell = Cell(
          x: random.number(below: map.size.width, from: next),
          y: random.number(below: map.size.height, from: next + 1))
        next += 2
        if map.isTraversable(cell) { return cell }
      }
      throw .noJoinedCells
    }

    var experiments: [Experiment] = []
    var turns: [Cell] = []
    var failures = 0
    while experiments.count < count {
      let (start, goal) = (try clearCell(), try clearCell())
      let measure: PathFinder.Measure
      do throws(PathError) {
        measure = try finder.turns(
          from: start, to: goal, moves: .octile, algorithm: .preparedJumpPoints, into: &turns)
      } catch {
        throw .search(error)
      }
      guard start != goal, let cost = measure.cost else {
        failures += 1
        if failures == Self.drawLimit { throw .noJoinedCells }
        continue
      }
      failures = 0
      let length = PrintedLength(straight: cost.straight, diagonal: cost.diagonal)
      experiments.append(
        Experiment(
          bucket: Int(length.value / 4), map: name, width: map.size.width,
          height: map.size.height, start: start, goal: goal, length: length))
      progress(experiments.count)
    }
    // Swift's sort is not promised to be stable.
    self.experiments = experiments.enumerated()
      .sorted { ($0.element.bucket, $0.offset) < ($1.element.bucket, $1.offset) }
      .map(\.element)
  }

  /// The file's text.
  public var text: String {
    "version 1\n" + experiments.map { $0.text + "\n" }.joined()
  }
}
