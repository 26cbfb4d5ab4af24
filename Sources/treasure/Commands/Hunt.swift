import ArgumentParser
import Grids
import Hunts
import Routes

struct Hunt: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "hunt",
    abstract: "Hide a treasure, and find it.",
    usage: "treasure hunt [<options>] [<map>]",
    discussion: """
      EXAMPLES:
        treasure hunt maps/assessment.txt    the map, the way, and the map again
        treasure hunt --seed 7 map.txt       the same treasure every time
        treasure hunt --route '(N|E)+' --from 4,4 arena.map
        treasure hunt --json map.txt | jq -r .path

      The treasure is on one of the positions that 'treasure solve' prints,
      on each with the same chance; the way is a shortest walk that fits the
      route. The seed is printed to standard error unless it is given.

      EXIT STATUS:
        0 found, 1 there is no position to hide it on, 2 failed
      """)

  @OptionGroup var input: MapOptions
  @OptionGroup var routing: RouteOptions
  @OptionGroup var starting: StartOptions
  @OptionGroup var chance: SeedOptions

  @Flag(help: "Print one JSON document.")
  var json = false

  @OptionGroup var conventions: CoordinateOptions
  @OptionGroup var picturing: PictureOptions
  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    try routing.requireSingle(for: "a hunt")
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let route = try routing.parsed()[0]
    let reading = try MapReading(input, for: Self.self, starting, conventions)
    let start = try reading.start()
    let seed = chance.drawn()
    var report = HuntReport(reading: reading, start: start, route: route, seed: seed)
    report.hunt = try reading.answer { map throws(WalkError) in
      try Hunts.Hunt(on: map, start: start, route: route, seed: seed)
    }
    if report.hunt != nil, chance.seed == nil {
      reportSeed(seed)
    }
    if json {
      try report.writeJSON(to: &output)
    } else {
      try report.writeText(on: picturing.page(appearance.color), to: &output)
    }
    return report.hunt == nil ? .nothingFound : .found
  }
}
