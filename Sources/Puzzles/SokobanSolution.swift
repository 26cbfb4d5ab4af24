import Grids

/// A solution with the fewest pushes.
public struct SokobanSolution: Sendable, Equatable {
  /// `udlr` for moves and `UDLR` for pushes. Between pushes the player goes the shortest way.
  public var moves: String
  public var pushCount: Int
  public var moveCount: Int { moves.utf8.count }

  /// States that the search met.
  public var stateCount: Int
}

extension SokobanBoard {
  /// Finds a solution with the fewest pushes.
  ///
  /// - Returns: `nil` where there is no solution.
  public func solution(
    limits: SearchLimits = SearchLimits()
  ) throws(LimitReached) -> SokobanSolution? {
    guard !boxNumbers.isEmpty else {
      return SokobanSolution(moves: "", pushCount: 0, stateCount: 1)
    }
    var watch = SearchWatch(limits)
    let matching = try SokobanMatching(self, &watch)
    var search = SokobanSearch(self, matching, watch)
    guard let states = try search.run() else { return nil }
    let moves = SokobanRetrace(self).moves(through: states)
    return SokobanSolution(
      moves: moves, pushCount: states.count - 1, stateCount: search.stateCount)
  }
}

/// States of a solution as moves.
private struct SokobanRetrace {
  private let board: SokobanBoard

  init(_ board: SokobanBoard) { self.board = board }

  func moves(through states: [[Int]]) -> String {
    var moves = ""
    var player = board.playerNumber
    for (from, to) in zip(states, states.dropFirst()) {
      let boxes = Set(from)
      guard let box = boxes.subtracting(to).first,
        let target = Set(to).subtracting(boxes).first,
        let move = (0..<4).first(where: { Int(board.neighbors[box * 4 + $0]) == target })
      else { preconditionFailure("states that no push joins") }
      let behind = Int(board.neighbors[box * 4 + (move + 2) & 3])
      moves += walk(from: player, to: behind, among: boxes)
      moves.append(SokobanMove.letter(SokobanMove.all[move], isPush: true))
      player = box
    }
    return moves
  }

  private func walk(from start: Int, to goal: Int, among boxes: Set<Int>) -> String {
    var moveInto = Array(repeating: -1, count: board.cells.count)
    var queue = [start]
    moveInto[start] = 4
    var index = 0
    while index < queue.count, moveInto[goal] < 0 {
      let cell = queue[index]
      index += 1
      for move in 0..<4 {
        let next = Int(board.neighbors[cell * 4 + move])
        guard next >= 0, moveInto[next] < 0, !boxes.contains(next) else { continue }
        moveInto[next] = move
        queue.append(next)
      }
    }
    precondition(moveInto[goal] >= 0, "the player cannot get behind the box")
    var letters: [Character] = []
    var cell = goal
    while cell != start {
      letters.append(SokobanMove.letter(SokobanMove.all[moveInto[cell]], isPush: false))
      cell = Int(board.neighbors[cell * 4 + (moveInto[cell] + 2) & 3])
    }
    return String(letters.reversed())
  }
}
