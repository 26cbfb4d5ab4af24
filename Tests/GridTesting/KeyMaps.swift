/// Maps of keys and doors for tests, and the plain way to solve them.
public enum KeyMaps {
  /// Walls strewn about, with keys, doors and starts anywhere; some doors without a key.
  public static func random(
    width: Int, height: Int, keyCount: Int, doorCount: Int, startCount: Int, density: Double,
    using generator: inout SeededGenerator
  ) -> [String] {
    var rows = (0..<height).map { _ in
      (0..<width).map { _ -> Character in generator.chance(density) ? "#" : "." }
    }
    var cells = (0..<width * height).shuffled(using: &generator)
    func place(_ glyph: Character) {
      guard let cell = cells.popLast() else { return }
      rows[cell / width][cell % width] = glyph
    }
    for _ in 0..<startCount { place("@") }
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    for key in 0..<keyCount { place(letters[key]) }
    for _ in 0..<doorCount {
      let letter = letters[Int.random(in: 0...keyCount, using: &generator)]
      place(Character(letter.uppercased()))
    }
    return rows.map { String($0) }
  }

  /// A maze with some walls taken out, so that there are ways around; keys anywhere in it, doors on the ways to keys, as
  /// long as all keys can still be collected, and a start in the middle. With four starts, it is four mazes.
  ///
  /// - Parameter side: An odd number of cells, 9 or more; one more than a multiple of four where there are four starts.
  public static func maze(
    side: Int, keyCount: Int, doorCount: Int, loopCount: Int, startCount: Int,
    using generator: inout SeededGenerator
  ) -> [String] {
    var rows = Array(repeating: Array(repeating: Character("#"), count: side), count: side)
    let middle = side / 2
    let corners = startCount == 4 ? [(0, 0), (middle, 0), (0, middle), (middle, middle)] : [(0, 0)]
    let mazeSide = startCount == 4 ? middle + 1 : side
    for (left, top) in corners {
      let maze = ReferenceMap.maze(width: mazeSide, height: mazeSide, using: &generator)
      for cell in maze.cells where maze.contains(cell) { rows[top + cell.y][left + cell.x] = "." }
    }
    for _ in 0..<loopCount {
      let y = Int.random(in: 1..<side - 1, using: &generator)
      rows[y][.random(in: 1..<side - 1, using: &generator)] = "."
    }
    if startCount == 4 {
      for index in 1..<side - 1 {
        rows[middle][index] = "#"
        rows[index][middle] = "#"
      }
      for (x, y) in [(-1, -1), (1, -1), (-1, 1), (1, 1)] { rows[middle + y][middle + x] = "@" }
    } else {
      for y in -1...1 {
        for x in -1...1 { rows[middle + y][middle + x] = "." }
      }
      rows[middle][middle] = "@"
    }
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    var cells = ways(in: rows, openTo: []).previous.keys
      .filter { rows[$0.y][$0.x] == "." }.sorted { ($0.y, $0.x) < ($1.y, $1.x) }
    cells.shuffle(using: &generator)
    for (key, cell) in zip(letters.prefix(keyCount), cells) { rows[cell.y][cell.x] = key }
    for key in letters.prefix(doorCount) {
      for _ in 0..<100 {
        // On the way to some key, so that it matters.
        let way = ways(in: rows, openTo: Set(letters)).way(
          to: letters[Int.random(in: 0..<keyCount, using: &generator)])
        guard let cell = way.filter({ rows[$0.y][$0.x] == "." }).randomElement(using: &generator)
        else { continue }
        rows[cell.y][cell.x] = Character(key.uppercased())
        if canCollectAll(rows) { break }
        rows[cell.y][cell.x] = "."
      }
    }
    return rows.map { String($0) }
  }

  /// A map of 81×81 cells with 26 keys and 26 doors, as large as any of the kind: four mazes that meet around the only
  /// start. `maps/keys-maze.txt` has no loops, `maps/keys-loops.txt` two hundred.
  public static func large(loopCount: Int) -> [String] {
    var generator = SeededGenerator(seed: 18)
    var rows = maze(
      side: 81, keyCount: 26, doorCount: 26, loopCount: loopCount, startCount: 4,
      using: &generator)
    for (y, middle) in zip(39...41, ["...", ".@.", "..."]) {
      let row = rows[y]
      rows[y] = row.prefix(39) + middle + row.suffix(39)
    }
    return rows
  }

  /// Cells reached from the starts, each with the one before it.
  private struct Ways {
    var previous: [ReferenceCell: ReferenceCell?] = [:]
    var keys: [Character: ReferenceCell] = [:]

    func way(to key: Character) -> [ReferenceCell] {
      var way: [ReferenceCell] = []
      var cell = keys[key]
      while let current = cell {
        way.append(current)
        cell = previous[current] ?? nil
      }
      return way
    }
  }

  private static func ways(in rows: [[Character]], openTo keys: Set<Character>) -> Ways {
    var ways = Ways()
    var queue: [ReferenceCell] = []
    for (y, row) in rows.enumerated() {
      for (x, glyph) in row.enumerated() where glyph == "@" {
        queue.append(ReferenceCell(x: x, y: y))
        ways.previous[ReferenceCell(x: x, y: y)] = .some(nil)
      }
    }
    var index = 0
    while index < queue.count {
      let cell = queue[index]
      index += 1
      for (dx, dy) in [(0, -1), (1, 0), (0, 1), (-1, 0)] {
        let next = ReferenceCell(x: cell.x + dx, y: cell.y + dy)
        let glyph = rows[next.y][next.x]
        guard glyph != "#", ways.previous[next] == nil,
          !glyph.isUppercase || keys.contains(Character(glyph.lowercased()))
        else { continue }
        ways.previous[next] = .some(cell)
        if glyph.isLowercase { ways.keys[glyph] = next }
        queue.append(next)
      }
    }
    return ways
  }

  private static func canCollectAll(_ rows: [[Character]]) -> Bool {
    let all = Set(rows.joined().filter(\.isLowercase))
    var keys: Set<Character> = []
    while true {
      let more = Set(ways(in: rows, openTo: keys).keys.keys)
      if more == keys { return keys == all }
      keys = more
    }
  }
}

/// The fewest steps that collect all keys, breadth first over the robots' cells and the keys. Slow and plain.
///
/// - Returns: `nil` where not all keys can be collected.
public func referenceKeySteps(_ rows: [String]) -> Int? {
  struct State: Hashable {
    var robots: [Int]
    var keys: Set<Character>
  }
  let width = rows[0].count + 1
  let border = Array(repeating: Character("#"), count: width)
  let glyphs = border + rows.flatMap { Array($0) + ["#"] } + border
  let allKeys = Set(glyphs.filter { $0.isLowercase })
  let start = State(robots: glyphs.indices.filter { glyphs[$0] == "@" }, keys: [])
  var seen: Set = [start]
  var wave = [start]
  var steps = 0
  while !wave.isEmpty {
    var next: [State] = []
    for state in wave {
      if state.keys == allKeys { return steps }
      for robot in state.robots.indices {
        for offset in [-width, -1, width, 1] {
          let cell = state.robots[robot] + offset
          guard glyphs.indices.contains(cell), glyphs[cell] != "#" else { continue }
          let glyph = glyphs[cell]
          if glyph.isUppercase, !state.keys.contains(Character(glyph.lowercased())) { continue }
          var moved = state
          moved.robots[robot] = cell
          if glyph.isLowercase { moved.keys.insert(glyph) }
          if seen.insert(moved).inserted { next.append(moved) }
        }
      }
    }
    wave = next
    steps += 1
  }
  return nil
}
