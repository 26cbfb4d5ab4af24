import ArgumentParser

/// The root of the command line.
@main
struct Treasure: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "treasure",
    abstract: "Finds where on a map the treasure may be.",
    usage: "treasure <subcommand> [<options>]",
    discussion: """
      EXAMPLES:
        treasure solve maps/assessment.txt     a grid with a $ on each position
        treasure solve --count < huge.txt      how many positions there are
        treasure solve --route 'N2 E+' map.txt
                                               a route of your own
        treasure hunt maps/assessment.txt      hides a treasure and finds it
        treasure clue maps/assessment.txt      what would narrow them most
        treasure dig maps/assessment.txt       a shortest walk to dig at each
        treasure path --to 6,4 map.txt         a shortest path
        treasure puzzle sokoban levels.xsb     the fewest pushes, level by level
        treasure bench arena2.map.scen         how soon all its paths are found
        treasure render map.txt                a picture of the map
        treasure check maps/*.txt              every fault of every map
        treasure generate random --seed 7 | treasure solve

      On a map, '#' is an obstacle, '.' is clear, and 'X' is where the
      hunter starts. The hunter goes north, then east, then south, each at
      least one step; or as --route says.

      EXIT STATUS:
        0 found, 1 nothing found or faults found, 2 failed
      """,
    version: "0.1.0",
    subcommands: [
      Solve.self, Clue.self, Dig.self, Hunt.self, Path.self, Bench.self, Scenario.self, Render.self,
      Check.self, Convert.self, Generate.self, Puzzle.self,
    ])

  /// How ArgumentParser begins a message.
  static let _errorPrefix = Diagnostic.Severity.error.rawValue + ": "

  static func main() {
    terminate(with: runTreasure(Array(CommandLine.arguments.dropFirst())))
  }

  func run() throws {
    throw HelpRequired(command: Self.self)
  }
}
