import GridFormats
import Grids

/// A level of Sokoban: what stands still, and where boxes and player begin.
///
/// Only cells that the player could reach if there were no boxes count, and they have numbers, row by row.
public struct SokobanBoard: Sendable {
  public let title: String?
  public let author: String?

  /// Rows as they are drawn, all of the same length: walls and goals, without boxes and player.
  public let size: GridSize

  public let player: Cell
  public let boxes: [Cell]
  public let goals: [Cell]

  /// The line of its text on which it begins, from 1.
  public let line: Int

  /// Walls as they are drawn.
  public let walls: CellSet

  /// The cells that count.
  let cells: [Cell]

  /// Of each cell the cells beside it, as in ``SokobanMove/all``; -1 for a wall.
  let neighbors: [Int16]

  /// Boxes and goals by the numbers of their cells. A box that nobody can reach stands on a goal and is no box here.
  let boxNumbers: [Int]
  let goalNumbers: [Int]
  let playerNumber: Int

  package init(_ level: SokobanCollection.Level) throws(MapError) {
    title = level.title
    author = level.author
    line = level.line
    let drawing = Drawing(level)
    size = drawing.size
    walls = drawing.walls

    let players = drawing.cells("@+")
    guard let player = players.first else {
      throw level.fault(
        "no player: the level has no '@' and no '+'", at: Cell(x: 0, y: 0),
        label: "the level begins here", help: "mark the player with '@', or '+' on a goal")
    }
    if players.count > 1 {
      throw level.fault(
        "more than one player", at: players[1], label: "another player",
        help: "a level has one player")
    }
    let boxes = drawing.cells("$*")
    let goals = drawing.cells(".*+")
    self.player = player
    self.boxes = boxes
    self.goals = goals
    let inside = try drawing.inside(from: player)
    let cells = Array(inside)
    self.cells = cells
    guard cells.count <= Int(Int16.max) else {
      throw level.fault(
        "the level is too large: \(cells.count) cells", at: player,
        help: "a level has at most \(Int16.max) cells inside its walls")
    }
    try Self.check(boxes, goals, from: player, inside, level)
    var numbers = [Int](repeating: -1, count: drawing.size.cellCount)
    for (number, cell) in cells.enumerated() { numbers[drawing.index(cell)] = number }
    neighbors = cells.flatMap { cell in
      SokobanMove.all.map { Int16(numbers[drawing.index(cell.moved($0))]) }
    }
    boxNumbers = boxes.map { numbers[drawing.index($0)] }.filter { $0 >= 0 }
    goalNumbers = goals.map { numbers[drawing.index($0)] }.filter { $0 >= 0 }
    playerNumber = numbers[drawing.index(player)]
  }

  /// Whether there are as many boxes as goals, all that matter within the player's walls.
  private static func check(
    _ boxes: [Cell], _ goals: [Cell], from player: Cell, _ inside: CellSet,
    _ level: SokobanCollection.Level
  ) throws(MapError) {
    guard !boxes.isEmpty else {
      throw level.fault(
        "the level has no box", at: player, label: "nothing to push for this player",
        help: "a box is '$', or '*' on a goal")
    }
    guard boxes.count == goals.count else {
      let (few, many) = (min(boxes.count, goals.count), max(boxes.count, goals.count))
      let isBoxesMore = boxes.count > goals.count
      throw level.fault(
        "\(boxes.count) \(boxes.count == 1 ? "box" : "boxes") for "
          + "\(goals.count) \(goals.count == 1 ? "goal" : "goals")",
        at: (isBoxesMore ? boxes : goals)[few],
        label: many - few == 1
          ? "one \(isBoxesMore ? "box" : "goal") too many"
          : "\(many - few) \(isBoxesMore ? "boxes" : "goals") too many",
        help: "a level has as many boxes as goals")
    }
    let (placed, wanted) = (Set(boxes), Set(goals))
    if let box = boxes.first(where: { !inside.contains($0) && !wanted.contains($0) }) {
      throw level.fault(
        "nobody can reach this box", at: box, label: "a box outside the player's walls",
        help: "a box that is to be pushed stands inside the walls around the player")
    }
    if let goal = goals.first(where: { !inside.contains($0) && !placed.contains($0) }) {
      throw level.fault(
        "no box can reach this goal", at: goal, label: "a goal outside the player's walls",
        help: "a goal without a box stands inside the walls around the player")
    }
  }
}

/// A level's rows, all filled up to the same length by nothing, which is 0.
private struct Drawing {
  let level: SokobanCollection.Level
  let size: GridSize
  private let glyphs: [UInt8]

  init(_ level: SokobanCollection.Level) {
    self.level = level
    let rows = level.glyphs
    let width = rows.reduce(1) { max($0, $1.count) }
    guard let size = GridSize(width: width, height: rows.count) else {
      preconditionFailure("a level is smaller than a map may be")
    }
    self.size = size
    glyphs = rows.flatMap { $0 + repeatElement(0, count: width - $0.count) }
  }

  func index(_ cell: Cell) -> Int { cell.y * size.width + cell.x }

  /// The cells with one of some glyphs, row by row.
  func cells(_ wanted: String) -> [Cell] {
    glyphs.indices.filter { wanted.utf8.contains(glyphs[$0]) }
      .map { Cell(x: $0 % size.width, y: $0 / size.width) }
  }

  var walls: CellSet {
    var walls = CellSet(size: size)
    for cell in cells("#") { walls.insert(cell) }
    return walls
  }

  /// The cells inside the walls around the player.
  func inside(from player: Cell) throws(MapError) -> CellSet {
    var inside = CellSet(size: size)
    inside.insert(player)
    var pending = [player]
    while let cell = pending.popLast() {
      for direction in SokobanMove.all {
        let next = cell.moved(direction)
        guard size.contains(next), glyphs[index(next)] != 0 else {
          throw level.fault(
            "the level is open: the player could leave it", at: cell,
            label: "no wall beside this cell",
            help: "walls must surround the player on all sides")
        }
        guard glyphs[index(next)] != UInt8(ascii: "#"), !inside.contains(next) else { continue }
        inside.insert(next)
        pending.append(next)
      }
    }
    return inside
  }
}

/// The four directions in the order in which moves are numbered, and their letters.
public enum SokobanMove {
  static let all: [Direction] = [.north, .west, .south, .east]

  /// `u`, `l`, `d` and `r`; pushes in capitals.
  public static func letter(_ direction: Direction, isPush: Bool) -> Character {
    let letter: Character =
      switch direction {
      case .north: "u"
      case .west: "l"
      case .south: "d"
      default: "r"
      }
    return isPush ? Character(letter.uppercased()) : letter
  }

  /// The direction that a letter stands for.
  public static func direction(_ letter: Character) -> Direction? {
    all.first { self.letter($0, isPush: false) == Character(letter.lowercased()) }
  }
}
