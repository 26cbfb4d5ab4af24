import Foundation
import GridFormats
import Grids
import Pathfinding
import Testing

/// A sample of the Moving AI scenario files, whose lengths others have computed. All of them are run by
/// `treasure bench`, which is built for release.
@Suite(
  .enabled(if: movingAI != nil, "MOVINGAI_DATA names no directory: scenarios not run"))
struct ScenarioTests {
  private static let interval = 160

  @Test(
    "lengths are those printed",
    arguments: [PathAlgorithm.aStar, .jumpPoints, .preparedJumpPoints], scenarios)
  func lengths(algorithm: PathAlgorithm, path: String) throws {
    let experiments = try ScenarioSource(path: path).read()
    let map = try MapSource(path: String(path.dropLast(5))).read(start: .optional).map
    let finder = PathFinder(map: map)
    #expect(experiments.count > 0)
    var turns: [Cell] = []
    for index in stride(from: 0, to: experiments.count, by: Self.interval) {
      let experiment = experiments[index]
      let measure = try finder.turns(
        from: experiment.start, to: experiment.goal, moves: .octile, algorithm: algorithm,
        into: &turns)
      let cost = try #require(measure.cost, "\(experiment)")
      #expect(
        experiment.length.agrees(straight: cost.straight, diagonal: cost.diagonal),
        "\(experiment): \(cost)")
    }
  }
}

private let movingAI = ProcessInfo.processInfo.environment["MOVINGAI_DATA"]

/// The files that have a map beside them.
private var scenarios: [String] {
  guard let movingAI, let files = try? FileManager.default.contentsOfDirectory(atPath: movingAI)
  else { return [] }
  return files.filter { $0.hasSuffix(".map.scen") }.sorted().map { "\(movingAI)/\($0)" }
}
