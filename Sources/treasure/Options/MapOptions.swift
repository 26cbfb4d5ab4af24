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

  func read(
    _ source: MapSource, requiresStart: Bool, faultLimit: Int = 1
  ) throws -> Result<MapDocument, MapError> {
    let legend = try parsedLegend()
    return Result { () throws(MapError) in
      try source.read(
        format: format, legend: legend, requiresStart: requiresStart, faultLimit: faultLimit)
    }
  }

  private func parsedLegend() throws(Diagnostic) -> Legend {
    do throws(LegendError) {
      return try legend.map { text throws(LegendError) in try Legend(text) } ?? Legend()
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
    for command: any ParsableCommand.Type, requiresStart: Bool
  ) throws -> (name: String, document: MapDocument) {
    let source = try MapSource(path: map, for: command)
    switch try formatting.read(source, requiresStart: requiresStart) {
    case .success(let document): return (source.name, document)
    case .failure(let error): throw error.diagnostics[0]
    }
  }
}

extension MapSource {
  /// Nobody types a map into a terminal: without a path there, the command's help is due.
  init(path: String?, for command: any ParsableCommand.Type) throws(HelpRequired) {
    guard path != nil || isatty(STDIN_FILENO) == 0 else {
      throw HelpRequired(command: command)
    }
    self.init(path: path)
  }
}
