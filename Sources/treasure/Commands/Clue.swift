import ArgumentParser
import Grids
import Hunts
import Routes

struct Clue: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "clue",
    abstract: "Say which leg's step count would narrow the positions most.",
    usage: "treasure clue [<options>] [<map>]",
    discussion: """
      EXAMPLES:
        treasure clue maps/assessment.txt
        treasure clue --route '(N|E){4} S+' map.txt
        treasure clue --json map.txt | jq '.legs[] | {leg, bits}'

      All walks of the route are equally likely. The step count of a leg splits
      them into groups, and the positions with them; where walks of several
      groups end, groups overlap. The bits are what knowing the step count takes
      off the uncertainty about the position, on average: 1 bit halves it.

      A leg is an item of the route: a direction, '.' or a group, with its
      repeat; its step count is the number of steps that a walk takes in it. A
      route with several branches is one leg. Walks must be finitely many, and
      none may be divided among the legs in two ways, as N3 is by 'N+ N+'.

      EXIT STATUS:
        0 there are positions, 1 there is none, 2 failed
      """)

  @OptionGroup var input: MapOptions
  @OptionGroup var routing: RouteOptions
  @OptionGroup var starting: StartOptions

  @Flag(help: "Print one JSON document.")
  var json = false

  @OptionGroup var conventions: CoordinateOptions
  @OptionGroup var picturing: PictureOptions
  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    try routing.requireSingle(for: "a clue")
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let route = try routing.parsed()[0]
    let reading = try MapReading(input, for: Self.self, starting, conventions)
    let start = try reading.start()
    let progress = Progress()
    defer { progress.finish() }
    let clue = try reading.answer { map throws(WalkError) in
      try Hunts.Clue(on: map, start: start, route: route) {
        progress.advance(to: $0, of: $1, "step counts")
      }
    }
    progress.finish()
    let report = ClueReport(reading: reading, route: route, clue: clue)
    if json {
      try report.writeJSON(to: &output)
    } else {
      try report.writeText(on: picturing.page(appearance.color), to: &output)
    }
    return clue.positions.isEmpty ? .nothingFound : .found
  }
}
