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
      {3,5}. Without --route it is 'N+ E+ S+'.

      EXIT STATUS:
        0 a position was found, 1 there is none, 2 failed
      """)

  enum Form: String, EnumerableFlag {
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

  @Option(
    help: ArgumentHelp(
      "Which walks fit; of several routes, a position must fit each.", valueName: "route"))
  var route: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The fewest steps of each leg of 'N+ E+ S+'.", valueName: "n"))
  var minSteps: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where the hunter starts, whatever the map says.", valueName: "cell"))
  var from: String?

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
    let routes = try parsedRoutes()
    var (name, document) = try input.read(for: Self.self, start: from == nil ? .required : .ignored)
    let coordinates = conventions.coordinates(on: document.map.size)
    if let from {
      document.map.start = try coordinates.clearCell(from, on: document.map, option: "--from")
    }
    guard let start = document.map.start else {
      throw Diagnostic(
        "no start: the format '\(document.format)' has none",
        at: Snippet(file: name, line: 1, column: 1, length: 1),
        help: "give it with --from")
    }
    do {
      if let explain {
        let cell = try coordinates.cell(explain)
        let explanation = try document.map.explanation(of: cell, route: routes[0], from: start)
        try write(explanation, on: document.map, named: name, routes, in: coordinates, to: &output)
        return explanation.isPosition ? .found : .nothingFound
      }
      if form == .count, routes.count == 1 {
        // A count needs less memory than the cells do.
        let count = try document.map.countOfCells(reachedBy: routes[0], from: start)
        try output.write("\(count)\n")
        return count == 0 ? .nothingFound : .found
      }
      let solution = try solution(named: name, on: document.map, from: start, routes)
      try write(solution, in: coordinates, to: &output)
      return solution.positions.isEmpty ? .nothingFound : .found
    } catch let error as WalkError {
      throw Diagnostic(error, in: coordinates)
    }
  }
}

// MARK: - What to solve

extension Solve {
  private func parsedRoutes() throws(Diagnostic) -> [Route] {
    var routes: [Route] = []
    for text in route {
      do throws(RouteError) {
        routes.append(try Route(text))
      } catch {
        throw Diagnostic(error, in: text)
      }
    }
    return routes.isEmpty ? [.northEastSouth(minimumSteps: minSteps ?? 1)] : routes
  }

  private func solution(
    named name: String, on map: GridMap, from start: Cell, _ routes: [Route]
  ) throws(WalkError) -> Solution {
    let walks = paths ? try map.shortestWalks(fitting: routes[0], from: start) : nil
    let counts = weights ? try map.walkCounts(fitting: routes[0], from: start) : nil
    var positions = try map.cells(reachedBy: routes[0], from: start)
    for route in routes.dropFirst() {
      positions.formIntersection(try map.cells(reachedBy: route, from: start))
    }
    return Solution(
      name: name, map: map, routes: routes, positions: positions, walks: walks, counts: counts)
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
    _ explanation: Explanation, on map: GridMap, named name: String, _ routes: [Route],
    in coordinates: Coordinates, to output: inout TextOutput
  ) throws {
    guard form == .json else {
      for line in explanation.sentences(naming: coordinates.text) {
        try output.write(line + "\n")
      }
      return
    }
    let coordinates = Coordinates(convention: .xy, origin: 0, size: map.size)
    try output.write(
      """
      {
        "schema": "treasure.explain/1",
        "map": {\(JSONText.map(named: name, map))},
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
    if let form, let other = forms.first(where: { $0 != form }) {
      throw ValidationError("--\(form) and --\(other) exclude each other")
    }
    if minSteps != nil, !route.isEmpty {
      throw ValidationError("--min-steps is about the default route and excludes --route")
    }
    if let minSteps, minSteps < 0 {
      throw ValidationError("--min-steps must be at least 0")
    }
    let details = [(paths, "--paths"), (weights, "--weights"), (explain != nil, "--explain")]
      .filter(\.0).map(\.1)
    if let detail = details.first {
      if route.count > 1 {
        throw ValidationError("\(detail) wants a single --route")
      }
      if let form, form != .json {
        throw ValidationError("\(detail) goes with the default output or --json, not --\(form)")
      }
    }
    if explain != nil, details.count > 1 {
      throw ValidationError("--explain and \(details[0]) exclude each other")
    }
  }
}
