/// Which steps a path may take.
public enum Moves: String, CaseIterable, Sendable {
  /// To the four neighbours, north, east, south and west: each step costs 1.
  case cardinal

  /// To all eight: a diagonal step costs √2 and needs both cells beside it clear, so that no corner is
  /// cut.
  case octile
}
