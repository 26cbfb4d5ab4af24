import Grids

/// One line of a Moving AI scenario: two cells of a map, and how long a shortest path between them is.
///
/// - SeeAlso: <https://movingai.com/benchmarks/formats.html>
public struct Experiment: Equatable, Sendable {
  /// Where it stands in its file, from 1.
  public var line: Int

  /// A fourth of the length, rounded down, by which experiments are grouped.
  public var bucket: Int

  /// The map's path as the file has it.
  public var map: String

  /// The size that the map is scaled to.
  public var width: Int
  public var height: Int

  /// On the scaled map; may be off it.
  public var start: Cell
  public var goal: Cell

  public var length: PrintedLength

  public init(
    line: Int = 0, bucket: Int, map: String, width: Int, height: Int, start: Cell, goal: Cell,
    length: PrintedLength
  ) {
    self.line = line
    self.bucket = bucket
    self.map = map
    self.width = width
    self.height = height
    self.start = start
    self.goal = goal
    self.length = length
  }

  /// The line as the format writes it, without its end.
  public var text: String {
    "\(bucket)\t\(map)\t\(width)\t\(height)\t\(start.x)\t\(start.y)\t\(goal.x)\t\(goal.y)\t\(length)"
  }
}

/// The length of a path of octile steps, as a file has it: a number of so many decimals.
public struct PrintedLength: Equatable, Sendable {
  public let text: String
  public let value: Double
  private let decimals: Int

  /// - Returns: `nil` unless the text is a number, not negative, without an exponent.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let value = Double(text), value < 0x1p53, !parts[0].isEmpty,
      parts.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } })
    else { return nil }
    self.text = text
    self.value = value
    decimals = parts.count == 2 ? parts[1].utf8.count : 0
  }

  /// The length of so many straight and diagonal steps, to 8 decimals, rounded exactly.
  public init(straight: Int, diagonal: Int) {
    let scale = 100_000_000
    // The root of four times the square is twice the number, in whole units: half of that, rounded.
    let square = UInt128(diagonal) * UInt128(diagonal)
    let doubled = Self.squareRoot(8 * square * UInt128(scale) * UInt128(scale))
    let units = UInt128(straight) * UInt128(scale) + (doubled + 1) / 2
    let (whole, fraction) = units.quotientAndRemainder(dividingBy: UInt128(scale))
    decimals = 8
    text = "\(whole)." + String(fraction + UInt128(scale)).dropFirst()
    value = Double(units) / Double(scale)
  }

  /// What authors of scenarios took for √2: some files' lengths are off in the last digits printed, as they
  /// must be with a root of single precision, or of nine decimals.
  private static let rootsOfTwo = [2.squareRoot(), Double(Float(2).squareRoot()), 1.414213562]

  /// Whether a path of so many straight and diagonal steps is, at the printed precision, as long.
  public func agrees(straight: Int, diagonal: Int) -> Bool {
    var unit = 1.0
    for _ in 0..<min(decimals, 15) { unit /= 10 }
    return Self.rootsOfTwo.contains { root in
      let exact = Double(straight) + Double(diagonal) * root
      return (exact - value).magnitude <= 0.5 * unit + 1e-9
    }
  }

  /// Rounded down.
  private static func squareRoot(_ number: UInt128) -> UInt128 {
    guard number > 0 else { return 0 }
    // Newton's method, from above.
    var root = UInt128(1) << UInt128((129 - number.leadingZeroBitCount) / 2 + 1)
    while true {
      let next = (root + number / root) / 2
      if next >= root { return root }
      root = next
    }
  }
}

extension PrintedLength: CustomStringConvertible {
  public var description: String { text }
}
