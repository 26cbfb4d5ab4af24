import GridTesting
import Grids
import Testing

@testable import GridPictures

@Suite struct InkTests {
  private let inks =
    [Ink.ground, .visited, .path, .position, .goal, .treasure, .start] + HeatRamp.inks

  @Test func inksAreLegibleOnDarkAndOnLight() {
    for ink in inks {
      let foreground = luminance(ink.foreground!)
      if let background = ink.background {
        #expect(contrast(foreground, luminance(background)) >= 4.5, "\(ink)")
      } else {
        #expect(contrast(foreground, 0) >= 3, "\(ink) on black")
        #expect(contrast(foreground, 1) >= 3, "\(ink) on white")
      }
    }
  }

  @Test func rampGetsLighterWithEveryLevel() {
    let levels = HeatRamp.inks.map { luminance($0.background!) }
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 < $1 }, "\(levels)")
    #expect(levels.count == HeatRamp.levelCount)
  }

  @Test func noTwoMeaningsShareAnInk() {
    #expect(Set(inks).count == inks.count)
  }

  @Test func escapesSurroundRuns() {
    let escape = "\u{1B}"
    var scene = Scene(map: GridMap("X.#"))
    scene.goals = [Cell(x: 1, y: 0)]
    #expect(
      Picture(scene, on: Canvas(nil, nil, isColored: true)).lines == [
        "\(escape)[0;1;38;5;231;48;5;25mX "
          + "\(escape)[0;1;38;5;16;48;5;175m◎ "
          + "\(escape)[0;38;5;244m██\(escape)[0m"
      ])
    #expect(
      Picture(Scene(map: GridMap("##.##.")), on: Canvas(nil, nil, .ascii, isColored: true)).lines
        == ["\(escape)[0;38;5;244m##.##.\(escape)[0m"])
  }

  @Test(arguments: 0..<50)
  func colorAddsEscapesAndNothingElse(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let map = GridMap(
      .random(
        width: .random(in: 1...90, using: &generator),
        height: .random(in: 1...40, using: &generator),
        obstacleDensity: 0.3, using: &generator))
    let scene = Scene.random(map, hasHeat: seed % 3 == 0, using: &generator)
    for glyphs in [Canvas.Glyphs.blocks, .ascii] {
      let plain = Picture(scene, on: Canvas(80, 24, glyphs)).lines
      let colored = Picture(scene, on: Canvas(80, 24, glyphs, isColored: true)).lines
      #expect(plain == colored.map(stripped))
      #expect(!plain.contains { $0.contains("\u{1B}") })
      for line in colored {
        let escapes = line.matches(of: /\u{1B}\[([0-9;]*)m/).map { String($0.output.1) }
        // Each begins with a reset and the last is nothing else: no line leaves an ink behind.
        #expect(escapes.allSatisfy { $0.hasPrefix("0") })
        #expect(escapes.last ?? "0" == "0")
      }
    }
  }

  // MARK: WCAG 2 contrast of xterm's palette

  private func luminance(_ color: UInt8) -> Double {
    let levels = [0, 95, 135, 175, 215, 255]
    let components =
      color >= 232
      ? Array(repeating: 8 + 10 * (Int(color) - 232), count: 3)
      : [
        levels[(Int(color) - 16) / 36], levels[(Int(color) - 16) / 6 % 6],
        levels[(Int(color) - 16) % 6],
      ]
    return zip(components, [0.2126, 0.7152, 0.0722]).reduce(0) { sum, part in
      let value = Double(part.0) / 255
      let linear = value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
      return sum + linear * part.1
    }
  }

  /// `base` to the power of 2.4, without a mathematics library: the fifth root of its twelfth power.
  private func power(_ base: Double) -> Double {
    let target = (0..<12).reduce(1.0) { result, _ in result * base }
    var root = 1.0
    for _ in 0..<60 {
      root -= (root * root * root * root * root - target) / (5 * root * root * root * root)
    }
    return root
  }

  private func contrast(_ a: Double, _ b: Double) -> Double {
    (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }
}
