import GridTesting

/// Maps with known answers.
enum Examples {
  static let assessment = ReferenceMap([
    "########",
    "#......#",
    "#.###..#",
    "#...#.##",
    "#X#....#",
    "########",
  ])

  /// The answer for `N+ E+ S+`.
  static let assessmentPositions: Set<ReferenceCell> = cells((5, 2), (6, 2), (5, 3), (3, 4), (5, 4))

  /// Walks east along the upper rows cover cells that are positions only if a walk from above goes
  /// south through them: (2,2) is one, (3,2) is none.
  static let trap = ReferenceMap([
    "#####",
    "#..##",
    "#...#",
    "#...#",
    "#X..#",
    "#####",
  ])

  /// The answer for `N+ E+ S+`.
  static let trapPositions: Set<ReferenceCell> = cells((2, 2), (2, 3), (3, 3), (2, 4), (3, 4))

  private static func cells(_ pairs: (Int, Int)...) -> Set<ReferenceCell> {
    Set(pairs.map { ReferenceCell(x: $0.0, y: $0.1) })
  }
}
