import Glibc

/// Panels side by side whose lines share colours and a legend; both axes are logarithmic.
///
/// Written by hand because it is so little: a viewer's dark mode switches the colours.
struct Chart {
  /// For those who do not see it.
  var title: String

  /// At most as many as there are colours below.
  var series: [String]
  var panels: [Panel]
}

struct Panel {
  var title: String
  var xLabel: String
  private(set) var lines: [[(x: Double, y: Double)]] = [[], [], []]

  init(title: String, xLabel: String) {
    self.title = title
    self.xLabel = xLabel
  }

  mutating func add(x: Int, y: Double, line: Int) { lines[line].append((Double(x), y)) }
}

extension Chart {
  private static let panelWidth = 320.0
  private static let height = 340.0
  private static let plot = (left: 56.0, right: 304.0, top: 72.0, bottom: 290.0)

  var svg: String {
    let width = Self.panelWidth * Double(panels.count)
    var body = ""
    var x = Self.plot.left
    for (index, name) in series.enumerated() {
      body +=
        "<path class=\"s\(index)\" d=\"M\(x) 20h24\"/><text x=\"\(x + 30)\" y=\"24\">\(name)</text>\n"
      x += 200
    }
    for (index, panel) in panels.enumerated() {
      body +=
        "<g transform=\"translate(\(Self.panelWidth * Double(index)))\">\n\(content(of: panel))</g>\n"
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(Self.height)" role="img" \
      aria-label="\(title)">
      <style>
      svg { background: #fff; font: 12px system-ui, sans-serif }
      text { fill: #333 } .title { font-weight: 600 } .x { text-anchor: middle } .y { text-anchor: end }
      .grid { stroke: #ddd; stroke-width: 1 } path { fill: none; stroke-width: 2; stroke-linejoin: round }
      .s0 { stroke: #0b62c4 } .s1 { stroke: #c2410c } .s2 { stroke: #666; stroke-dasharray: 5 4 }
      @media (prefers-color-scheme: dark) {
        svg { background: #0d1117 } text { fill: #ccc } .grid { stroke: #30363d }
        .s0 { stroke: #6cb2ff } .s1 { stroke: #ff9a5c } .s2 { stroke: #9a9a9a }
      }
      </style>
      \(body)</svg>

      """
  }

  private func content(of panel: Panel) -> String {
    let points = panel.lines.joined()
    let xs = Set(points.map(\.x)).sorted()
    let decades = decades(around: points.map(\.y))
    let across = LogScale(from: (xs.first!, xs.last!), to: (Self.plot.left, Self.plot.right))
    let up = LogScale(
      from: (power(of: decades.first!), power(of: decades.last!)),
      to: (Self.plot.bottom, Self.plot.top))

    var svg = "<text class=\"title\" x=\"\(Self.plot.left)\" y=\"54\">\(panel.title)</text>\n"
    for decade in decades {
      let y = up(power(of: decade))
      svg += "<path class=\"grid\" d=\"M\(Self.plot.left) \(y)H\(Self.plot.right)\"/>"
      svg +=
        "<text class=\"y\" x=\"\(Self.plot.left - 6)\" y=\"\(y + 4)\">\(label(of: decade))</text>\n"
    }
    for x in xs {
      svg += "<text class=\"x\" x=\"\(across(x))\" y=\"\(Self.plot.bottom + 18)\">\(Int(x))</text>"
    }
    let middle = (Self.plot.left + Self.plot.right) / 2
    svg +=
      "<text class=\"x\" x=\"\(middle)\" y=\"\(Self.plot.bottom + 38)\">\(panel.xLabel)</text>\n"
    for (index, line) in panel.lines.enumerated() {
      let places = line.map { "\(across($0.x)) \(up($0.y))" }.joined(separator: "L")
      svg += "<path class=\"s\(index)\" d=\"M\(places)\"/>\n"
    }
    return svg
  }

  /// The powers of ten that hold the values between them.
  private func decades(around values: [Double]) -> ClosedRange<Int> {
    let low = Int(log10(values.min()!).rounded(.down))
    return low...max(low + 1, Int(log10(values.max()!).rounded(.up)))
  }

  private func power(of decade: Int) -> Double { pow(10, Double(decade)) }

  private func label(of decade: Int) -> String {
    power(of: decade).fixed(places: max(0, -decade)) + " ms"
  }
}

/// From values to places on an axis, rounded to a tenth.
private struct LogScale {
  var from: (low: Double, high: Double)
  var to: (low: Double, high: Double)

  func callAsFunction(_ value: Double) -> Double {
    let share = from.low == from.high ? 0.5 : log(value / from.low) / log(from.high / from.low)
    return ((to.low + share * (to.high - to.low)) * 10).rounded() / 10
  }
}
