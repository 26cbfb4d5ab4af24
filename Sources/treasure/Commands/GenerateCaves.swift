import ArgumentParser
import GridGenerators
import Grids

struct GenerateCaves: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "caves",
    abstract: "Make a map of caves.",
    usage: "treasure generate caves [<options>]",
    discussion: """
      EXAMPLES:
        treasure generate caves --width 79 --height 23
        treasure generate caves --caves largest --seed 7 > caves.txt
        treasure generate caves --density 0.42 --steps 3
        treasure generate caves --caves all --width 16384 --height 16384 \\
          -o huge.txt

      Rock is strewn at random, and then, in each step, a cell becomes rock
      where most of the nine cells around it are, and clear elsewhere. Without
      --width and --height, a map is 64×24.

      CAVES:
        joined       shafts are dug from one to another (the default)
        largest      one cave is left, the others are filled
        all          caves stay as they are, joined or not

      'all' writes maps of any size as they are made, in the memory of a few
      rows, and its start may be anywhere, in the rock too. The others hold the map, and what hangs together: about a byte a
      cell, 300 MB for 16384×16384 cells.

      EXIT STATUS:
        0 made, 2 failed; a file named with -o is then as it was
      """)

  @OptionGroup var new: NewMapOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The share of rock before the first step, 0 to 1.", valueName: "share"))
  var density = 0.45

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How often to smooth the walls.", valueName: "n"))
  var steps = 5

  @Option(help: "What becomes of caves that no way joins; see above.")
  var caves: CaveMap.Joining = .joined

  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    try requireShare(density, of: "--density")
    guard 0...CaveMap.maximumStepCount ~= steps else {
      throw ValidationError("--steps must be 0 to \(CaveMap.maximumStepCount)")
    }
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let size = try new.size((64, 24))
    let start = try new.startCell(on: size)
    if caves != .all {
      // As noise without a step would have: a run in every fourth cell.
      try requireMemory(
        size.cellCount * 3, for: "a map of \(size) with caves \(caves.rawValue)",
        help: "--caves all needs no memory to speak of")
    }
    do {
      try new.write("\(size) caves", to: &output) { seed, sink, progress in
        try CaveMap(
          size: size, density: density, steps: steps, joining: caves, seed: seed, start: start
        ).write(to: sink, progress: progress)
      }
    } catch is CaveMap.StartIsElsewhere {
      throw Diagnostic(
        "\(new.start!) is not in the largest cave, which is all that is left",
        help: "leave --start out, or take --caves joined")
    }
    return .found
  }
}

extension CaveMap.Joining: ExpressibleByArgument {}
