import ArgumentParser
import Grids

/// How positions are written.
enum CoordinateConvention: String, CaseIterable, ExpressibleByArgument {
  case xy, rc, cartesian

  /// Whether the number that varies along a row comes first.
  var isColumnFirst: Bool { self != .rc }

  var names: (first: String, second: String) {
    isColumnFirst ? ("x", "y") : ("row", "column")
  }
}

struct CoordinateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How positions are written: x,y from the top left; row,column; or x,y from the bottom left.",
      valueName: "convention"))
  var coords: CoordinateConvention = .xy

  @Flag(help: "Count coordinates from 1.")
  var oneBased = false

  func coordinates(on size: GridSize) -> Coordinates {
    Coordinates(convention: coords, origin: oneBased ? 1 : 0, size: size)
  }
}

/// Positions on one map as people write and read them.
struct Coordinates {
  let convention: CoordinateConvention
  /// 0 or 1.
  let origin: Int
  let size: GridSize

  /// What is written for all cells of a column.
  func columnNumber(_ x: Int) -> Int { x + origin }

  /// What is written for all cells of a row.
  func rowNumber(_ y: Int) -> Int {
    (convention == .cartesian ? size.height - 1 - y : y) + origin
  }

  func text(of cell: Cell) -> String {
    let (column, row) = (columnNumber(cell.x), rowNumber(cell.y))
    return convention.isColumnFirst ? "\(column),\(row)" : "\(row),\(column)"
  }

  /// "x,y from 0,0 at the top left"
  var description: String {
    let names = convention.names
    let corner = convention == .cartesian ? "bottom left, y up" : "top left"
    return "\(names.first),\(names.second) from \(origin),\(origin) at the \(corner)"
  }
}

// MARK: - Reading

extension Coordinates {
  /// The clear cell that an option names.
  func clearCell(_ text: String, on map: GridMap, option: String) throws(Diagnostic) -> Cell {
    let cell = try cell(text)
    guard map.isTraversable(cell) else {
      throw Diagnostic(
        "\(self.text(of: cell)) is an obstacle", help: "\(option) must name a clear cell")
    }
    return cell
  }

  /// The cell of the map that a text names.
  func cell(_ text: String) throws(Diagnostic) -> Cell {
    let names = convention.names
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let first = parts[0], let second = parts[1] else {
      throw Diagnostic("'\(text)' is not a cell; expected \(names.first),\(names.second)")
    }
    let (column, row) = convention.isColumnFirst ? (first, second) : (second, first)
    let columns = origin...size.width - 1 + origin
    let rows = origin...size.height - 1 + origin
    guard columns.contains(column), rows.contains(row) else {
      let (firsts, seconds) = convention.isColumnFirst ? (columns, rows) : (rows, columns)
      throw Diagnostic(
        "\(text) is off the map, which is \(size.width) wide and \(size.height) high",
        help:
          "\(names.first) is \(Self.text(of: firsts)), \(names.second) is \(Self.text(of: seconds))"
      )
    }
    // A row's number is its own inverse where y points up, and merely shifted elsewhere.
    return Cell(x: column - origin, y: rowNumber(row - origin) - origin)
  }

  private static func text(of range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
  }
}
