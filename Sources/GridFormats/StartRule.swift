/// What a reader makes of the start glyphs of a map.
public enum StartRule: Sendable {
  /// A map whose glyphs include one for the start must have exactly one.
  case required

  /// None or one.
  case optional

  /// Any number, each a clear cell: the start is given from elsewhere.
  case ignored
}
