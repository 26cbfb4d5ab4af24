import ArgumentParser
import GridFormats
import Grids
import Routes

/// Where the hunter starts.
struct StartOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where the hunter starts, whatever the map says.", valueName: "cell"))
  var from: String?
}

/// A map that was read for a command, and how to write its cells.
struct MapReading {
  /// What the map is called: its path or `<stdin>`.
  let name: String

  /// With the start that is used.
  var document: MapDocument

  let coordinates: Coordinates

  var map: GridMap { document.map }

  /// - Parameter rule: What becomes of the map's own start where `--from` gives none.
  init(
    _ input: MapOptions, for command: any ParsableCommand.Type, _ options: StartOptions,
    _ conventions: CoordinateOptions, start rule: StartRule = .required
  ) throws {
    (name, document) = try input.read(
      for: command, start: options.from == nil ? rule : .ignored)
    coordinates = conventions.coordinates(on: document.map.size)
    if let from = options.from {
      document.map.start = try coordinates.clearCell(from, on: map, option: "--from")
    }
  }

  /// The start, without which there is nothing to do.
  func start() throws(Diagnostic) -> Cell {
    guard let start = map.start else {
      throw Diagnostic(
        "no start: the format '\(document.format)' has none",
        at: Snippet(file: name, line: 1, column: 1, length: 1),
        help: "give it with --from")
    }
    return start
  }

  /// What `Routes` says of the map.
  func answer<Answer>(
    _ question: (GridMap) throws(WalkError) -> Answer
  ) throws(Diagnostic) -> Answer {
    do {
      return try question(map)
    } catch {
      throw Diagnostic(error, in: coordinates)
    }
  }
}
