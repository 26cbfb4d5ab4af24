import ArgumentParser
import GridPictures
import Grids
import Hunts
import Routes

struct Render: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Show a map, positions and a path as a picture.",
    usage: "treasure render [<options>] [<map>]",
    discussion: """
      EXAMPLES:
        treasure render maps/assessment.txt  the map alone
        treasure render --route 'N+ E+ S+' map.txt
                                             with the positions of a route
        treasure render --weights map.txt    and how many walks end at each
        treasure render --path 'N3 E4 S1' map.txt
        treasure render --color always --width 100 map.txt | less -R

      Positions are shown with --route, --min-steps or --weights, and what
      cells cost, if they do, without.

      On a terminal a map is drawn in blocks and colours, and one that does
      not fit is scaled down, or cut to the part that matters; the last line
      says so. Elsewhere it is drawn in ASCII, whole.

      EXIT STATUS:
        0 shown, 2 failed
      """)

  @OptionGroup var input: MapOptions
  @OptionGroup var routing: RouteOptions
  @OptionGroup var starting: StartOptions

  @Flag(help: "Show how many walks end at each position, as a heat map.")
  var weights = false

  @Option(
    help: ArgumentHelp("Draw a walk, written as 'N3 E4 S1'.", valueName: "walk"))
  var path: [String] = []

  @OptionGroup var conventions: CoordinateOptions
  @OptionGroup var picturing: PictureOptions
  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    if weights { try routing.requireSingle(for: "--weights") }
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let showsPositions = weights || routing.isGiven
    let routes = showsPositions ? try routing.parsed() : []
    let needsStart = showsPositions || !path.isEmpty
    let reading = try MapReading(
      input, for: Self.self, starting, conventions, start: needsStart ? .required : .optional)
    var scene = reading.document.scene
    if showsPositions {
      scene.show(try Solution(reading, routes, weights: weights))
    } else {
      scene.showCosts(of: reading.document)
    }
    scene.paths = try path.map { try cells(ofWalk: $0, on: reading) }
    let page = picturing.page(appearance.color)
    try output.write(Picture(scene, on: page.canvas()))
    return .found
  }

  private func cells(ofWalk text: String, on reading: MapReading) throws(Diagnostic) -> [Cell] {
    guard let walk = Walk(text) else {
      throw Diagnostic(
        "'\(text)' is not a walk",
        help: "--path takes what 'treasure path --as-route' prints, as in 'N3 E4 S1'")
    }
    let trace = walk.trace(on: reading.map, from: try reading.start())
    if let step = trace.blockedStep {
      let place = trace.cells[trace.cells.count - 1]
      throw Diagnostic(
        "the walk '\(text)' is not possible: no step \(step.abbreviation) leads from "
          + reading.coordinates.text(of: place))
    }
    return trace.cells
  }
}
