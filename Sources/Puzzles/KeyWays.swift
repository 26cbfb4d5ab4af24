import Grids

/// The ways between starts and keys, each as a length and the keys that it takes to go it.
///
/// A way needs the keys of its doors. The keys that it passes count as needed as well: where one of them is still
/// to be collected, the way is two ways. With each key, those are needed that come before it; those that are there
/// anyway when a robot leaves a place are not listed, and a way in need of one that cannot be there is none. Of the
/// ways between two places, those are kept for which none is both no longer and in need of no other key; between two
/// keys of an open map there can be several of these, a short one through doors and longer ones around.
///
/// Places are the keys 0...25, and then the starts. Doors that no key opens are walls.
struct KeyWays {
  struct Way {
    var key: Int
    var length: Int
    var needed: UInt32
  }

  /// The ways from each place, the shortest first.
  private(set) var ways: [[Way]] = []

  /// The place of a start.
  static func place(ofStart start: Int) -> Int { 26 + start }

  /// - Throws: Where there are too many ways to remember.
  init(
    _ puzzle: KeyPuzzle, _ order: KeyOrder, _ watch: inout SearchWatch
  ) throws(LimitReached) {
    let maze = Maze(puzzle)
    for (place, cell) in (puzzle.keyCells + puzzle.starts).enumerated() {
      guard let cell else {
        ways.append([])
        continue
      }
      ways.append(try Self.ways(from: place, maze.number(of: cell), in: maze, order, &watch))
    }
  }

  /// Breadth-first over labels: a cell, and what was needed to get there. A label is dropped where the cell has
  /// one already that needs no key that this one does not; that one is no longer.
  private static func ways(
    from place: Int, _ start: Int, in maze: Maze, _ order: KeyOrder, _ watch: inout SearchWatch
  ) throws(LimitReached) -> [Way] {
    struct Label {
      var cell: Int32
      /// The label of the same cell before this one, or -1.
      var previous: Int32
      var needed: UInt32
    }
    let offsets = maze.offsets
    let held = order.held(at: place)
    let missing = order.missing(at: place)
    var ways: [Way] = []
    var labels: [Label] = []
    var last = Array(repeating: Int32(-1), count: maze.cellCount)
    func reach(_ cell: Int, needing needed: UInt32) {
      var other = last[cell]
      while other >= 0 {
        if labels[Int(other)].needed & ~needed == 0 { return }
        other = labels[Int(other)].previous
      }
      labels.append(Label(cell: Int32(cell), previous: last[cell], needed: needed))
      last[cell] = Int32(labels.count - 1)
    }

    reach(start, needing: 0)
    var (index, length) = (0, 0)
    while index < labels.count {
      let endOfWave = labels.count
      while index < endOfWave {
        let label = labels[index]
        index += 1
        try watch.spend(
          8, stateCount: labels.count, byteCount: labels.capacity * MemoryLayout<Label>.stride)
        let cell = Int(label.cell)
        var needed = label.needed
        if let key = maze.key(cell), held >> UInt32(key) & 1 == 0 {
          if needed >> UInt32(key) & 1 == 0 {
            ways.append(Way(key: key, length: length, needed: needed))
          }
          needed |= order.closure(of: key) & ~held
          if needed & missing != 0 { continue }
        }
        for offset in offsets where maze.isFloor[cell + offset] {
          guard let door = maze.door(cell + offset) else {
            reach(cell + offset, needing: needed)
            continue
          }
          let all = needed | order.closure(of: door) & ~held
          if all & missing == 0 { reach(cell + offset, needing: all) }
        }
      }
      length += 1
    }
    return ways
  }
}

/// The map of a puzzle with a border, by the numbers of its cells.
private struct Maze {
  let stride: Int
  let cellCount: Int
  private(set) var isFloor: [Bool]
  /// The key of each cell, and that of its door, or -1.
  private var keys: [Int8]
  private var doors: [Int8]

  init(_ puzzle: KeyPuzzle) {
    let size = puzzle.floor.size
    stride = size.width + 1
    cellCount = stride * (size.height + 2) + 1
    isFloor = Array(repeating: false, count: cellCount)
    keys = Array(repeating: -1, count: cellCount)
    doors = keys
    for cell in puzzle.floor {
      let number = number(of: cell)
      if let key = puzzle.key(at: cell) { keys[number] = Int8(key) }
      if let door = puzzle.door(at: cell) {
        guard puzzle.keyCells[door] != nil else { continue }
        doors[number] = Int8(door)
      }
      isFloor[number] = true
    }
  }

  func key(_ number: Int) -> Int? { keys[number] < 0 ? nil : Int(keys[number]) }

  func door(_ number: Int) -> Int? { doors[number] < 0 ? nil : Int(doors[number]) }

  func number(of cell: Cell) -> Int { (cell.y + 1) * stride + cell.x + 1 }

  /// From a cell to its four neighbours.
  var offsets: [Int] { [-stride, 1, stride, -1] }
}
