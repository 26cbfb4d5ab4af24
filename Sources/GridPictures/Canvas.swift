/// What a picture is drawn on: a terminal of so many columns and rows, or text without end.
public struct Canvas: Sendable {
  /// The characters that pictures are made of.
  public enum Glyphs: Sendable {
    /// Blocks, half blocks, line-drawing characters and arrows, all of them one column wide.
    case blocks
    /// Nothing but ASCII: one character a cell, as in map files.
    case ascii
  }

  /// No line is wider. `nil`: as wide as the picture needs (a pipe, a file); so is 0, which is what
  /// terminals report that do not know their size.
  public var columns: Int?

  /// There are no more lines: fewer than the terminal has, where a prompt or more text follows.
  /// `nil` and 0 as for ``columns``.
  public var rows: Int?

  /// Whether there are escape sequences: SGR in 256 colours, nothing else.
  public var isColored: Bool

  public var glyphs: Glyphs

  public init(columns: Int?, rows: Int?, isColored: Bool, glyphs: Glyphs) {
    self.columns = columns
    self.rows = rows
    self.isColored = isColored
    self.glyphs = glyphs
  }
}
