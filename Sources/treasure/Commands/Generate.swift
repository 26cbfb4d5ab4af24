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
        treasure generate maze --algorithm wilson --width 79 --height 23
        treasure generate caves | treasure render
        treasure generate rooms -o rooms.txt
        treasure generate hunt --positions 5 | treasure solve

      The seed is always printed to standard error; the same seed gives the
      same bytes, on every machine.

      EXIT STATUS:
        0 made, 1 not found (hunt), 2 failed
      """,
    subcommands: [
      GenerateRandom.self, GenerateMaze.self, GenerateCaves.self, GenerateRooms.self,
      GenerateHunt.self,
    ])

  func run() throws {
    throw HelpRequired(command: Self.self)
  }
}
