import ArgumentParser
import GridGenerators
import Grids
import Hunts
import Routes

struct GenerateHunt: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "hunt",
    abstract: "Make a map on which a route has exactly so many positions.",
    usage: "treasure generate hunt --positions <n> [<options>]",
    discussion: """
      EXAMPLES:
        treasure generate hunt --positions 5 | treasure solve
        treasure generate hunt --positions 1 --route '(N|E){4,9} S+' --seed 7
        treasure generate hunt --positions 400 --width 100 --height 100

      Obstacles are strewn at random, as densely as it takes; every map is
      solved on the way, and so is the one that is written. What takes more
      than --limit maps is given up: then fewer positions, a larger map or
      another start may help. Without --width and --height, a map is 32×16.

      EXIT STATUS:
        0 made, 1 not found within the limit, 2 failed
      """)

  @Option(parsing: .unconditional, help: ArgumentHelp("How many positions.", valueName: "n"))
  var positions: Int

  @OptionGroup var routing: RouteOptions
  @OptionGroup var new: NewMapOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many maps to try at most.", valueName: "n"))
  var limit = 10_000

  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    try routing.requireSingle(for: "a map")
    guard positions >= 1 else { throw ValidationError("--positions must be at least 1") }
    guard limit >= 1 else { throw ValidationError("--limit must be at least 1") }
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let route = try routing.parsed()[0]
    let size = try new.size()
    guard positions < size.cellCount else {
      throw Diagnostic(
        "\(size) cells cannot have \(positions) positions",
        help: "the start is never one; at most \(size.cellCount - 1) are possible")
    }
    let order = HuntOrder(
      size: size, route: route, positionCount: positions, start: try new.startCell(on: size),
      limit: limit)
    let coordinates = new.conventions.coordinates(on: size)
    do {
      try new.write("maps tried", to: &output) { seed, sink, progress in
        let map: GridMap?
        do throws(WalkError) {
          map = try order.map(seed: seed) { progress($0, limit) }
        } catch {
          throw Diagnostic(error, in: coordinates)
        }
        guard let map, let start = map.start else { throw NotFound() }
        try MapText(size: size, start: start).write(clear: map.traversable, to: sink)
      }
    } catch is NotFound {
      let count = positions == 1 ? "1 position" : "\(positions) positions"
      writeError("no map with exactly \(count) was found within \(limit) maps\n")
      return .nothingFound
    }
    return .found
  }

  private struct NotFound: Error {}
}
