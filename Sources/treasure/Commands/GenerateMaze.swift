import ArgumentParser
import GridGenerators
import Grids

struct GenerateMaze: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "maze",
    abstract: "Make a maze.",
    usage: "treasure generate maze [<options>]",
    discussion: """
      EXAMPLES:
        treasure generate maze --width 79 --height 23
        treasure generate maze --algorithm wilson --seed 7 > maze.txt
        treasure generate maze --loops 0.1 --start 1,1
        treasure generate maze --algorithm eller --width 16383 --height 16383 \\
          -o huge.txt

      Rooms are the cells at odd x and y, with walls between them; a side of
      even length ends in a wall of two cells. Without --width and --height, a
      maze is 33×17. Between any two rooms there is exactly one way, but for
      --loops.

      ALGORITHMS:
        backtracker  long corridors that wind; depth first
        prim         short dead ends everywhere; grows at a random place
        wilson       every maze of the size with the same chance
        eller        row by row, with no bias that meets the eye
        sidewinder   row by row; the last one is a single corridor
        binary-tree  room by room, right or down; the quickest

      The last three write mazes of any size as they are made, in the memory
      of a few rows. The others keep a byte for each room: 67 MB for
      16384×16384 cells, and prim up to four times as much again.

      EXIT STATUS:
        0 made, 2 failed; a file named with -o is then as it was
      """)

  @OptionGroup var new: NewMapOptions

  @Option(help: "How to make it; see above.")
  var algorithm: MazeAlgorithm = .backtracker

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The share of the walls between two rooms that is left out, 0 to 1.", valueName: "share"))
  var loops = 0.0

  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    try requireShare(loops, of: "--loops")
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let size = try new.size((33, 17), minimumSide: Maze.minimumSide)
    let start = try new.startCell(on: size)
    if let start, !Maze.hasRoom(at: start, in: size) {
      let coordinates = new.conventions.coordinates(on: size)
      let (x, y) = (Self.nearestRoom(start.x, size.width), Self.nearestRoom(start.y, size.height))
      throw Diagnostic(
        "\(coordinates.text(of: start)) is no room of the maze",
        help: "every other cell of every other row is one; the nearest is "
          + coordinates.text(of: Cell(x: x, y: y)))
    }
    if !algorithm.isStream {
      let roomCount = (size.width - 1) / 2 * ((size.height - 1) / 2)
      try requireMemory(
        roomCount * (algorithm == .prim ? 5 : 1), for: "a maze of \(size) by \(algorithm.rawValue)",
        help: "eller, sidewinder and binary-tree need no memory to speak of")
    }
    try new.write("\(size) \(algorithm.rawValue)", to: &output) { seed, sink, progress in
      try Maze(size: size, algorithm: algorithm, seed: seed, loops: loops, start: start)
        .write(to: sink, progress: progress)
    }
    return .found
  }

  private static func nearestRoom(_ place: Int, _ length: Int) -> Int {
    min(place | 1, (length - 1) / 2 * 2 - 1)
  }
}

extension MazeAlgorithm: ExpressibleByArgument {}
