import ArgumentParser
import GridGenerators

struct GenerateRooms: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "rooms",
    abstract: "Make a map of rooms and corridors.",
    usage: "treasure generate rooms [<options>]",
    discussion: """
      EXAMPLES:
        treasure generate rooms --width 79 --height 23
        treasure generate rooms --largest 5 --loops 0 --seed 7 > rooms.txt
        treasure generate rooms --width 16384 --height 16384 -o huge.txt

      Every clear cell can be reached from every other. A start of your own is
      joined to the next room. Without --width and --height, a map is 64×24.
      Maps of any size are written as they are made, in the memory of a row of
      rooms.

      EXIT STATUS:
        0 made, 2 failed; a file named with -o is then as it was
      """)

  @OptionGroup var new: NewMapOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How long a room's side may be.", valueName: "cells"))
  var largest = 7

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The share of neighbours that are joined though they need not be, 0 to 1.",
      valueName: "share"))
  var loops = 0.1

  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    try requireShare(loops, of: "--loops")
    let sides = RoomsMap.roomSides
    guard sides ~= largest else {
      throw ValidationError("--largest must be \(sides.lowerBound) to \(sides.upperBound)")
    }
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let size = try new.size((64, 24), minimumSide: RoomsMap.minimumSide)
    let start = try new.startCell(on: size)
    try new.write("\(size) rooms", to: &output) { seed, sink, progress in
      try RoomsMap(size: size, largestSide: largest, loops: loops, seed: seed, start: start)
        .write(to: sink, progress: progress)
    }
    return .found
  }
}
