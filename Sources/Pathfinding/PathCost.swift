/// What a path costs, as `straight` + `diagonal`·√2.
///
/// Both parts are exact, and so is the order: no two different costs are equal, however close they come.
/// Neither part may be negative.
public struct PathCost: Sendable, Hashable {
  /// Steps along the axes or, where cells have costs, the sum of the cells' that such steps enter.
  public var straight: Int

  /// Diagonal steps or, where cells have costs, the sum of the cells' that such steps enter.
  public var diagonal: Int

  public static let zero = PathCost(straight: 0, diagonal: 0)

  public init(straight: Int, diagonal: Int) {
    self.straight = straight
    self.diagonal = diagonal
  }

  /// The nearest number of cells' sides, to about 16 digits.
  public var length: Double { Double(straight) + Double(diagonal) * 2.squareRoot() }

  public static func + (a: PathCost, b: PathCost) -> PathCost {
    PathCost(straight: a.straight + b.straight, diagonal: a.diagonal + b.diagonal)
  }
}

extension PathCost: Comparable {
  /// Compares squares of integers instead of rounded roots: where a cost has more straight and less
  /// diagonal than another, by *p* and *q*, it is the lesser just when *p*² < 2*q*².
  public static func < (a: PathCost, b: PathCost) -> Bool {
    let straight = a.straight - b.straight
    let diagonal = a.diagonal - b.diagonal
    if straight <= 0 && diagonal <= 0 { return straight != 0 || diagonal != 0 }
    if straight >= 0 && diagonal >= 0 { return false }
    // Parts that are not negative differ by less than 2^63: neither product exceeds 2^127.
    let straightSquare = UInt128(straight.magnitude) * UInt128(straight.magnitude)
    let diagonalSquare = 2 * UInt128(diagonal.magnitude) * UInt128(diagonal.magnitude)
    return straight > 0 ? straightSquare < diagonalSquare : diagonalSquare < straightSquare
  }
}
