import ArgumentParser
import Scenarios

struct Scenario: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario",
    abstract: "Draw pairs of cells, with the lengths of shortest paths between them.",
    usage: "treasure scenario [<options>] [<map>]",
    discussion: """
      EXAMPLES:
        treasure scenario --count 100 map.txt > map.txt.scen
        treasure scenario --count 20 --seed 7 arena.map | head

      Writes the Moving AI format that 'treasure bench' reads. Diagonal steps
      are √2 long and never cut a corner; lengths have 8 decimals, rounded
      exactly. Pairs that no path joins are not taken. The map is named as it
      is named here, and 'treasure bench' looks for it beside the scenario.

      EXIT STATUS:
        0 written, 2 failed
      """)

  @OptionGroup var input: MapOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("How many pairs.", valueName: "n"))
  var count = 100

  @OptionGroup var chance: SeedOptions
  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    guard 0...1_000_000 ~= count else {
      throw ValidationError("--count must be 0 to 1000000")
    }
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let (name, document) = try input.read(for: Self.self, start: .ignored)
    guard document.costs == nil else {
      throw Diagnostic(
        "the cells of '\(name)' have costs, of which a scenario knows nothing")
    }
    guard name.split(whereSeparator: \.isWhitespace).joined(separator: " ") == name else {
      throw Diagnostic(
        "the name '\(name)' cannot stand in a scenario",
        help: "fields are parted by blanks; rename the map")
    }
    let seed = chance.drawn()
    reportSeed(seed)
    let progress = Progress()
    defer { progress.finish() }
    let scenario: RandomScenario
    do throws(RandomScenario.Failure) {
      scenario = try RandomScenario(document.map, named: name, count: count, seed: seed) {
        progress.advance(to: $0, of: count, "pairs")
      }
    } catch {
      switch error {
      case .noJoinedCells:
        throw Diagnostic("hardly any two cells of '\(name)' are joined by a path")
      case .search(let error): throw Diagnostic(error)
      }
    }
    progress.finish()
    try output.write(scenario.text)
    return .found
  }
}
