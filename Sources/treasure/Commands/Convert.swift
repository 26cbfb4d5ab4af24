import ArgumentParser
import GridFormats

struct Convert: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write a map in another format.",
    usage: "treasure convert --to <format> [<options>] [<map>]",
    discussion: """
      EXAMPLES:
        treasure convert --to octile map.txt > map.map
        treasure convert --to plain arena.map -o arena.txt
        treasure convert --to plain --legend 'wall=% clear=-' old.txt

      What the format cannot hold is named on standard error.

      EXIT STATUS:
        0 converted, 2 failed, and then the file is as it was
      """)

  @OptionGroup var input: MapOptions

  @Option(help: "The format to write.")
  var to: MapFormat

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write; - or none is standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @OptionGroup var appearance: AppearanceOptions

  func run(writingTo standardOutput: inout TextOutput) throws -> ExitStatus {
    let (_, document) = try input.read(for: Self.self, start: .optional)
    let writer = MapWriter(format: to)
    let losses = writer.losses(of: document)
    if !losses.isEmpty {
      // Octile maps hold kinds of terrain; it is we who do not write them.
      let verb = to == document.format ? "is written without" : "cannot hold"
      let warning = Diagnostic(.warning, "\(to) \(verb) \(losses.joined(separator: " and "))")
      writeError(warning.text(Paint(appearance.color.isOnForDiagnostics)))
    }
    if let output, output != "-" {
      try ReplacedFile.write(to: ArgumentPath(output)) { file in
        try writer.write(document) { try file.write($0) }
      }
    } else {
      try writer.write(document) { try standardOutput.write($0) }
    }
    return .found
  }
}
