import Grids

/// Which part of the map is drawn, and how large.
///
/// The whole map, if every cell or half block can be a cell. Otherwise the part around all that
/// matters, if that is at least twice as large as the whole would be; otherwise the whole.
struct Frame {
  /// The cells drawn.
  let box: Box
  let scale: Scale

  /// What the picture leaves out, if anything and if there is a line for it.
  let caption: String?

  /// Whether there is a line for the legend of the heat.
  let hasLegend: Bool

  /// No line is wider.
  let columnLimit: Int

  /// Tiles in a row.
  var width: Int { box.width.dividedUp(by: scale.width) }
  /// Rows of tiles.
  var height: Int { box.height.dividedUp(by: scale.height) }

  init(_ scene: Scene, on canvas: Canvas) {
    let size = scene.map.size
    let lines = canvas.rows.limit
    columnLimit = canvas.columns.limit
    hasLegend = scene.heat != nil && lines > 1
    var room = Room(
      columns: columnLimit, rows: lines - (hasLegend ? 1 : 0),
      allowsWide: canvas.glyphs == .blocks)

    let plain = Scale(showing: size.width, by: size.height, in: room)
    if plain.isExact {
      (box, scale, caption) = (Box(size), plain, nil)
      return
    }
    let hasCaption = room.rows > 1
    if hasCaption { room.rows -= 1 }
    let whole = Scale(showing: size.width, by: size.height, in: room)
    if let part = scene.box,
      case let close = Scale(showing: part.width, by: part.height, in: room),
      close.width * 2 <= whole.width
    {
      scale = close
      box = part.recentered(
        width: min(size.width, room.columns / close.columns * close.width),
        height: min(size.height, room.rows * close.height), in: size)
    } else {
      (box, scale) = (Box(size), whole)
    }
    caption =
      hasCaption
      ? Caption(box: box, size: size, scale: scale, glyphs: canvas.glyphs)
        .text(columns: columnLimit) : nil
  }

  /// The cells across and down a tile, less those beyond the frame.
  func columns(ofTile index: Int) -> Range<Int> {
    let start = box.columns.lowerBound + index * scale.width
    return start..<min(start + scale.width, box.columns.upperBound)
  }

  func rows(ofTile index: Int) -> Range<Int> {
    let start = box.rows.lowerBound + index * scale.height
    return start..<min(start + scale.height, box.rows.upperBound)
  }

  /// The tile that a cell of the frame is part of.
  func tile(of cell: Cell) -> Cell {
    Cell(
      x: (cell.x - box.columns.lowerBound) / scale.width,
      y: (cell.y - box.rows.lowerBound) / scale.height)
  }
}

extension Int? {
  /// A terminal's width or height, `nil` and nonsense being no limit.
  fileprivate var limit: Int {
    guard let self, self > 0 else { return Room.endless }
    return Swift.min(self, Room.endless)
  }
}

/// The closing line that says what a picture leaves out.
private struct Caption {
  let box: Box
  let size: GridSize
  let scale: Scale
  let glyphs: Canvas.Glyphs

  /// The most telling wording that fits; columns and rows are counted from one, as "of" suggests.
  func text(columns: Int) -> String {
    let wordings = [
      [parts, scaled].compactMap(\.self).joined(separator: ", "),
      [shortParts, scaled].compactMap(\.self).joined(separator: ", "),
      [shortParts, shortScaled].compactMap(\.self).joined(separator: " "),
      [shortParts, shortScaled].compactMap(\.self).first ?? "",
    ]
    let fitting = wordings.first { $0.unicodeScalars.count <= columns }
    return fitting ?? String(wordings.last!.prefix(columns))
  }

  private var isWhole: Bool { box == Box(size) }

  private var parts: String? {
    if isWhole { return nil }
    return "columns \(span(box.columns)) of \(size.width), rows \(span(box.rows)) of \(size.height)"
  }

  private var shortParts: String? {
    isWhole ? nil : "\(span(box.columns)),\(span(box.rows))"
  }

  private var scaled: String? {
    scale.isExact ? nil : "1 character = \(cells) cells"
  }

  private var shortScaled: String? { scale.isExact ? nil : "1:\(cells)" }

  private var cells: String {
    "\(scale.width)\(glyphs == .ascii ? "x" : "×")\(scale.height)"
  }

  private func span(_ range: Range<Int>) -> String {
    "\(range.lowerBound + 1)\(glyphs == .ascii ? "-" : "–")\(range.upperBound)"
  }
}
