import Grids

/// The characters for all that a picture shows, each a single column wide and no two alike for
/// different meanings.
///
/// | meaning | blocks | ASCII |
/// | --- | --- | --- |
/// | obstacle | `█ ▀ ▄` | `#` |
/// | clear | space | `.` |
/// | visited | `·` | `:` |
/// | position | `$` | `$` |
/// | start | `X` | `X` |
/// | treasure | `◆` | `T` |
/// | goal | `◎` | `G` |
/// | path | `● ─ │ ┌ ┐ └ ┘ ├ ┤ ┬ ┴ ┼ ╱ ╲ ╳`, turns `∧ ∨ < >` | <code>o - \| + / \\</code> |
/// | its end | `← ↑ → ↓ ↖ ↗ ↘ ↙` | `< ^ > v`, diagonals by their vertical part |
/// | heat | `0`…`9` | `0`…`9` |
struct Alphabet {
  let clear: String
  let obstacle: String
  let upperObstacle: String
  let lowerObstacle: String
  let visited: String
  let position: String
  /// By ``Mark``.
  let marks: [String]
  /// By the links to the north (1), east (2), south (4) and west (8).
  let lines: [String]
  let rising: String
  let falling: String
  /// Diagonals that meet and part again: all of them, then two on the side to the north, east, south
  /// and west.
  let crossing: String
  let turns: [String]
  /// By ``Direction``.
  let heads: [String]

  static let blocks = Alphabet(
    clear: " ", obstacle: "█", upperObstacle: "▀", lowerObstacle: "▄",
    visited: "·", position: "$", marks: ["●", "◎", "◆", "X"],
    lines: ["•", "│", "─", "└", "│", "│", "┌", "├", "─", "┘", "─", "┴", "┐", "┤", "┬", "┼"],
    rising: "╱", falling: "╲", crossing: "╳", turns: ["∨", "<", "∧", ">"],
    heads: ["↑", "↗", "→", "↘", "↓", "↙", "←", "↖"])

  static let ascii = Alphabet(
    clear: ".", obstacle: "#", upperObstacle: "#", lowerObstacle: "#",
    visited: ":", position: "$", marks: ["o", "G", "T", "X"],
    lines: ["+", "|", "-", "+", "|", "|", "+", "+", "-", "+", "-", "+", "+", "+", "+", "+"],
    rising: "/", falling: "\\", crossing: "+", turns: ["+", "+", "+", "+"],
    heads: ["^", "^", ">", "v", "v", "v", "<", "^"])
}

// MARK: - Paths

extension Alphabet {
  /// The part of a path on a tile one column wide.
  ///
  /// Where a line turns from straight to diagonal, the diagonal is drawn on the eastern tile of its
  /// step alone: a staircase is then `╲─` on every line and not `╲╲`.
  func line(_ links: DirectionSet) -> String {
    let rises = !links.isDisjoint(with: .rising)
    let falls = !links.isDisjoint(with: .falling)
    if !rises && !falls { return lines[links.cardinalIndex] }
    if rises && falls {
      let sides: [DirectionSet] = [.northern, .eastern, .southern, .western]
      return zip(sides, turns).first { $0.0 == links }?.1 ?? crossing
    }
    let isStraight = links.isDisjoint(with: .western) && links.rawValue.nonzeroBitCount == 2
    return isStraight ? lines[links.cardinalIndex] : rises ? rising : falling
  }

  /// The part of a path on a tile two columns wide.
  ///
  /// Straight lines pass through the left column, and the right one joins them to the east. A
  /// diagonal is `_╱` or `╲_`, which touch the corners of the tile and so each other.
  func wideLine(_ links: DirectionSet) -> String {
    if links == .rising || links == [.northEast, .south] { return "_" + rising }
    if links == .falling || links == [.southEast, .north] { return falling + "_" }
    let west = links.intersection(.western)
    let left =
      if west == .western {
        turns[3]
      } else if west.isEmpty {
        !links.isEmpty && links.isSubset(of: .eastern) ? clear : lines[links.cardinalIndex]
      } else {
        line(west)
      }
    return left + connector(links)
  }

  /// What joins the left column of a wide tile to the tiles in the east.
  func connector(_ links: DirectionSet) -> String {
    let east = links.intersection(.eastern)
    if east == .eastern { return turns[1] }
    if !east.isEmpty { return line(east) }
    return links.contains(.east) ? lines[2] : clear
  }
}

extension DirectionSet {
  fileprivate static let rising: DirectionSet = [.northEast, .southWest]
  fileprivate static let falling: DirectionSet = [.northWest, .southEast]
  fileprivate static let northern: DirectionSet = [.northWest, .northEast]
  fileprivate static let eastern: DirectionSet = [.northEast, .southEast]
  fileprivate static let southern: DirectionSet = [.southWest, .southEast]
  fileprivate static let western: DirectionSet = [.northWest, .southWest]

  fileprivate static let north = DirectionSet(.north)
  fileprivate static let south = DirectionSet(.south)
  fileprivate static let northEast = DirectionSet(.northEast)
  fileprivate static let southEast = DirectionSet(.southEast)
  fileprivate static let southWest = DirectionSet(.southWest)
  fileprivate static let northWest = DirectionSet(.northWest)

  /// North 1, east 2, south 4, west 8.
  fileprivate var cardinalIndex: Int {
    let bits = Int(rawValue)
    return bits & 1 | bits >> 1 & 2 | bits >> 2 & 4 | bits >> 3 & 8
  }
}
