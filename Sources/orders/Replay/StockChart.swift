import Foundation
import SaleReplay

/// Stock against time, a panel a way: what was wanted most, as steps. Below the axis they are red.
struct StockChart {
  private let run: ReplayRun

  init(_ run: ReplayRun) { self.run = run }

  /// The products that a viewer can tell apart, and that a sale is about: the first ones.
  private static let productCount = 4
  private static let columnCount = 2
  private static let panel = (width: 440.0, height: 250.0)
  private static let plot = (left: 48.0, right: 424.0, top: 40.0, bottom: 214.0)
  private static let top = 46.0

  private var highest: Double {
    Double(run.sale.products.prefix(Self.productCount).map(\.quantity).max()!)
  }

  /// All panels share the axis, so that they can be compared.
  private var lowest: Double {
    let least =
      run.outcomes.flatMap { $0.curves.prefix(Self.productCount).joined() }
      .map(\.quantity).min() ?? 0
    return Double(min(least, 0))
  }

  var svg: String {
    let rows = (run.outcomes.count + Self.columnCount - 1) / Self.columnCount
    let width = Self.panel.width * Double(min(run.outcomes.count, Self.columnCount))
    let height = Self.top + Self.panel.height * Double(rows)
    let panels = run.outcomes.enumerated().map { index, outcome in
      let x = Self.panel.width * Double(index % Self.columnCount)
      let y = Self.top + Self.panel.height * Double(index / Self.columnCount)
      return "<g transform=\"translate(\(places(x)) \(places(y)))\">\n\(content(of: outcome))</g>\n"
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(places(width)) \(places(height))" role="img" \
      aria-labelledby="title">
      <title id="title">\(description)</title>
      <style>
      svg { background: #fff; font: 12px system-ui, sans-serif }
      text { fill: #333 } .title { font-weight: 600 } .x { text-anchor: middle } .y { text-anchor: end }
      .grid { stroke: #ddd } .axis { stroke: #777 } path { fill: none; stroke-width: 1.75 } .grid, .axis { stroke-width: 1 }
      .p0 { stroke: #0b62c4 } .p1 { stroke: #6d3bbf } .p2 { stroke: #0a7f5a } .p3 { stroke: #8a6500 }
      .below { stroke: #d0021b } .debt { fill: #d0021b; fill-opacity: .1 } .alarm { fill: #b80018; font-weight: 600 }
      @media (prefers-color-scheme: dark) {
        svg { background: #0d1117 } text { fill: #ccc } .grid { stroke: #30363d } .axis { stroke: #888 }
        .p0 { stroke: #6cb2ff } .p1 { stroke: #b794ff } .p2 { stroke: #4fd1a5 } .p3 { stroke: #e0b13f }
        .below { stroke: #ff5c66 } .debt { fill: #ff5c66; fill-opacity: .15 } .alarm { fill: #ff7a82 }
      }
      </style>
      <defs>
      <clipPath id="above"><path d="M0 0H\(places(Self.panel.width))V\(places(up(0)))H0Z"/></clipPath>
      <clipPath id="under"><path d="M0 \(places(up(0)))H\(places(Self.panel.width))V\(places(Self.panel.height))H0Z"/></clipPath>
      </defs>
      \(legend)\(panels.joined())</svg>

      """
  }

  private var description: String {
    "Stock against time: "
      + run.outcomes.map { "\(name(of: $0)): \(summary(of: $0))" }.joined(separator: "; ")
  }

  private var legend: String {
    var x = Self.plot.left
    return run.sale.products.prefix(Self.productCount).enumerated().map { index, product in
      defer { x += 40 + 7.5 * Double(product.name.count) }
      return "<path class=\"p\(index)\" d=\"M\(places(x)) 20h20\"/>"
        + "<text x=\"\(places(x + 26))\" y=\"24\">\(product.name)</text>\n"
    }.joined()
  }

  private func content(of outcome: Outcome) -> String {
    let alarm = outcome.soldBeyondStock > 0 ? " class=\"alarm\"" : ""
    var svg = """
      <text class="title" x="\(places(Self.plot.left))" y="24">\(name(of: outcome)):\
      <tspan\(alarm) dx="4">\(summary(of: outcome))</tspan></text>

      """
    for level in levels {
      let y = places(up(Double(level)))
      svg +=
        "<path class=\"\(level == 0 ? "axis" : "grid")\" d=\"M\(places(Self.plot.left)) \(y)H\(places(Self.plot.right))\"/>"
      svg +=
        "<text class=\"y\" x=\"\(places(Self.plot.left - 6))\" y=\"\(places(up(Double(level)) + 4))\">\(Int64(level).figure)</text>\n"
    }
    for (hour, label) in ["23:00", "0:00", "1:00", "2:00"].enumerated() {
      let x = places(across(.seconds(3_600 * hour)))
      svg +=
        "<path class=\"grid\" d=\"M\(x) \(places(Self.plot.top))V\(places(Self.plot.bottom))\"/>"
      svg += "<text class=\"x\" x=\"\(x)\" y=\"\(places(Self.plot.bottom + 18))\">\(label)</text>\n"
    }
    for (index, curve) in outcome.curves.prefix(Self.productCount).enumerated() {
      let steps = steps(of: curve)
      svg += "<path class=\"p\(index)\" clip-path=\"url(#above)\" d=\"\(steps)\"/>\n"
      guard curve.contains(where: { $0.quantity < 0 }) else { continue }
      let zero = places(up(0))
      svg +=
        "<path class=\"debt\" clip-path=\"url(#under)\" d=\"M\(places(Self.plot.left)) \(zero)V\(steps.dropFirst().split(separator: " ", maxSplits: 1)[1])V\(zero)Z\"/>"
      svg += "<path class=\"below\" clip-path=\"url(#under)\" d=\"\(steps)\"/>\n"
    }
    return svg
  }

  private func name(of outcome: Outcome) -> String {
    (outcome.way.isOriginal ? "the original, " : "ours, ") + outcome.way.shortName
  }

  private func summary(of outcome: Outcome) -> String {
    outcome.soldBeyondStock > 0
      ? "\(outcome.soldBeyondStock) pieces oversold" : "nothing oversold"
  }

  /// One step a place that can be told from the last one.
  private func steps(of curve: [StockPoint]) -> String {
    var path = ""
    var last = (x: "", y: "")
    for point in curve {
      let place = (x: places(across(point.time)), y: places(up(Double(point.quantity))))
      if path.isEmpty {
        path = "M\(place.x) \(place.y)"
      } else {
        if place.x != last.x { path += "H\(place.x)" }
        if place.y != last.y { path += "V\(place.y)" }
      }
      last = place
    }
    return path + "H\(places(Self.plot.right))"
  }

  private var levels: [Int] {
    let step = [10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_500, 5_000, 10_000]
      .first { (highest - lowest) / Double($0) <= 8 }!
    return Array(
      stride(
        from: Int((lowest / Double(step)).rounded(.up)) * step,
        through: Int(highest), by: step))
  }

  private func across(_ time: Duration) -> Double {
    let share = min(1, max(0, time / Sale.length))
    return Self.plot.left + share * (Self.plot.right - Self.plot.left)
  }

  private func up(_ quantity: Double) -> Double {
    Self.plot.bottom
      - (quantity - lowest) / (highest - lowest) * (Self.plot.bottom - Self.plot.top)
  }

  /// Rounded to a tenth.
  private func places(_ value: Double) -> String {
    let tenths = (value * 10).rounded() / 10
    return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
  }
}
