import ArgumentParser
import GridFormats

extension MapFormat: ExpressibleByArgument {}

/// How to read a map's text.
struct FormatOptions: ParsableArguments {
  @Option(help: "The map's format, where its header does not say.")
  var format: MapFormat?

  @Option(
    help: ArgumentHelp("Other glyphs, as in 'wall=% clear=- start=@'.", valueName: "glyphs"))
  var legend: String?

  func parsedLegend() throws(Diagnostic) -> Legend {
    guard let legend else { return Legend() }
    do throws(LegendError) {
      return try Legend(legend)
    } catch {
      throw Diagnostic(error.message)
    }
  }
}

/// A single map.
struct MapOptions: ParsableArguments {
  @Argument(
    help: "The map's file; - or none reads standard input.",
    completion: .file())
  var map: String?

  @OptionGroup var formatting: FormatOptions

  func read(
    for command: any ParsableCommand.Type, start: StartRule
  ) throws -> (name: String, document: MapDocument) {
    let legend = try formatting.parsedLegend()
    let input = try MapInput(path: map, for: command)
    do throws(MapError) {
      let document = try input.source.read(
        format: formatting.format, legend: legend, start: start)
      return (input.name, document)
    } catch {
      throw error.diagnostics(named: input.name)[0]
    }
  }
}

/// Where a map comes from.
struct MapInput {
  /// What messages and JSON call it.
  let name: String

  /// What to open; `nil` for standard input.
  let path: String?

  var source: MapSource { MapSource(path: path) }

  /// Nobody types a map into a terminal: without a path there, the command's help is due.
  init(path: String?, for command: any ParsableCommand.Type) throws(HelpRequired) {
    guard path != nil || isatty(STDIN_FILENO) == 0 else {
      throw HelpRequired(command: command)
    }
    self.init(path: path)
  }

  private init(path: String?) {
    let path = path.map(ArgumentPath.init)
    if let path, path.isRepaired, case let descriptor = open(path.bytes, O_RDONLY), descriptor >= 0
    {
      name = path.name
      self.path = "/dev/fd/\(descriptor)"
    } else {
      self.path = path?.name
      name = MapSource(path: path?.name).name
    }
  }
}
