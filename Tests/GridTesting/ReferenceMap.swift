/// A place on a ``ReferenceMap``: x to the right, y down, (0,0) at the top left.
public struct ReferenceCell: Hashable, Sendable, CustomStringConvertible {
  public var x: Int
  public var y: Int

  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }

  public var description: String { "(\(x),\(y))" }
}

/// One of the eight steps, clockwise from north.
public enum ReferenceStep: Int, CaseIterable, Hashable, Sendable {
  case north, northEast, east, southEast, south, southWest, west, northWest

  public static let cardinal: [ReferenceStep] = [.north, .east, .south, .west]

  public var dx: Int { [0, 1, 1, 1, 0, -1, -1, -1][rawValue] }
  public var dy: Int { [-1, -1, 0, 1, 1, 1, 0, -1][rawValue] }

  public var abbreviation: String { ["N", "NE", "E", "SE", "S", "SW", "W", "NW"][rawValue] }

  /// Every way to write the step in a route, in lower case.
  public var spellings: [String] {
    switch self {
    case .north: ["n", "north", "u", "up"]
    case .northEast: ["ne"]
    case .east: ["e", "east", "r", "right"]
    case .southEast: ["se"]
    case .south: ["s", "south", "d", "down"]
    case .southWest: ["sw"]
    case .west: ["w", "west", "l", "left"]
    case .northWest: ["nw"]
    }
  }

  /// The step that a run of ASCII letters names, in any case.
  public init?(spelling: String) {
    let lower = spelling.lowercased()
    guard let step = Self.allCases.first(where: { $0.spellings.contains(lower) })
    else { return nil }
    self = step
  }
}

/// A map as rows of clear and blocked cells, and a start.
///
/// Shares no code with the modules under test.
public struct ReferenceMap: Sendable {
  /// `isClear[y][x]`; all rows are equally long.
  public var isClear: [[Bool]]
  public var start: ReferenceCell

  public init(isClear: [[Bool]], start: ReferenceCell) {
    self.isClear = isClear
    self.start = start
    precondition(Set(isClear.map(\.count)).count == 1, "every row must have the same width")
    precondition(self.contains(start), "the start must be clear")
  }

  /// Rows of `#`, `.` and one `X`.
  public init(_ lines: [String]) {
    var start: ReferenceCell?
    var isClear: [[Bool]] = []
    for (y, line) in lines.enumerated() {
      var row: [Bool] = []
      for (x, glyph) in line.enumerated() {
        switch glyph {
        case "#": row.append(false)
        case ".": row.append(true)
        case "X":
          precondition(start == nil, "two starts")
          start = ReferenceCell(x: x, y: y)
          row.append(true)
        default: preconditionFailure("unknown glyph \(glyph)")
        }
      }
      isClear.append(row)
    }
    guard let start else { preconditionFailure("no start") }
    self.init(isClear: isClear, start: start)
  }

  public init(_ text: String) {
    self.init(text.split(separator: "\n").map(String.init))
  }

  public var width: Int { isClear[0].count }
  public var height: Int { isClear.count }

  /// Every cell, row by row, clear or not.
  public var cells: [ReferenceCell] {
    (0..<height).flatMap { y in (0..<width).map { x in ReferenceCell(x: x, y: y) } }
  }

  /// Whether the cell is on the map and clear.
  public func contains(_ cell: ReferenceCell) -> Bool {
    cell.y >= 0 && cell.y < height && cell.x >= 0 && cell.x < width && isClear[cell.y][cell.x]
  }

  /// Where a step from a clear cell leads, or `nil` where it is impossible: onto an obstacle, off the
  /// map, or past the corner of an obstacle.
  public func destination(of step: ReferenceStep, from cell: ReferenceCell) -> ReferenceCell? {
    let target = ReferenceCell(x: cell.x + step.dx, y: cell.y + step.dy)
    guard contains(target) else { return nil }
    // For a straight step, these two are the cell itself and the target.
    let besideX = ReferenceCell(x: cell.x + step.dx, y: cell.y)
    let besideY = ReferenceCell(x: cell.x, y: cell.y + step.dy)
    guard contains(besideX), contains(besideY) else { return nil }
    return target
  }

  /// Where a walk from the start ends, or `nil` where one of its steps is impossible.
  public func end(of steps: [ReferenceStep]) -> ReferenceCell? {
    var cell = start
    for step in steps {
      guard let next = destination(of: step, from: cell) else { return nil }
      cell = next
    }
    return cell
  }

  /// Whether every step, from the start on, is possible.
  public func isWalk(_ steps: [ReferenceStep]) -> Bool { end(of: steps) != nil }

  /// Rows of `#`, `.` and `X`, with other glyphs on the given cells.
  public func lines(marking marks: [ReferenceCell: Character] = [:]) -> [String] {
    (0..<height).map { y in
      String(
        (0..<width).map { x in
          let cell = ReferenceCell(x: x, y: y)
          return marks[cell] ?? (cell == start ? "X" : isClear[y][x] ? "." : "#")
        })
    }
  }
}

extension ReferenceMap: CustomStringConvertible {
  public var description: String { lines().joined(separator: "\n") }
}
