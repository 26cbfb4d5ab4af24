/// Levels of Sokoban that are made backwards: boxes begin on their goals and are pulled about, so that each level has
/// a solution. The same seed gives the same level.
public enum SokobanLevels {
  private static let steps = [(x: 0, y: -1), (x: -1, y: 0), (x: 0, y: 1), (x: 1, y: 0)]

  /// A level as rows of XSB, no spaces at their ends.
  ///
  /// - Parameters:
  ///   - side: Cells of width and height, walls included, 5 or more.
  ///   - boxCount: Boxes, fewer where there is no room.
  public static func level(seed: Int, side: Int, boxCount: Int) -> [String] {
    var generator = SeededGenerator(seed: seed)
    while true {
      if let rows = attempt(side: side, boxCount: boxCount, using: &generator) { return rows }
    }
  }

  /// The boxes stay where they were farthest from their goals.
  ///
  /// - Returns: `nil` where they hardly moved.
  private static func attempt(
    side: Int, boxCount: Int, using generator: inout SeededGenerator
  ) -> [String]? {
    var isFloor = (0..<side * side).map { cell in
      let (y, x) = cell.quotientAndRemainder(dividingBy: side)
      let isBorder = x == 0 || y == 0 || x == side - 1 || y == side - 1
      return !isBorder && !generator.chance(0.22)
    }
    let offsets = steps.map { $0.y * side + $0.x }
    let floor = isFloor.indices.filter { isFloor[$0] }
    guard let first = floor.randomElement(using: &generator) else { return nil }
    let room = reached(from: first, isFloor, offsets)
    guard room.count >= 3 * boxCount + 4 else { return nil }
    for cell in isFloor.indices { isFloor[cell] = room.contains(cell) }

    let goals = Array(room.sorted().shuffled(using: &generator).prefix(boxCount))
    var boxes = goals
    var best = (distance: 0, boxes: boxes, player: 0)
    guard var player = room.subtracting(goals).sorted().randomElement(using: &generator) else {
      return nil
    }
    for _ in 0..<100 * boxCount {
      var isFree = isFloor
      for box in boxes { isFree[box] = false }
      let region = reached(from: player, isFree, offsets)
      var pulls: [(box: Int, offset: Int)] = []
      for index in boxes.indices {
        for offset in offsets {
          let stand = boxes[index] + offset
          if region.contains(stand), isFree[stand + offset] { pulls.append((index, offset)) }
        }
      }
      guard let pull = pulls.randomElement(using: &generator) else { break }
      boxes[pull.box] += pull.offset
      player = boxes[pull.box] + pull.offset
      let distance = zip(boxes, goals).reduce(0) { sum, pair in
        sum + abs(pair.0 % side - pair.1 % side) + abs(pair.0 / side - pair.1 / side)
      }
      if distance > best.distance { best = (distance, boxes, player) }
    }
    guard best.distance > side / 2 * boxCount else { return nil }
    (boxes, player) = (best.boxes, best.player)

    return (0..<side).map { y in
      var row = (0..<side).map { x -> Character in
        let cell = y * side + x
        guard isFloor[cell] else { return "#" }
        return switch (goals.contains(cell), boxes.contains(cell), cell == player) {
        case (true, true, _): "*"
        case (true, _, true): "+"
        case (true, _, _): "."
        case (_, true, _): "$"
        case (_, _, true): "@"
        default: " "
        }
      }
      while row.last == " " { row.removeLast() }
      return String(row)
    }
  }

  private static func reached(from start: Int, _ isFree: [Bool], _ offsets: [Int]) -> Set<Int> {
    var reached: Set = [start]
    var pending = [start]
    while let cell = pending.popLast() {
      for offset in offsets where isFree[cell + offset] {
        if reached.insert(cell + offset).inserted { pending.append(cell + offset) }
      }
    }
    return reached
  }

  /// The levels of `maps/sokoban.xsb` that are made from seeds, with titles.
  public static func collection() -> String {
    (1...90).map { seed in
      let side = 7 + (seed - 1) / 30
      let rows = level(seed: seed, side: side, boxCount: 2 + (seed - 1) % 30 / 10 + (side - 7) / 2)
      return "Title: Pulled \(seed)\n" + rows.map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }
}

/// The fewest pushes that solve a level, by trying everything: places of the player and the boxes one by one, those
/// with fewer pushes first. Slow and plain.
///
/// - Parameters:
///   - rows: In XSB, closed by walls.
///   - stateLimit: Where to stop.
/// - Returns: The pushes, -1 where there is no solution; `nil` where the limit was met.
public func referencePushes(_ rows: [String], stateLimit: Int = .max) -> Int? {
  struct State: Hashable {
    var player: Int
    var boxes: [Int]
  }
  let width = rows.map(\.count).max()! + 1
  let glyphs = rows.flatMap { row in
    Array(row) + Array(repeating: " ", count: width - row.count)
  }
  func cells(_ wanted: String) -> [Int] { glyphs.indices.filter { wanted.contains(glyphs[$0]) } }
  let goals = cells(".*+")
  let start = State(player: cells("@+")[0], boxes: cells("$*"))
  var seen: Set = [start]
  var wave = [start]
  var pushes = 0
  while !wave.isEmpty {
    var next: [State] = []
    var index = 0
    while index < wave.count {
      let state = wave[index]
      index += 1
      if state.boxes == goals { return pushes }
      for offset in [-width, -1, width, 1] {
        let cell = state.player + offset
        guard glyphs[cell] != "#" else { continue }
        var moved = State(player: cell, boxes: state.boxes)
        let box = state.boxes.firstIndex(of: cell)
        if let box {
          guard glyphs[cell + offset] != "#", !state.boxes.contains(cell + offset) else { continue }
          moved.boxes[box] += offset
          moved.boxes.sort()
        }
        guard box != nil || seen.insert(moved).inserted else { continue }
        if box == nil { wave.append(moved) } else { next.append(moved) }
      }
      if seen.count > stateLimit { return nil }
    }
    wave = next.filter { seen.insert($0).inserted }
    pushes += 1
  }
  return -1
}
