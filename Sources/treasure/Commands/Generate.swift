import ArgumentParser

struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make maps.",
    usage: "treasure generate <subcommand> [<options>]",
    discussion: """
      EXAMPLES:
        treasure generate random --width 64 --height 32 > map.txt
        treasure generate random --seed 7 | treasure solve

      The seed is always printed to standard error; the same seed gives the
      same bytes.

      EXIT STATUS:
        0 made, 2 failed
      """,
    subcommands: [GenerateRandom.self])

  func run() throws {
    throw HelpRequired(command: Self.self)
  }
}
