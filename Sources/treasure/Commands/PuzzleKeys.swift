import ArgumentParser
import GridFormats
import Puzzles

struct PuzzleKeys: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Collect all keys in the fewest steps.",
    usage: "treasure puzzle keys [<options>] [<puzzle>]",
    discussion: """
      EXAMPLES:
        treasure puzzle keys maps/vault.txt  a picture, and the way
        treasure puzzle keys --count vault.txt
                                             the number of steps alone
        treasure puzzle keys --split-start vault.txt
                                             four robots from the middle
        treasure puzzle keys --json vault.txt | jq -r .order

      '@' is a start, '#' a wall, '.' floor, a small letter a key and its
      capital a door that the key opens. There may be several starts, with a
      robot on each: they move one at a time, and a key is everybody's. A door
      without a key never opens. With --plain and --as-route, the ways of
      several robots are told key by key.

      EXIT STATUS:
        0 all keys are collected, 1 that cannot be, or not within the limits,
        2 failed
      """)

  @OptionGroup var input: PuzzleOptions

  @Flag(
    help: "Make the start and the cells around it walls, with four starts at the corners.")
  var splitStart = false

  @Flag var forms: [WalkForm] = []

  @OptionGroup var limiting: LimitOptions
  @OptionGroup var conventions: CoordinateOptions
  @OptionGroup var picturing: PictureOptions
  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    _ = try forms.single()
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let (name, puzzle) = try input.read(for: Self.self) { text throws(MapError) in
      try KeyPuzzle(text, splitsStart: splitStart)
    }
    let progress = Progress()
    let begin = ContinuousClock.now
    let outcome: KeyReport.Outcome
    do throws(LimitReached) {
      switch try puzzle.solve(limits: limiting.limits({ progress.show("\($0) states") })) {
      case .solved(let solution):
        precondition(
          puzzle.replay(solution) == puzzle.allKeys, "the walk does not collect all keys")
        outcome = .solved(solution)
      case .outOfReach(let keys): outcome = .outOfReach(keys)
      }
    } catch {
      outcome = .limit(error)
    }
    progress.finish()
    let report = KeyReport(
      name: name, puzzle: puzzle, outcome: outcome, duration: ContinuousClock.now - begin,
      coordinates: conventions.coordinates(on: puzzle.floor.size))
    switch forms.first {
    case nil: try report.writeText(on: picturing.page(appearance.color), to: &output)
    case .count: try output.write("\(report.solution?.stepCount ?? 0)\n")
    case .plain: try report.writeCells(to: &output)
    case .asRoute: try report.writeRoutes(to: &output)
    case .json: try report.writeJSON(to: &output)
    }
    try output.flush()
    writeError(report.remarks)
    if case .limit(let limit) = outcome {
      let paint = Paint(appearance.color.isOnForDiagnostics)
      writeError(limiting.diagnostic(limit).text(paint))
    }
    return report.solution == nil ? .nothingFound : .found
  }
}

/// How a walk is written where not in a picture and words.
enum WalkForm: String, OutputForm {
  case plain, count, json
  case asRoute = "as-route"

  static func help(for form: Self) -> ArgumentHelp? {
    switch form {
    case .plain: "Print the walk's cells, one a line, and nothing else."
    case .count: "Print the number of steps and nothing else."
    case .asRoute: "Print the walk as a route and nothing else."
    case .json: "Print one JSON document."
    }
  }
}
