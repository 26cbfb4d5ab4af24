import Grids
import Routes

extension Walk {
  /// Reads a walk as its description is written, `N3 E4 S1`; `N` is `N1`, and the empty text the empty
  /// walk.
  ///
  /// - Returns: `nil` for any other text, be it a route, and for more than ``maximumReadLength`` steps.
  public init?(_ description: String) {
    var steps: [Direction] = []
    for leg in description.split(separator: " ") {
      let name = leg.prefix { $0.isLetter }.uppercased()
      let digits = leg.dropFirst(name.count)
      guard let direction = Direction.allCases.first(where: { $0.abbreviation == name }),
        digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
        let count = digits.isEmpty ? 1 : Int(digits),
        count <= Self.maximumReadLength - steps.count
      else { return nil }
      steps += repeatElement(direction, count: count)
    }
    self.init(steps: steps)
  }

  /// The most steps of a walk that is read from text: a few letters must not take all memory.
  public static let maximumReadLength = 1 << 24

  /// Where the walk leads on a map: all of its cells from the start on, or as far as it goes.
  ///
  /// - Parameter start: A traversable cell.
  /// - Complexity: O(*n*), *n* steps.
  public func trace(on map: GridMap, from start: Cell) -> Trace {
    var trace = Trace(cells: [start], blockedStep: nil)
    for step in steps {
      let cell = trace.cells[trace.cells.count - 1]
      guard map.allowsStep(from: cell, step) else {
        trace.blockedStep = step
        break
      }
      trace.cells.append(cell.moved(step))
    }
    return trace
  }

  /// The cells of a walk, one after the other.
  public struct Trace: Sendable, Equatable {
    /// The start and the cell that each step enters.
    public var cells: [Cell]

    /// The step from the last cell that is not possible, or `nil` where all are.
    public var blockedStep: Direction?
  }
}
