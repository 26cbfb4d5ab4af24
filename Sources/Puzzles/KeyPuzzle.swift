import GridFormats
import Grids

/// Keys and doors: robots that are to collect all keys of a map in as few steps as possible.
///
/// `@` is where a robot starts, a small letter a key and its capital the doors that it opens, `#` a wall and `.`
/// floor. One robot moves at a time, a step to one of the four neighbours; who enters a key's cell has the key, for
/// all robots. Robots do not block each other. A door of which there is no key never opens.
///
/// - SeeAlso: Advent of Code 2019, day 18, which made the puzzle known.
public struct KeyPuzzle: Sendable {
  /// Where the robots start, row by row.
  public let starts: [Cell]

  /// Where each key lies; `nil` where there is no such key.
  public let keyCells: [Cell?]

  /// Cells that are no walls, doors included.
  public let floor: CellSet

  /// What is written on each cell, row by row.
  private let glyphs: [UInt8]

  /// More robots would not fit into a state of one word.
  public static let maximumStartCount = 7

  /// What the letters are.
  static let letters = Array("abcdefghijklmnopqrstuvwxyz")

  public static func name(ofKey key: Int) -> String { String(letters[key]) }

  /// - Parameter splitsStart: Whether to part the map at its only start into four, with a start each: the
  ///   start and the cells around it become `@#@`, `###` and `@#@`.
  package init(_ text: HeldText, splitsStart: Bool = false) throws(MapError) {
    let grid = try GlyphGrid(
      text,
      isGlyph: {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "#"), UInt8(ascii: "."), UInt8(ascii: "@"):
          true
        default: false
        }
      }, expected: "'#', '.', '@', a key a-z or a door A-Z",
      help: "a wall is '#', floor '.', a start '@'; a small letter is a key, its capital the door")
    var starts = grid.cells { $0 == UInt8(ascii: "@") }
    guard !starts.isEmpty else {
      throw text.malformed(
        MapFault(
          message: "no start: the map has no '@'", line: 1, column: 1,
          help: "mark where the robot starts with '@'"))
    }
    var floor = grid.map(start: nil).traversable
    if splitsStart { starts = try Self.split(starts, on: grid, &floor) }
    guard starts.count <= Self.maximumStartCount else {
      throw grid.fault(
        "\(starts.count) starts are too many", at: starts[Self.maximumStartCount],
        label: "one start too many", help: "a map has at most \(Self.maximumStartCount) starts")
    }
    var keyCells = [Cell?](repeating: nil, count: 26)
    for cell in grid.cells(where: { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }) {
      let key = Int(grid[cell] - UInt8(ascii: "a"))
      if let first = keyCells[key] {
        throw grid.fault(
          "more than one key '\(Self.letters[key])': \(grid.place(first)), and \(grid.place(cell))",
          at: cell, label: "another key '\(Self.letters[key])'", help: "a key is there once")
      }
      keyCells[key] = cell
    }
    self.starts = starts
    self.keyCells = keyCells
    self.floor = floor
    glyphs = grid.glyphs
  }

  private static func split(
    _ starts: [Cell], on grid: GlyphGrid, _ floor: inout CellSet
  ) throws(MapError) -> [Cell] {
    let start = starts[0]
    guard starts.count == 1 else {
      throw grid.fault(
        "there are \(starts.count) starts already", at: starts[1], label: "another start",
        help: "only a single start can be split into four")
    }
    for y in -1...1 {
      for x in -1...1 where (x, y) != (0, 0) {
        let cell = Cell(x: start.x + x, y: start.y + y)
        guard grid.size.contains(cell), grid[cell] == UInt8(ascii: ".") else {
          throw grid.fault(
            "the start cannot be split: a cell beside it is not '.'",
            at: grid.size.contains(cell) ? cell : start, label: "'.' expected around the start",
            help: "the eight cells around the start become walls and starts")
        }
      }
    }
    for direction in [nil, Direction.north, .east, .south, .west] {
      floor.remove(direction.map { start.moved($0) } ?? start)
    }
    return [Direction.northWest, .northEast, .southWest, .southEast].map { start.moved($0) }
  }
}

// MARK: - What is on the map

extension KeyPuzzle {
  /// All keys, a bit each.
  public var allKeys: KeySet {
    KeySet(rawValue: keyCells.indices.reduce(0) { keyCells[$1] == nil ? $0 : $0 | 1 << UInt32($1) })
  }

  /// All doors with a letter of which there is no key.
  public struct ShutDoors: Sendable, Equatable {
    /// The capital.
    public var name: String
    /// The first of them, row by row.
    public var first: Cell
    public var count: Int
  }

  /// Doors of which there is no key, by their letters.
  public var shutDoors: [ShutDoors] {
    var found: [ShutDoors?] = Array(repeating: nil, count: 26)
    for (index, glyph) in glyphs.enumerated() {
      guard let door = Self.door(glyph), keyCells[door] == nil else { continue }
      let cell = Cell(x: index % floor.size.width, y: index / floor.size.width)
      let known = found[door]
      found[door] = ShutDoors(
        name: Self.name(ofKey: door).uppercased(), first: known?.first ?? cell,
        count: (known?.count ?? 0) + 1)
    }
    return found.compactMap { $0 }
  }

  /// The key that lies on a cell of the map.
  func key(at cell: Cell) -> Int? {
    let letter = glyphs[cell.y * floor.size.width + cell.x] &- UInt8(ascii: "a")
    return letter < 26 ? Int(letter) : nil
  }

  /// The key that a door on a cell of the map needs.
  func door(at cell: Cell) -> Int? { Self.door(glyphs[cell.y * floor.size.width + cell.x]) }

  private static func door(_ glyph: UInt8) -> Int? {
    let letter = glyph &- UInt8(ascii: "A")
    return letter < 26 ? Int(letter) : nil
  }

  /// Whether a robot that has some keys may enter a cell.
  public func allowsEntering(_ cell: Cell, with keys: KeySet) -> Bool {
    guard floor.contains(cell) else { return false }
    return door(at: cell).map(keys.contains) ?? true
  }

  /// The keys that can be collected at all: those within reach, then those behind the doors that these open.
  public func collectableKeys() -> KeySet { collectableKeys(from: starts) }

  /// - Parameters:
  ///   - held: Keys that are there from the beginning.
  ///   - missing: A key that is never collected.
  func collectableKeys(
    from starts: [Cell], holding held: KeySet = KeySet(), without missing: Int? = nil
  ) -> KeySet {
    var keys = KeySet()
    var reached = CellSet(size: floor.size)
    var pending = starts
    for start in starts { reached.insert(start) }
    // Doors that were met before their keys.
    var waiting = Array(repeating: [Cell](), count: 26)
    while let cell = pending.popLast() {
      if let key = key(at: cell), key != missing {
        keys.insert(key)
        pending += waiting[key]
        waiting[key] = []
      }
      for direction in DirectionSet.cardinal.directions {
        let next = cell.moved(direction)
        guard floor.contains(next), !reached.contains(next) else { continue }
        reached.insert(next)
        if let door = door(at: next), !keys.contains(door), !held.contains(door) {
          waiting[door].append(next)
        } else {
          pending.append(next)
        }
      }
    }
    return keys
  }
}

/// A set of keys, a bit each.
public struct KeySet: Hashable, Sendable {
  public private(set) var rawValue: UInt32

  public init(rawValue: UInt32 = 0) { self.rawValue = rawValue }

  public func contains(_ key: Int) -> Bool { rawValue >> UInt32(key) & 1 == 1 }

  public mutating func insert(_ key: Int) { rawValue |= 1 << UInt32(key) }

  public func isSubset(of other: KeySet) -> Bool { rawValue & ~other.rawValue == 0 }

  public func subtracting(_ other: KeySet) -> KeySet {
    KeySet(rawValue: rawValue & ~other.rawValue)
  }

  public var isEmpty: Bool { rawValue == 0 }

  /// The numbers of the members, in order.
  public var keys: [Int] { (0..<26).filter(contains) }
}
