/// How a map is written as text.
public enum MapFormat: String, CaseIterable, Sendable {
  /// `#` an obstacle, `.` clear, `X` the start; `$`, which marks an answer, reads as clear.
  case plain

  /// A Moving AI `.map`: a header, then `.` `G` `S` for passable and `@` `O` `T` `W` for impassable
  /// cells.
  ///
  /// - SeeAlso: <https://movingai.com/benchmarks/formats.html>
  case octile

  /// As puzzle sites give them: `#` a wall, `.` or a space clear, `S` the start, `E` a goal.
  case maze

  /// The cost of entering each cell, `1` to `9`; `0` or `#` an obstacle.
  case digits
}

extension MapFormat {
  /// What each glyph of the format means.
  var glyphs: [(scalars: String, meaning: GlyphMeaning)] {
    switch self {
    case .plain: [("#", .blocked), (".$", .clear), ("X", .start)]
    case .octile:
      [
        ("@", .blocked), ("OTW", .blockedTerrain), (".", .clear), ("GS", .clearTerrain),
      ]
    case .maze: [("#", .blocked), (". ", .clear), ("S", .start), ("E", .goal)]
    case .digits: [("#", .blocked)] + (0...9).map { ("\($0)", GlyphMeaning(cost: $0)) }
    }
  }

  /// The glyphs as a message lists them; `$` is left out, since nobody is expected to draw it.
  var expectedGlyphs: [String] {
    switch self {
    case .plain: ["'#'", "'.'", "'X'"]
    case .octile: ["'.'", "'G'", "'S'", "'@'", "'O'", "'T'", "'W'"]
    case .maze: ["'#'", "'.'", "' '", "'S'", "'E'"]
    case .digits: ["'0' to '9'", "'#'"]
    }
  }

  /// Whether one space may stand between the cells of a row.
  var allowsSpacedCells: Bool { self == .plain }

  /// Whether a row says what its cells cost.
  var hasCosts: Bool { self == .digits }
}
