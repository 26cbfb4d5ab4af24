import ArgumentParser
import Grids
import Hunts
import Pathfinding

struct Dig: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "dig",
    abstract: "Find a shortest walk that visits every position.",
    usage: "treasure dig [<options>] [<map>]",
    discussion: """
      EXAMPLES:
        treasure dig maps/assessment.txt     to dig at each position
        treasure dig --return map.txt        and come back to the start
        treasure dig --route 'N+ (E|W)+' --as-route map.txt
        treasure dig --json map.txt | jq '.steps, .lowerBound'

      Steps lead to the four neighbours, and each is as long as any other. Up to
      16 positions no walk is shorter. Of more, a good one is found, and it is
      said how much longer than a shortest it is at most; 4095 positions are the
      most that are taken.

      EXIT STATUS:
        0 a walk was found, 1 there is no position, 2 failed
      """)

  enum Form: String, OutputForm {
    case plain, json
    case asRoute = "as-route"

    static func help(for form: Form) -> ArgumentHelp? {
      switch form {
      case .plain: "Print the walk's cells, one a line, and nothing else."
      case .asRoute: "Print the walk as a route and nothing else."
      case .json: "Print one JSON document."
      }
    }
  }

  @OptionGroup var input: MapOptions
  @OptionGroup var routing: RouteOptions
  @OptionGroup var starting: StartOptions

  @Flag(name: .customLong("return"), help: "End the walk where it began.")
  var returns = false

  @Flag var forms: [Form] = []

  @OptionGroup var conventions: CoordinateOptions
  @OptionGroup var picturing: PictureOptions
  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    _ = try forms.single()
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let routes = try routing.parsed()
    let reading = try MapReading(input, for: Self.self, starting, conventions)
    let solution = try Solution(reading, routes)
    let start = try reading.start()
    var report = DigReport(reading: reading, start: start, routes: routes, returns: returns)
    report.dig = try dig(at: solution.positions, from: start, on: reading.map)
    switch forms.first {
    case nil: try report.writeText(on: picturing.page(appearance.color), to: &output)
    case .plain: try report.writeCells(to: &output)
    case .asRoute: try report.writeRoute(to: &output)
    case .json: try report.writeJSON(to: &output)
    }
    return report.dig == nil ? .nothingFound : .found
  }

  /// - Returns: `nil` where there is no position.
  private func dig(at positions: CellSet, from start: Cell, on map: GridMap) throws -> Hunts.Dig? {
    let count = positions.count
    guard count > 0 else { return nil }
    guard count <= Hunts.Dig.maximumPositionCount else {
      throw Diagnostic(
        "\(count) positions are too many for a walk through all of them",
        help: "at most \(Hunts.Dig.maximumPositionCount) are taken; "
          + "a second --route leaves those that fit both")
    }
    let progress = Progress()
    defer { progress.finish() }
    do throws(PathError) {
      return try Hunts.Dig(on: map, start: start, positions: positions, returns: returns) {
        progress.advance(to: $1, of: $2, $0 == .distances ? "distances" : "order of digging")
      }
    } catch {
      throw Diagnostic(error)
    }
  }
}
