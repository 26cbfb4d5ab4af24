import FuzzDriver
import Grids

@testable import GridFormats

/// Looks at a map that was read, and writes it in every format and reads it again.
func check(_ document: MapDocument, read input: FuzzedText) {
  let map = document.map
  require(input.format == nil || document.format == input.format, "read as another format")
  require(map.start.map(map.isTraversable) ?? true, "the start is an obstacle")
  require(input.startRule != .ignored || map.start == nil, "a start to be ignored was not")
  require(document.goals.map { !$0.isEmpty } ?? true, "goals without a goal")
  require(document.goals?.allSatisfy(map.isTraversable) ?? true, "a goal is an obstacle")
  require(map.traversable.count == Array(map.traversable).count, "a cell is off the map")
  require((document.format == .digits) == (document.costs != nil), "costs where there are none")
  for (cell, cost) in zip(map.size.cells, document.costs ?? []) {
    require(cost <= 9 && (cost > 0) == map.isTraversable(cell), "\(cell) costs \(cost)")
  }
  for format in MapFormat.allCases { checkWriting(document, as: format) }
}

private func checkWriting(_ document: MapDocument, as format: MapFormat) {
  let writer = MapWriter(format: format)
  var text: [UInt8] = []
  writer.write(document) { text += $0 }
  let expected = document.kept(by: format)
  let isLossless =
    expected.map == document.map && expected.goals == document.goals && !document.hasTerrain
    && (format == .digits || document.costs?.allSatisfy { $0 <= 1 } ?? true)
  require(
    writer.losses(of: document).isEmpty == isLossless,
    "what \(format) cannot hold: \(writer.losses(of: document))")

  let again = outcome(
    of: [text[...]], format: format, legend: Legend(),
    start: expected.map.start == nil ? .optional : .required, faultLimit: 1)
  require(again == .document(expected), "written as \(format) and read again: \(again)")
}

extension MapDocument {
  /// What is left of the document in a format.
  fileprivate func kept(by format: MapFormat) -> MapDocument {
    let holdsStart = format == .plain || format == .maze
    let kept = GridMap(traversable: map.traversable, start: holdsStart ? map.start : nil)
    return MapDocument(
      map: kept, format: format, goals: format == .maze ? goals : nil,
      costs: format == .digits
        ? costs ?? map.size.cells.map { map.isTraversable($0) ? 1 : 0 } : nil)
  }
}

extension GridSize {
  /// Every cell, row by row.
  fileprivate var cells: [Cell] {
    (0..<height).flatMap { y in (0..<width).map { x in Cell(x: x, y: y) } }
  }
}
