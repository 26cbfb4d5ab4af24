import Grids

/// A level as it is played, by the rules alone: it shares nothing with the search.
public struct SokobanReplay: Sendable {
  public private(set) var player: Cell
  public private(set) var boxes: Set<Cell>
  public private(set) var pushCount = 0
  public private(set) var moveCount = 0

  private let board: SokobanBoard

  public init(_ board: SokobanBoard) {
    self.board = board
    player = board.player
    boxes = Set(board.boxes)
  }

  public var isSolved: Bool { boxes == Set(board.goals) }

  /// Makes a move or a push as `udlrUDLR` have it.
  ///
  /// - Returns: Whether it is possible, and a push where it says so.
  public mutating func make(_ letter: Character) -> Bool {
    guard let direction = SokobanMove.direction(letter) else { return false }
    let next = player.moved(direction)
    guard !board.walls.contains(next), letter.isUppercase == boxes.contains(next) else {
      return false
    }
    if letter.isUppercase {
      let behind = next.moved(direction)
      guard !board.walls.contains(behind), !boxes.contains(behind) else { return false }
      boxes.remove(next)
      boxes.insert(behind)
      pushCount += 1
    }
    player = next
    moveCount += 1
    return true
  }

  /// Makes all moves of a solution.
  ///
  /// - Returns: Whether each is possible, and every box is on a goal at the end.
  public mutating func make(all letters: String) -> Bool {
    for letter in letters where !make(letter) { return false }
    return isSolved
  }

  /// The level as it stands, in the glyphs of its format; no spaces at the ends of rows, and `-` for a row of nothing.
  public var rows: [String] {
    let goals = Set(board.goals)
    return (0..<board.size.height).map { y in
      var row = (0..<board.size.width).map { x -> Character in
        let cell = Cell(x: x, y: y)
        if board.walls.contains(cell) { return "#" }
        return switch (goals.contains(cell), cell == player, boxes.contains(cell)) {
        case (true, true, _): "+"
        case (true, _, true): "*"
        case (true, _, _): "."
        case (_, true, _): "@"
        case (_, _, true): "$"
        default: " "
        }
      }
      while row.last == " " { row.removeLast() }
      return row.isEmpty ? "-" : String(row)
    }
  }
}
