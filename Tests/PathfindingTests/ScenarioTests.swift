import Foundation
import GridFormats
import Grids
import Pathfinding
import Testing

/// A* on the Moving AI scenario files, whose lengths others have computed.
@Suite(
  .enabled(if: Scenario.directory != nil, "MOVINGAI_DATA names no directory: scenarios not run"))
struct ScenarioTests {
  #if DEBUG
    /// All experiments expand 800 million cells: half an hour without optimization.
    static let interval = 40
  #else
    static let interval = 1
  #endif

  @Test(
    "lengths are those printed: all experiments in release builds, every 40th in debug builds",
    arguments: Scenario.names)
  func lengths(name: String) throws {
    let scenario = try Scenario(name: name)
    let finder = PathFinder(map: scenario.map)
    #expect(scenario.experiments.count > 0)
    for index in stride(from: 0, to: scenario.experiments.count, by: Self.interval) {
      let experiment = scenario.experiments[index]
      let outcome = try finder.paths(
        from: experiment.start, to: [experiment.goal], moves: .octile, algorithm: .aStar)
      let path = try #require(outcome.paths.first, "\(experiment)").path
      #expect(experiment.agrees(with: path.cost), "\(experiment): \(path.cost)")
    }
  }
}

/// A scenario file and its map.
struct Scenario {
  struct Experiment {
    var start: Cell
    var goal: Cell
    var length: Double
    var decimals: Int

    /// What authors of scenarios took for √2: some files' lengths are off in the last digits printed,
    /// as they must be with a root of single precision, or of nine decimals.
    static let rootsOfTwo = [2.squareRoot(), Double(Float(2).squareRoot()), 1.414213562]

    /// Whether the cost, at the printed precision, is the printed length.
    func agrees(with cost: PathCost) -> Bool {
      Self.rootsOfTwo.contains { root in
        let exact = Double(cost.straight) + Double(cost.diagonal) * root
        return abs(exact - length) <= 0.5 * pow(10, -Double(decimals)) + 1e-9
      }
    }
  }

  var map: GridMap
  var experiments: [Experiment]

  static let directory = ProcessInfo.processInfo.environment["MOVINGAI_DATA"]

  /// The maps that have a scenario.
  static var names: [String] {
    guard let directory,
      let files = try? FileManager.default.contentsOfDirectory(atPath: directory)
    else { return [] }
    return files.filter { $0.hasSuffix(".map.scen") }.map { String($0.dropLast(9)) }.sorted()
  }

  /// Fields are parted by tabs or spaces, lines end in LF or CRLF, and the first is the version.
  init(name: String) throws {
    let path = "\(Self.directory!)/\(name).map"
    map = try MapSource(path: path).read(start: .optional).map
    let text = try String(contentsOfFile: path + ".scen", encoding: .utf8)
    experiments = try text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      let fields = line.split { $0 == "\t" || $0 == " " }
      try #require(fields.count == 9, "\(line)")
      let numbers = try fields[4..<8].map { try #require(Int($0)) }
      return Experiment(
        start: Cell(x: numbers[0], y: numbers[1]), goal: Cell(x: numbers[2], y: numbers[3]),
        length: try #require(Double(fields[8])),
        decimals: fields[8].split(separator: ".").dropFirst().first?.count ?? 0)
    }
  }
}
