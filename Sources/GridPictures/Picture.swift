import Grids

/// The scene as lines of text, with a line that says so where it was scaled down or cut to a window.
///
/// Cells take two columns of blocks, so that they look square; one column, if that is what it takes
/// to fit the canvas; half a character, if it takes that; and beyond that, a character or half block
/// stands for *k*×*k* cells: obstacle or clear, whichever is more, unless one of them has more to say
/// (see ``Scene``). Where start, paths, positions, goals and treasure all lie in a part of the map
/// that can be shown at least twice as large, that part is drawn instead. In ASCII a cell takes one
/// column.
///
///     var scene = Scene(map: map)
///     scene.paths = [path]
///     let canvas = Canvas(columns: 80, rows: 24, isColored: true, glyphs: .blocks)
///     Picture(scene, on: canvas).forEachLine { print($0) }
///
/// A heat map has its legend below it. Both lines are left out if the canvas has no room for them and
/// one line of the picture.
public struct Picture: Sendable {
  private let frame: Frame
  private let overlay: Overlay
  private let ground: Ground
  private let pen: Pen
  private let legend: HeatLegend
  private let isColored: Bool

  /// Decides what is drawn how large; the lines are made when they are asked for.
  ///
  /// - Complexity: O(*w* + *p* log *p*), *w* words of the positions, *p* cells of the paths.
  public init(_ scene: Scene, on canvas: Canvas) {
    frame = Frame(scene, on: canvas)
    overlay = Overlay(scene, in: frame)
    ground = Ground(scene, in: frame, splitsTiles: canvas.glyphs == .blocks)
    pen = Pen(canvas.glyphs == .blocks ? .blocks : .ascii, isWide: frame.scale.columns == 2)
    legend = scene.heatLegend
    isColored = canvas.isColored
  }

  /// Lines with their escape sequences, without line ends.
  public var lines: [String] {
    var lines: [String] = []
    forEachLine { lines.append($0) }
    return lines
  }

  /// Makes the lines of ``lines`` one after the other, and keeps none.
  ///
  /// - Complexity: O(*w*), *w* words of the part of the map that is drawn, plus the size of the
  ///   picture; memory for one line.
  public func forEachLine(_ body: (String) throws -> Void) rethrows {
    var line = InkedLine(isColored: isColored)
    var items = overlay.items[...]
    for y in 0..<frame.height {
      for (x, symbol) in ground.symbols(inRow: y).enumerated() {
        if let item = items.first, item.tile == Cell(x: x, y: y) {
          pen.draw(item, on: &line)
          items.removeFirst()
        } else {
          pen.draw(symbol, on: &line)
        }
      }
      try body(line.finish())
    }
    if let caption = frame.caption { try body(caption) }
    if frame.hasLegend {
      HeatRamp.write(legend, columns: frame.columnLimit, to: &line)
      try body(line.finish())
    }
  }
}
