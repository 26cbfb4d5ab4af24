import ArgumentParser
import GridFormats
import Puzzles

struct PuzzleSokoban: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "sokoban",
    abstract: "Solve levels of Sokoban with the fewest pushes.",
    usage: "treasure puzzle sokoban [<options>] [<puzzle>]",
    discussion: """
      EXAMPLES:
        treasure puzzle sokoban maps/sokoban.xsb
                                             every level and its solution
        treasure puzzle sokoban --level 3 levels.xsb
                                             the third alone
        treasure puzzle sokoban --plain levels.xsb
                                             a solution a line, as udlrUDLR
        treasure puzzle sokoban --count levels.xsb
                                             the pushes of each level

      Levels are written in XSB: '#' wall, '@' player, '$' box, '.' goal, '*'
      box and '+' player on a goal, floor ' ', '-' or '_'; '|' parts rows, and
      3# stands for ###. Small letters are moves, capitals pushes. Of all
      solutions one with the fewest pushes is found; between pushes the player
      goes the shortest way. The limits are those of each level.

      EXIT STATUS:
        0 all levels are solved, 1 one is not, 2 failed
      """)

  enum Form: String, OutputForm {
    case plain, count, json

    static func help(for form: Form) -> ArgumentHelp? {
      switch form {
      case .plain: "Print the solutions, one a line ('-' where there is none), and nothing else."
      case .count: "Print the pushes, a level a line ('-' where there are none), and nothing else."
      case .json: "Print one JSON document."
      }
    }
  }

  @OptionGroup var input: PuzzleOptions

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Which level to solve, from 1; several are taken.", valueName: "n"))
  var level: [Int] = []

  @Flag var forms: [Form] = []

  @OptionGroup var limiting: LimitOptions
  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    _ = try forms.single()
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    var numbers = level
    let (name, levels) = try input.read(for: Self.self) { text throws(MapError) in
      let levels = try SokobanCollection(text).levels
      if numbers.isEmpty { numbers = Array(1...levels.count) }
      // What is wrong is said before minutes of searching; the boards are not kept, for there may be many.
      for number in numbers where 1...levels.count ~= number {
        _ = try SokobanBoard(levels[number - 1])
      }
      return levels
    }
    if let number = numbers.first(where: { !(1...levels.count ~= $0) }) {
      throw Diagnostic(
        "there is no level \(number)",
        help: levels.count == 1 ? "there is one level" : "levels are 1 to \(levels.count)")
    }
    let paint = Paint(appearance.color.isOn)
    let errorPaint = Paint(appearance.color.isOnForDiagnostics)
    var summaries: [String] = []
    var solvedCount = 0
    for (index, number) in numbers.enumerated() {
      let board = try SokobanBoard(levels[number - 1])
      let begin = ContinuousClock.now
      let outcome = outcome(of: board, number)
      let report = SokobanReport(
        number: number, board: board, outcome: outcome, duration: ContinuousClock.now - begin)
      if report.solution != nil { solvedCount += 1 }
      switch forms.first {
      case nil:
        if index > 0 { try output.write("\n") }
        try report.writeText(columns: TerminalSize.of(STDOUT_FILENO)?.columns, paint, to: &output)
      case .plain: try output.write((report.solution?.moves ?? "-") + "\n")
      case .count: try output.write((report.solution.map { "\($0.pushCount)" } ?? "-") + "\n")
      case .json: summaries.append(report.summary)
      }
      // What takes long is seen when it is known.
      try output.flush()
      if case .limit(let limit) = report.outcome {
        writeError(limiting.diagnostic(limit, of: "level \(number): ").text(errorPaint))
      }
    }
    if forms.first == .json {
      try SokobanReport.writeJSON(of: summaries, solvedCount: solvedCount, in: name, to: &output)
    }
    return solvedCount == numbers.count ? .found : .nothingFound
  }

  private func outcome(of board: SokobanBoard, _ number: Int) -> SokobanReport.Outcome {
    let progress = Progress()
    defer { progress.finish() }
    do throws(LimitReached) {
      let solution = try board.solution(
        limits: limiting.limits { progress.show("level \(number): \($0) states") })
      guard let solution else { return .unsolvable }
      var replay = SokobanReplay(board)
      precondition(
        replay.make(all: solution.moves) && replay.pushCount == solution.pushCount,
        "the solution does not solve the level")
      return .solved(solution)
    } catch {
      return .limit(error)
    }
  }
}
