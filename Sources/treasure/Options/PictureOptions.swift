import ArgumentParser
import GridPictures

/// How large a picture may become.
struct PictureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Columns for a picture; without, the terminal's, or as many as it takes.",
      valueName: "columns"))
  var width: Int?

  @Option(
    help: ArgumentHelp(
      "Rows for a picture; without, the terminal's, or as many as it takes.", valueName: "rows"))
  var height: Int?

  func validate() throws {
    for (name, number) in [("width", width), ("height", height)] where number.map({ $0 < 1 }) ?? false {
      throw ValidationError("--\(name) must be at least 1")
    }
  }

  func page(_ color: ColorChoice) -> Page {
    let terminal = TerminalSize.ofStandardOutput()
    return Page(
      columns: width ?? terminal?.columns, pictureRows: height, screenRows: terminal?.rows,
      isColored: color.isOn)
  }
}

/// What pictures and the sentences between them are written on.
struct Page {
  /// `nil`: any number.
  let columns: Int?

  /// What was asked for.
  let pictureRows: Int?

  /// `nil`: no terminal, or one that does not say.
  let screenRows: Int?

  let isColored: Bool

  /// Room for a picture that is to be seen at once with some lines of text and the shell's next prompt;
  /// never less than half of the screen.
  ///
  /// Without colours a picture is plain text, which any program and any terminal understands.
  func canvas(besides text: [String] = []) -> Canvas {
    let rows = screenRows.map { max($0 - text.count - 1, ($0 + 1) / 2) }
    return Canvas(
      columns: columns, rows: pictureRows ?? rows, isColored: isColored,
      glyphs: isColored ? .blocks : .ascii)
  }

  /// A sentence as lines; on a terminal, none is longer than that is wide, unless a word is.
  func lines(_ sentence: String) -> [String] {
    guard let columns else { return [sentence] }
    var lines: [String] = []
    var line = ""
    for word in sentence.split(separator: " ") {
      if !line.isEmpty, line.unicodeScalars.width + 1 + word.unicodeScalars.width > columns {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + [line]
  }
}

extension TextOutput {
  mutating func write(lines: [String]) throws(OutputError) {
    for line in lines { try write(line + "\n") }
  }
}
