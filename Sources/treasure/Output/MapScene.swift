import GridFormats
import GridPictures
import Grids
import Routes

extension MapDocument {
  /// The map as it is drawn before anything was found on it.
  var scene: Scene {
    var scene = Scene(map: map)
    scene.goals = goals.map(Array.init) ?? []
    return scene
  }
}

extension Scene {
  /// Shows what the cells cost, if they do, as a heat map.
  mutating func showCosts(of document: MapDocument) {
    guard let costs = document.costs else { return }
    let width = document.map.size.width
    // In ninths, so that the digits of the heat map are the costs.
    heat = { Double(costs[$0.y * width + $0.x]) / 9 }
    heatLegend = HeatLegend(low: "0", high: "9", unit: "to enter a cell")
  }

  /// Shows the positions and, if they were counted, the walks that end at each, as a heat map.
  mutating func show(_ solution: Solution) {
    positions = solution.positions
    guard let counts = solution.counts else { return }
    let greatest = solution.positions.reduce(0) { max($0, counts.share(at: $1)) }
    heat = { greatest > 0 ? counts.share(at: $0) / greatest : 0 }
    let total = counts.total.description
    let walks = total == "1" ? "walk" : "walks"
    heatLegend = HeatLegend(
      low: "0", high: (greatest * 100).decimalText(places: 1) + " %",
      // More digits than anyone reads would leave no room for the ramp.
      unit: total.utf8.count > 12 ? "of all walks" : "of \(total) \(walks)")
  }
}

extension TextOutput {
  mutating func write(_ picture: Picture) throws {
    try picture.forEachLine { try write($0 + "\n") }
  }
}
