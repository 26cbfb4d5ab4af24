/// One question to a terrain: from where, to which cells, by which steps.
///
/// The algorithms are extensions of it, each in a file of its own. They label cells with their costs, and
/// leave it to ``trace(_:to:)`` to read a way from the labels. Each returns how many cells it expanded, that
/// is, looked at the neighbours of.
struct Search {
  let terrain: Terrain
  let steps: StepTable
  let labels: Labels
  let goals: GoalBoard
  let start: Int

  /// Whether to go on until every goal has its final cost; otherwise until the nearest, or all that are
  /// equally near, have.
  let settlesAllGoals: Bool

  /// The key of a step's cost.
  @inline(__always)
  func stepKey(_ direction: Int, into cell: Int) -> UInt64 {
    (direction & 1 == 0 ? CostKey.straight : CostKey.diagonal) &* terrain.cost(of: cell)
  }
}
