import GridPictures
import Hunts
import Routes

/// What pictures and the sentences between them are written on.
struct Page {
  /// `nil` where there is none: text has no end then.
  let screen: TerminalSize?

  /// The size of a picture that was asked for, whatever the screen's.
  let pictureColumns: Int?
  let pictureRows: Int?

  let isColored: Bool

  /// Room for a picture that is to be seen at once with some lines of text and the shell's next prompt;
  /// never less than half of the screen.
  ///
  /// Without colours a picture is plain text, which any program and any terminal understands.
  func canvas(besides text: [String] = []) -> Canvas {
    let rows = screen?.rows.map { max($0 - text.count - 1, ($0 + 1) / 2) }
    return Canvas(
      columns: pictureColumns ?? screen?.columns, rows: pictureRows ?? rows, isColored: isColored,
      glyphs: isColored ? .blocks : .ascii)
  }

  /// A sentence as lines, broken between words where the screen ends.
  func lines(_ sentence: String) -> [String] {
    filled(with: sentence.split(separator: " ")).map { $0.joined(separator: " ") }
  }

  /// A walk in words, broken between legs; on a screen, no more of it than leaves the picture in sight.
  func lines(_ walk: Walk) -> [String] {
    let legs = walk.prose.split(separator: ", ")
    let lines = filled(with: legs.dropLast().map { $0 + "," } + legs.suffix(1))
    let told = lines.prefix(max(4, (screen?.rows ?? .max) / 3) - 1)
    let rest = legs.count - told.reduce(0) { $0 + $1.count }
    let remark = self.lines("and \(rest) more legs; a pipe gets all")
    let texts = lines.map { $0.joined(separator: " ") }
    return told.count + remark.count < lines.count ? texts.prefix(told.count) + remark : texts
  }

  /// The parts in their order, as many a line as the screen is wide for and at least one.
  private func filled(with parts: [Substring]) -> [[Substring]] {
    guard let columns = screen?.columns else { return [parts] }
    var lines: [[Substring]] = []
    var width = 0
    for part in parts {
      let partWidth = part.unicodeScalars.width
      if lines.isEmpty || width + 1 + partWidth > columns {
        lines.append([part])
        width = partWidth
      } else {
        lines[lines.count - 1].append(part)
        width += 1 + partWidth
      }
    }
    return lines
  }
}

extension TextOutput {
  mutating func write(lines: [String]) throws(OutputError) {
    for line in lines { try write(line + "\n") }
  }
}
