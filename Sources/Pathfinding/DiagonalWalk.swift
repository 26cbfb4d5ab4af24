/// How a diagonal is gone along.
protocol DiagonalWalk {
  func go<X: ScanSense, Y: ScanSense>(
    from origin: JumpPointSearch.Expansion, _: X.Type, _: Y.Type, _ open: inout JumpQueue)
}

/// From each cell of the diagonal, its row and its column are scanned.
struct ScannedDiagonals: DiagonalWalk {
  func go<X: ScanSense, Y: ScanSense>(
    from origin: JumpPointSearch.Expansion, _: X.Type, _: Y.Type, _ open: inout JumpQueue
  ) {
    let stepsToGoalLine = origin.stepsToGoalLine(X.self, Y.self)
    var row = ScanFront<X>(origin.rows, origin.number, Y.self)
    var column = ScanFront<Y>(
      origin.columns, origin.columns.number(line: origin.x, origin.y), X.self)
    var steps = 0
    repeat {
      steps &+= 1
      row.advance()
      column.advance()
      if steps == stepsToGoalLine, origin.lookForGoal(after: steps, X.self, Y.self, &open) {
        return
      }
      if let distance = row.jump() {
        origin.reachInRow(after: steps, distance, X.self, Y.self, &open)
      }
      if let distance = column.jump() {
        origin.reachInColumn(after: steps, distance, X.self, Y.self, &open)
      }
    } while row.allowsStep
  }
}

/// Only those cells are looked around from at which the boards interrupt the diagonal.
struct InterruptedDiagonals: DiagonalWalk {
  private let northEast, southEast, southWest, northWest: ScanLines

  init(boards: JumpBoards) {
    northEast = boards.interruptions[0].lines
    southEast = boards.interruptions[1].lines
    southWest = boards.interruptions[2].lines
    northWest = boards.interruptions[3].lines
  }

  func go<X: ScanSense, Y: ScanSense>(
    from origin: JumpPointSearch.Expansion, _: X.Type, _: Y.Type, _ open: inout JumpQueue
  ) {
    let interruptions =
      X.step > 0
      ? (Y.step > 0 ? southEast : northEast) : (Y.step > 0 ? southWest : northWest)
    let stepsToGoalLine = origin.stepsToGoalLine(X.self, Y.self)
    let step = Y.step &* origin.rows.stride &+ X.step
    var number = origin.number
    var steps = 0
    while true {
      repeat {
        number &+= step
        steps &+= 1
      } while !interruptions.contains(number) && steps != stepsToGoalLine
      if steps == stepsToGoalLine, origin.lookForGoal(after: steps, X.self, Y.self, &open) {
        return
      }
      if let distance = origin.rows.jump(number, X.self) {
        origin.reachInRow(after: steps, distance, X.self, Y.self, &open)
      }
      let columnNumber = origin.columns.number(
        line: origin.x &+ steps &* X.step, origin.y &+ steps &* Y.step)
      if let distance = origin.columns.jump(columnNumber, Y.self) {
        origin.reachInColumn(after: steps, distance, X.self, Y.self, &open)
      }
      guard origin.rows.allowsDiagonal(from: number, X.self, Y.self) else { return }
    }
  }
}

extension ScanLines {
  /// Whether a diagonal step from a clear cell is possible.
  @inline(__always)
  fileprivate func allowsDiagonal<X: ScanSense, Y: ScanSense>(
    from cell: Int, _: X.Type, _: Y.Type
  ) -> Bool {
    let beside = cell &+ Y.step &* stride
    return contains(cell &+ X.step) && contains(beside) && contains(beside &+ X.step)
  }
}
