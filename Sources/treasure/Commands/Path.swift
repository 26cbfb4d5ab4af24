import ArgumentParser
import Grids
import Pathfinding

struct Path: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "path",
    abstract: "Find a shortest path between two cells.",
    usage: "treasure path [<options>] [<map>]",
    discussion: """
      EXAMPLES:
        treasure path --to 6,4 map.txt       from the map's start
        treasure path --from 1,1 --to 6,4 --moves octile arena.map
        treasure path --format maze maze.txt from S to the nearest E
        treasure path --to 6,4 --to 3,1 --all map.txt
                                             a path to each
        treasure path --to 6,4 --plain map.txt
                                             its cells, one x,y a line
        treasure path --to 6,4 --as-route map.txt
                                             'N3 E5 S3', as --route takes it

      Where a map has costs (digits), a step costs what the cell does that it
      enters. Diagonal steps cost that times the root of 2, and never cut a
      corner. With --all, --plain parts the paths by blank lines.

      EXIT STATUS:
        0 a path was found, 1 there is none (standard error names the
        reachable cell nearest to a goal), 2 failed
      """)

  enum Form: String, OutputForm {
    case plain, json
    case asRoute = "as-route"

    static func help(for form: Form) -> ArgumentHelp? {
      switch form {
      case .plain: "Print the path's cells, one a line, and nothing else."
      case .asRoute: "Print the path as a route and nothing else."
      case .json: "Print one JSON document."
      }
    }
  }

  @OptionGroup var input: MapOptions
  @OptionGroup var starting: StartOptions

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Where to go; of several, to the nearest. Without, the map's goals.", valueName: "cell"))
  var to: [String] = []

  @Flag(help: "Find a path to each goal.")
  var all = false

  @Option(help: "Steps to the four neighbours or to all eight.")
  var moves: Moves = .cardinal

  @Option(help: "How to search; auto takes what expects the least work.")
  var algorithm: AlgorithmChoice = .auto

  @Flag var forms: [Form] = []

  @OptionGroup var conventions: CoordinateOptions
  @OptionGroup var picturing: PictureOptions
  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    _ = try forms.single()
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let reading = try MapReading(input, for: Self.self, starting, conventions)
    let start = try reading.start()
    let goals = try goals(on: reading)
    let finder = PathFinder(map: reading.map, costs: reading.document.costs)
    let begin = ContinuousClock.now
    let outcome: PathFinder.Outcome
    do throws(PathError) {
      outcome = try finder.paths(
        from: start, to: goals, moves: moves, algorithm: algorithm.algorithm, toEach: all)
    } catch {
      throw Diagnostic(error)
    }
    let report = PathReport(
      reading: reading, start: start, goals: goals, moves: moves, outcome: outcome,
      duration: ContinuousClock.now - begin)
    try write(report, to: &output)
    try output.flush()
    writeError(report.remarks(onEachGoal: all))
    return outcome.paths.isEmpty ? .nothingFound : .found
  }

  /// In their order, each once.
  private func goals(on reading: MapReading) throws(Diagnostic) -> [Cell] {
    guard !to.isEmpty else {
      guard let goals = reading.document.goals else {
        throw Diagnostic("no goal: the map has none", help: "give it with --to")
      }
      return Array(goals)
    }
    var goals: [Cell] = []
    var known = Set<Cell>()
    for text in to {
      let cell = try reading.coordinates.clearCell(text, on: reading.map, option: "--to")
      if known.insert(cell).inserted { goals.append(cell) }
    }
    return goals
  }

  private func write(_ report: PathReport, to output: inout TextOutput) throws {
    switch forms.first {
    case nil: try report.writeText(on: picturing.page(appearance.color), to: &output)
    case .plain: try report.writeCells(to: &output)
    case .asRoute: try report.writeRoutes(to: &output)
    case .json: try report.writeJSON(to: &output)
    }
  }
}

extension Moves: ExpressibleByArgument {}

/// An algorithm by its name, or `auto`.
struct AlgorithmChoice: ExpressibleByArgument, CustomStringConvertible {
  /// `nil` for whichever is best.
  let algorithm: PathAlgorithm?

  static let auto = AlgorithmChoice(algorithm: nil)

  static var allValueStrings: [String] { ["auto"] + PathAlgorithm.allCases.map(\.rawValue) }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  private init(algorithm: PathAlgorithm?) {
    self.algorithm = algorithm
  }

  init?(argument: String) {
    guard argument != "auto" else {
      self = .auto
      return
    }
    guard let algorithm = PathAlgorithm(rawValue: argument) else { return nil }
    self.init(algorithm: algorithm)
  }

  var description: String { algorithm?.rawValue ?? "auto" }
}
