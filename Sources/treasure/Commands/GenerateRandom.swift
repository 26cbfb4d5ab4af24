import ArgumentParser
import GridGenerators

struct GenerateRandom: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "random",
    abstract: "Make a map of obstacles strewn at random.",
    usage: "treasure generate random [<options>]",
    discussion: """
      EXAMPLES:
        treasure generate random --width 64 --height 32 --start 0,31 > map.txt
        treasure generate random --seed 7 --density 0.4
        treasure generate random --width 9999 --height 9999 | treasure check

      Without --width and --height, a map is 32×16. Maps of any size are
      written as they are made, in little memory.

      EXIT STATUS:
        0 made, 2 failed; a file named with -o is then as it was
      """)

  @OptionGroup var new: NewMapOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The share of obstacles, 0 to 1.", valueName: "share"))
  var density = 0.1

  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    try requireShare(density, of: "--density")
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let size = try new.size()
    let start = try new.startCell(on: size)
    try new.write("\(size)", to: &output) { seed, sink, progress in
      var done = 0
      try RandomMap(size: size, density: density, seed: seed, start: start).write { piece in
        try sink(piece)
        done += piece.count
        progress(done, (size.width + 1) * size.height)
      }
    }
    return .found
  }
}

/// For options that are part of a whole.
func requireShare(_ share: Double, of option: String) throws(ValidationError) {
  guard 0...1 ~= share else { throw ValidationError("\(option) must be 0 to 1") }
}
