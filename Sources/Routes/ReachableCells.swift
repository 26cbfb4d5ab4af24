import Grids

extension GridMap {
  /// Finds every cell at which a walk that fits the route can end, the start itself never among them.
  ///
  /// Each repeated step is an occluded fill: a whole row of the frontier moves at once, 64 cells a
  /// word.
  ///
  ///     try map.cells(reachedBy: Route("N+ E+ S+"), from: map.start!).count  // 5
  ///
  /// - Parameter start: A traversable cell.
  /// - Returns: One bit a cell; none set where no walk fits.
  /// - Throws: ``WalkError/tooManyBoards(_:_:)``, before anything is allocated.
  /// - Complexity: O(*t*·*w*), *t* transitions of the route, *w* words of the map, for routes without
  ///   repeated groups; times the passes to the fixpoint with them, and at most O(*t*·*c*), *c* cells.
  ///   Memory: 2 bits a cell for each state at most.
  /// - SeeAlso: <https://www.chessprogramming.org/Dumb7Fill>
  public func cells(
    reachedBy route: Route, from start: Cell
  ) throws(WalkError) -> CellSet {
    let reachability = try Reachability(of: route.automaton, on: self, from: start)
    var cells = reachability.end()
    cells.remove(start)
    return cells
  }

  /// The number of those cells, found without keeping them where the route allows it.
  public func countOfCells(
    reachedBy route: Route, from start: Cell
  ) throws(WalkError) -> Int {
    try Reachability(of: route.automaton, on: self, from: start).endCount(without: start)
  }
}

extension Reachability {
  /// The cells at which a walk of one step or more can end.
  fileprivate func end() -> CellSet {
    let accepting = automaton.states.indices.filter { automaton.states[$0].isAccepting }
    if accepting.count == 1 {
      fill(retaining: { $0 == accepting[0] })
      return cells(in: accepting[0])
    }
    var cells = CellSet(size: open.size)
    let words = cells.mutableRow(0)
    fill(visitor: { [wordsPerRow = open.wordsPerRow] y, row in
      for index in row.extent { words[y * wordsPerRow + index] |= row.words[index] }
    })
    return cells
  }

  /// The number of those cells but one.
  fileprivate func endCount(without excluded: Cell) -> Int {
    guard automaton.states.count(where: \.isAccepting) == 1 else {
      var cells = end()
      cells.remove(excluded)
      return cells.count
    }
    var count = 0
    fill(visitor: { y, row in
      count += row.count
      if y == excluded.y, row.contains(x: excluded.x) { count -= 1 }
    })
    return count
  }
}
