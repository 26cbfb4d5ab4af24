import ArgumentParser
import GridFormats
import Grids

struct Check: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Report every fault of every map.",
    usage: "treasure check [<options>] [<maps> ...]",
    discussion: """
      EXAMPLES:
        treasure check maps/*.txt
        treasure check --format maze < maze.txt
        treasure check --json map.txt | jq '.maps[].faults'

      EXIT STATUS:
        0 all maps are sound, 1 faults were found, 2 a map could not be read
      """)

  /// More than anyone mends by hand; a file that is no map at all has one in each cell, and those
  /// beyond are only counted.
  private static let faultLimit = 10_000

  @Argument(
    help: "The maps' files; - or none reads standard input.",
    completion: .file())
  var maps: [String] = []

  @OptionGroup var formatting: FormatOptions

  @Flag(help: "Print one JSON document.")
  var json = false

  @OptionGroup var conventions: CoordinateOptions
  @OptionGroup var appearance: AppearanceOptions

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let legend = try formatting.parsedLegend()
    let paths: [String?] = maps.isEmpty ? [nil] : maps
    var worst = ExitStatus.found
    var separator = ""
    if json {
      try output.write("{\n  \"schema\": \"treasure.check/1\",\n  \"maps\": [")
    }
    for path in paths {
      let input = try MapInput(path: path, for: Self.self)
      let result = Result { () throws(MapError) in
        try input.source.read(
          format: formatting.format, legend: legend, start: .required, faultLimit: Self.faultLimit)
      }
      worst = ExitStatus(rawValue: max(worst.rawValue, result.status.rawValue))!
      if json {
        try output.write(separator + "\n    " + result.json(named: input.name))
        separator = ","
      } else {
        try write(result, named: input.name, to: &output)
      }
    }
    if json {
      try output.write("\n  ]\n}\n")
    }
    return worst
  }

  /// Faults are what was asked for and go to standard output; a file that cannot be read is a
  /// failure of ours.
  private func write(
    _ result: Result<MapDocument, MapError>, named name: String, to output: inout TextOutput
  ) throws {
    switch result {
    case .success(let document):
      let coordinates = conventions.coordinates(on: document.map.size)
      let start = document.map.start.map { "start \(coordinates.text(of: $0))" } ?? "no start"
      let size = "\(document.map.size.width)×\(document.map.size.height)"
      try output.write("\(name.visible): ok, \(size), \(start)\n")
    case .failure(let error):
      let diagnostics = error.diagnostics(named: name)
      guard case .malformed(_, _, let omitted) = error else {
        try output.flush()
        return writeError(diagnostics[0].text(Paint(appearance.color.isOnForDiagnostics)))
      }
      for diagnostic in diagnostics {
        try output.write(diagnostic.text(Paint(appearance.color.isOn)) + "\n")
      }
      if omitted > 0 {
        try output.write("\(name.visible): \(omitted) more fault\(omitted == 1 ? "" : "s")\n")
      }
    }
  }
}

extension Result<MapDocument, MapError> {
  fileprivate var status: ExitStatus {
    switch self {
    case .success: .found
    case .failure(.malformed): .nothingFound
    case .failure(.unreadable): .failed
    }
  }

  fileprivate func json(named name: String) -> String {
    switch self {
    case .success(let document):
      "{\(JSONText.map(named: name, document.map)), \"format\": \"\(document.format)\""
        + ", \"faults\": []}"
    case .failure(.unreadable(_, let reason)):
      "{\"path\": \(JSONText.string(name)), \"error\": \(JSONText.string(reason))}"
    case .failure(.malformed(_, let faults, let omitted)):
      "{\"path\": \(JSONText.string(name)), \"faults\": [\n      "
        + faults.map(\.json).joined(separator: ",\n      ")
        + "\n    ], \"omitted\": \(omitted)}"
    }
  }
}

extension MapFault {
  fileprivate var json: String {
    "{\"line\": \(line), \"column\": \(column), \"length\": \(length)"
      + ", \"message\": \(JSONText.string(message))"
      + (label.map { ", \"label\": \(JSONText.string($0))" } ?? "")
      + (help.map { ", \"help\": \(JSONText.string($0))" } ?? "") + "}"
  }
}
