import ArgumentParser
import Grids
import Routes

struct Solve: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve",
    abstract: "Print every position where the treasure may be.",
    usage: "treasure solve [<options>] [<map>]",
    discussion: """
      EXAMPLES:
        treasure solve maps/assessment.txt   the grid, and the positions as x,y
        treasure solve --plain map.txt       one x,y a line and nothing else
        treasure solve --count < map.txt     how many
        treasure solve --route 'N2 (E|W)+' map.txt
        treasure solve --route 'N+' --route 'W* N' map.txt
                                             the positions that fit both
        treasure solve --paths --weights map.txt
                                             how to get there, and how likely
        treasure solve --explain 3,2 map.txt
                                             why a cell is a position, or not
        treasure solve --from 4,4 arena.map  a start where the map has none

      A route is a regular expression over steps: N E S W NE SE SW NW, or
      words (up right down left), '.' for any of N E S W, groups in
      parentheses, '|' between choices, and the repeats + * ? 3 {3} {3,}
      {3,5}. Without --route it is 'N+ E+ S+'. Of several routes, a
      position must fit each.

      EXIT STATUS:
        0 a position was found, 1 there is none, 2 failed
      """)

  enum Form: String, OutputForm {
    case grid, plain, count, json

    static func help(for form: Form) -> ArgumentHelp? {
      switch form {
      case .grid: "Print the marked grid alone."
      case .plain: "Print one position a line and nothing else."
      case .count: "Print the number of positions alone."
      case .json: "Print one JSON document."
      }
    }
  }

  @OptionGroup var input: MapOptions

  @OptionGroup var routing: RouteOptions
  @OptionGroup var starting: StartOptions

  @Flag(help: "Add a shortest walk to each position.")
  var paths = false

  @Flag(help: "Add how many walks end at each position, and their share of all.")
  var weights = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Say why a cell is or is not a position.", valueName: "cell"))
  var explain: String?

  @Flag var forms: [Form] = []

  @OptionGroup var conventions: CoordinateOptions
  @OptionGroup var appearance: AppearanceOptions

  private var form: Form? { forms.first }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let routes = try routing.parsed()
    let reading = try MapReading(input, for: Self.self, starting, conventions)
    let start = try reading.start()
    if let explain {
      let cell = try reading.coordinates.cell(explain)
      let explanation = try reading.answer { map throws(WalkError) in
        try map.explanation(of: cell, route: routes[0], from: start)
      }
      try write(explanation, on: reading, routes, to: &output)
      return explanation.isPosition ? .found : .nothingFound
    }
    if form == .count, routes.count == 1 {
      // A count needs less memory than the cells do.
      let count = try reading.answer { map throws(WalkError) in
        try map.countOfCells(reachedBy: routes[0], from: start)
      }
      try output.write("\(count)\n")
      return count == 0 ? .nothingFound : .found
    }
    let solution = try Solution(reading, routes, paths: paths, weights: weights)
    try write(solution, in: reading.coordinates, to: &output)
    return solution.positions.isEmpty ? .nothingFound : .found
  }
}

// MARK: - What to print

extension Solve {
  private func write(
    _ solution: Solution, in coordinates: Coordinates, to output: inout TextOutput
  ) throws {
    let paint = Paint(appearance.color.isOn)
    switch form {
    case nil: try solution.writeText(in: coordinates, paint, to: &output)
    case .grid: try output.writeGrid(solution.map, marking: solution.positions, paint)
    case .plain: try output.writeLines(of: solution.positions, in: coordinates)
    case .count: try output.write("\(solution.positions.count)\n")
    case .json: try solution.writeJSON(to: &output)
    }
  }

  private func write(
    _ explanation: Explanation, on reading: MapReading, _ routes: [Route],
    to output: inout TextOutput
  ) throws {
    guard form == .json else {
      for line in explanation.sentences(naming: reading.coordinates.text) {
        try output.write(line + "\n")
      }
      return
    }
    let coordinates = Coordinates(convention: .xy, origin: 0, size: reading.map.size)
    try output.write(
      """
      {
        "schema": "treasure.explain/1",
        "map": {\(JSONText.map(named: reading.name, reading.map))},
        "routes": \(JSONText.strings(routes.map(\.text))),
        "cell": \(JSONText.cell(explanation.cell)),
        "isPosition": \(explanation.isPosition),
        "lines": \(JSONText.strings(explanation.sentences(naming: coordinates.text)))
      }

      """)
  }
}

// MARK: - What goes together

extension Solve {
  func validate() throws {
    let form = try forms.single()
    let details = [(paths, "--paths"), (weights, "--weights"), (explain != nil, "--explain")]
      .filter(\.0).map(\.1)
    if let detail = details.first {
      try routing.requireSingle(for: detail)
      if let form, form != .json {
        throw ValidationError(
          "\(detail) goes with the default output or --json, not --\(form.rawValue)")
      }
    }
    if explain != nil, details.count > 1 {
      throw ValidationError("--explain and \(details[0]) exclude each other")
    }
  }
}
