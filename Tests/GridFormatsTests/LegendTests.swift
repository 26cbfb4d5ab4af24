import Testing

@testable import GridFormats

@Suite struct LegendTests {
  @Test func roles() throws {
    let legend = try Legend("wall=█ clear=·_  start=@ goal== wall=▓")
    #expect(
      legend.entries == [
        .init(scalar: "█", role: .wall), .init(scalar: "·", role: .clear),
        .init(scalar: "_", role: .clear), .init(scalar: "@", role: .start),
        .init(scalar: "=", role: .goal), .init(scalar: "▓", role: .wall),
      ])
    #expect(try Legend("") == Legend())
  }

  @Test(arguments: [
    ("wal=█", "unknown role 'wal'; expected wall, clear, start or goal"),
    ("=█", "unknown role ''; expected wall, clear, start or goal"),
    ("wall", "'wall' gives no glyph; write role=glyph, as in wall=█"),
    ("wall=", "'wall' has no glyph; write wall=█"),
    ("wall=██", "glyph '█' is given twice for 'wall'"),
    ("wall=█ clear=█", "glyph '█' is given for 'wall' and for 'clear'"),
    ("wall=\n", "U+000A cannot be a glyph: it never stands in a row"),
    ("wall=\r", "U+000D cannot be a glyph: it never stands in a row"),
    ("wall=\0", "U+0000 cannot be a glyph: it never stands in a row"),
    ("wall=⬛\u{FE0F}", "glyph '⬛\u{FE0F}' is 2 Unicode scalars; a cell is written as one"),
  ])
  func errors(_ text: String, message: String) {
    #expect(throws: LegendError(message: message)) { try Legend(text) }
  }
}
