/// The colours of a heat map, and the line that explains them.
///
/// Digits tell the level without colour. The colours are those of viridis, which are lighter for each
/// level: readers who see no hues, and prints in grey, keep the order.
///
/// - SeeAlso: <https://bids.github.io/colormap/>
enum HeatRamp {
  static let levelCount = 10

  static let inks: [Ink] = zip([53, 54, 55, 24, 30, 36, 72, 77, 149, 220], 0...).map {
    Ink(foreground: $1 < 4 ? 231 : 16, background: $0)
  }

  /// The level of the highest of some values, which are held to 0...1; of none, or NaN alone, `nil`.
  static func level(ofHottest values: some Sequence<Double>) -> Int? {
    guard let hottest = values.lazy.filter({ !$0.isNaN }).max() else { return nil }
    return min(Int(max(0, min(hottest, 1)) * Double(levelCount)), levelCount - 1)
  }

  /// `1 [0123456789] 42 walks`, or as much of it as fits.
  static func write(_ legend: HeatLegend, columns: Int, to line: inout InkedLine) {
    let unit = legend.unit.isEmpty ? "" : " " + legend.unit
    let wordings = [
      ("\(legend.low) [", "] \(legend.high)\(unit)"), ("\(legend.low) [", "] \(legend.high)"),
      ("[", "]"), ("", ""),
    ]
    let (before, after) =
      wordings.first {
        $0.0.unicodeScalars.count + levelCount + $0.1.unicodeScalars.count <= columns
      } ?? ("", "")
    line.write(before, in: .plain)
    for level in 0..<min(levelCount, columns) { line.write("\(level)", in: inks[level]) }
    line.write(after, in: .plain)
  }
}
