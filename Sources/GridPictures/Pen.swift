/// Draws tiles in an alphabet, one or two columns wide.
struct Pen {
  private let alphabet: Alphabet
  private let isWide: Bool

  init(_ alphabet: Alphabet, isWide: Bool) {
    self.alphabet = alphabet
    self.isWide = isWide
  }

  func draw(_ symbol: Symbol, on line: inout InkedLine) {
    switch symbol {
    case .clear: draw(alphabet.clear, in: .ground, on: &line)
    case .obstacle: drawFilled(alphabet.obstacle, on: &line)
    case .upperObstacle: drawFilled(alphabet.upperObstacle, on: &line)
    case .lowerObstacle: drawFilled(alphabet.lowerObstacle, on: &line)
    case .visited: draw(alphabet.visited, in: .visited, on: &line)
    case .position: draw(alphabet.position, in: .position, on: &line)
    case .heat(let level): draw("\(level)", in: HeatRamp.inks[level], on: &line)
    }
  }

  func draw(_ item: Overlay.Item, on line: inout InkedLine) {
    if let mark = item.mark {
      draw(alphabet.marks[mark.rawValue], linkedBy: item, in: mark.ink, on: &line)
    } else if let head = item.head {
      draw(alphabet.heads[Int(head.rawValue)], linkedBy: item, in: .path, on: &line)
    } else {
      line.write(
        isWide ? alphabet.wideLine(item.links) : alphabet.line(item.links), in: .path)
    }
  }

  private func draw(_ glyph: String, in ink: Ink, on line: inout InkedLine) {
    line.write(glyph, in: ink)
    if isWide { line.write(alphabet.clear, in: ink) }
  }

  private func drawFilled(_ glyph: String, on line: inout InkedLine) {
    line.write(glyph, in: .ground)
    if isWide { line.write(glyph, in: .ground) }
  }

  private func draw(
    _ glyph: String, linkedBy item: Overlay.Item, in ink: Ink, on line: inout InkedLine
  ) {
    line.write(glyph, in: ink)
    if isWide { line.write(alphabet.connector(item.links), in: ink) }
  }
}

extension Mark {
  fileprivate var ink: Ink {
    switch self {
    case .pathBegin: .path
    case .goal: .goal
    case .treasure: .treasure
    case .start: .start
    }
  }
}
