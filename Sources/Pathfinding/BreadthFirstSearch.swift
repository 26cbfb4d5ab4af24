/// Breadth-first search: cells by the number of steps, wave by wave.
///
/// - SeeAlso: E. F. Moore, "The shortest path through a maze", 1959.
extension Search {
  /// - Parameters:
  ///   - wave: Space for the cells of this wave.
  ///   - nextWave: Space for those a step further.
  /// - Complexity: O(*n*), *n* cells reached.
  func breadthFirst(_ wave: inout CellStack, _ nextWave: inout CellStack) -> Int {
    nextWave.removeAll()
    var expandedCount = 0
    var remaining = goals.count

    reach(start, labels.origin, &nextWave, &remaining)
    while !nextWave.isEmpty, remaining == goals.count || settlesAllGoals {
      swap(&wave, &nextWave)
      nextWave.removeAll()
      for index in 0..<wave.count {
        if remaining == 0 { return expandedCount }
        let cell = Int(wave[index])
        expandedCount += 1
        let label = Labels.label(after: labels[cell], stepKey: CostKey.straight)
        var directions = terrain.steps(from: cell, steps)
        while directions != 0 {
          let next = terrain.neighbor(of: cell, directions.trailingZeroBitCount)
          directions &= directions &- 1
          if !labels.isReached(next) { reach(next, label, &nextWave, &remaining) }
        }
      }
    }
    return expandedCount
  }

  /// Where all steps cost the same, the first label is final.
  @inline(__always)
  private func reach(
    _ cell: Int, _ label: UInt64, _ wave: inout CellStack, _ remaining: inout Int
  ) {
    labels[cell] = label
    _ = labels.settle(cell)
    if goals.contains(cell) { remaining -= 1 }
    wave.append(cell)
  }

  /// Tells the goals that can be reached, the nearest first, each with the steps to it.
  ///
  /// Labels keep a cost modulo a number of steps that a long way exceeds, hence waves are counted here.
  ///
  /// - Complexity: O(*n*), *n* cells reached.
  func forEachGoal(
    _ wave: inout CellStack, _ nextWave: inout CellStack,
    _ body: (_ goal: Int, _ steps: Int) -> Void
  ) {
    nextWave.removeAll()
    labels[start] = labels.origin
    nextWave.append(start)
    var remaining = goals.count
    var count = 0
    while !nextWave.isEmpty {
      swap(&wave, &nextWave)
      nextWave.removeAll()
      for index in 0..<wave.count {
        let cell = Int(wave[index])
        if goals.contains(cell) {
          body(cell, count)
          remaining -= 1
          if remaining == 0 { return }
        }
        var directions = terrain.steps(from: cell, steps)
        while directions != 0 {
          let next = terrain.neighbor(of: cell, directions.trailingZeroBitCount)
          directions &= directions &- 1
          guard !labels.isReached(next) else { continue }
          labels[next] = labels.origin
          nextWave.append(next)
        }
      }
      count += 1
    }
  }
}
