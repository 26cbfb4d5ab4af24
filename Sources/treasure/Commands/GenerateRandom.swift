import ArgumentParser
import GridGenerators
import Grids

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

      Maps of any size are written as they are made, in little memory.

      EXIT STATUS:
        0 made, 2 failed
      """)

  @Option(parsing: .unconditional, help: ArgumentHelp("Cells in a row.", valueName: "cells"))
  var width = 32

  @Option(parsing: .unconditional, help: ArgumentHelp("Rows.", valueName: "cells"))
  var height = 16

  @OptionGroup var chance: SeedOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The share of obstacles, 0 to 1.", valueName: "share"))
  var density = 0.1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where the hunter starts; without, a cell is drawn.", valueName: "cell")
  )
  var start: String?

  @OptionGroup var conventions: CoordinateOptions
  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    guard 0...1 ~= density else {
      throw ValidationError("--density must be 0 to 1")
    }
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    guard let size = GridSize(width: width, height: height) else {
      throw Diagnostic(
        "a map of \(width)×\(height) cells is not possible",
        help:
          "each side is 1 to \(GridSize.maximumSide), and at most \(GridSize.maximumCellCount) cells"
      )
    }
    let start = try start.map { try conventions.coordinates(on: size).cell($0) }
    let seed = chance.drawn()
    reportSeed(seed)
    try RandomMap(size: size, density: density, seed: seed, start: start).write {
      try output.write($0)
    }
    return .found
  }
}
