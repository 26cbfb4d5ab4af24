/// What a reader makes of the start glyphs of a map.
public enum StartRule: Sendable {
  /// Exactly one, unless the format has no glyph for it and the legend gives none.
  case required

  /// None or one.
  case optional

  /// Any number, each a clear cell: the start is given from elsewhere.
  case ignored
}
