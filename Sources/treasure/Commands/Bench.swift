import ArgumentParser
import GridFormats
import Pathfinding
import Scenarios

struct Bench: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Solve all experiments of Moving AI scenarios, check and time them.",
    usage: "treasure bench [<options>] <scenarios> ...",
    discussion: """
      EXAMPLES:
        treasure bench arena2.map.scen
        treasure bench --maps maps scenarios/*.scen
        treasure bench --algorithm all arena2.map.scen
        treasure bench --json arena2.map.scen | jq '.results[].milliseconds'

      A map is looked for where the scenario says, from the folder that the
      scenario is in, then beside it, then the same in --maps. Every path is
      found as the cells at which it turns, and its length compared with the
      printed one, at the precision printed there.

      EXIT STATUS:
        0 all lengths are right, 1 one is not, 2 failed
      """)

  @Argument(
    help: "The scenarios' files.", completion: .file(extensions: ["scen"]))
  var scenarios: [String]

  @Option(
    help: ArgumentHelp("Where else to look for maps.", valueName: "folder"),
    completion: .directory)
  var maps: String?

  @Option(
    help: "How to search; auto is jps+, all takes one after the other.")
  var algorithm: BenchAlgorithms = .auto

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How often to make each search; its shortest time counts.", valueName: "n"))
  var rounds = 1

  @Flag(help: "Print one JSON document.")
  var json = false

  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    guard 1...1000 ~= rounds else { throw ValidationError("--rounds must be 1 to 1000") }
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    var report = BenchReport()
    // What cannot be read is said before minutes of measuring.
    let files = try scenarios.map { try BenchFile(path: $0, maps: maps) }
    let progress = Progress()
    defer { progress.finish() }
    for file in files {
      for algorithm in algorithm.algorithms {
        var done = 0
        let run = try file.run(algorithm, rounds: rounds) {
          done += 1
          progress.advance(
            to: done, of: file.experimentCount * rounds, "\(file.name) \(algorithm.rawValue)")
        }
        report.rows.append(.init(file: file, run: run))
      }
    }
    progress.finish()
    if json {
      try report.writeJSON(to: &output)
    } else {
      try report.writeText(to: &output)
    }
    return report.hasMismatch ? .nothingFound : .found
  }
}

/// An algorithm for octile steps by its name, `auto`, or `all` of them.
struct BenchAlgorithms: ExpressibleByArgument, CustomStringConvertible {
  let description: String
  let algorithms: [PathAlgorithm]

  private static let octile = PathAlgorithm.allCases.filter { $0.fits(.octile, hasCosts: false) }

  static let auto = BenchAlgorithms(argument: "auto")!

  static var allValueStrings: [String] { ["auto", "all"] + octile.map(\.rawValue) }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  init?(argument: String) {
    description = argument
    switch argument {
    case "auto": algorithms = [.preparedJumpPoints]
    case "all": algorithms = Self.octile
    default:
      guard let algorithm = PathAlgorithm(rawValue: argument), Self.octile.contains(algorithm)
      else { return nil }
      algorithms = [algorithm]
    }
  }
}
