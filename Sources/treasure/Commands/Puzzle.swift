import ArgumentParser

struct Puzzle: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "puzzle",
    abstract: "Solve puzzles that people bring as text files.",
    usage: "treasure puzzle <subcommand> [<options>]",
    discussion: """
      EXAMPLES:
        treasure puzzle keys vault.txt           all keys in the fewest steps
        treasure puzzle collect --return map.txt all treasures, and back again
        treasure puzzle sokoban levels.xsb       the fewest pushes

      EXIT STATUS:
        0 solved, 1 not solved, 2 failed
      """,
    subcommands: [PuzzleKeys.self, PuzzleCollect.self, PuzzleSokoban.self])

  func run() throws {
    throw HelpRequired(command: Self.self)
  }
}
