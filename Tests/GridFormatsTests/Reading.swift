import GridTesting
import Grids

@testable import GridFormats

/// What reading a text led to.
enum Outcome: Equatable {
  case document(MapDocument)
  case faults([MapFault], omitted: Int)

  var document: MapDocument? {
    if case .document(let document) = self { document } else { nil }
  }

  var faults: [MapFault] {
    if case .faults(let faults, _) = self { faults } else { [] }
  }
}

/// Reads a text cut into pieces of a length.
func read(
  bytes: [UInt8], format: MapFormat? = nil, legend: Legend = Legend(),
  start: StartRule = .optional, faultLimit: Int = 100, pieces: Int = .max
) -> Outcome {
  var reader = MapReader(format: format, legend: legend, start: start, faultLimit: faultLimit)
  do {
    var rest = bytes[...]
    while !rest.isEmpty {
      try Array(rest.prefix(pieces)).withUnsafeBytes { try reader.read($0) }
      rest = rest.dropFirst(pieces)
    }
    return .document(try reader.finish())
  } catch {
    return .faults(reader.ledger.faults, omitted: reader.ledger.omitted)
  }
}

func read(
  _ text: String, format: MapFormat? = nil, legend: Legend = Legend(),
  start: StartRule = .optional, faultLimit: Int = 100, pieces: Int = .max
) -> Outcome {
  read(
    bytes: Array(text.utf8), format: format, legend: legend, start: start, faultLimit: faultLimit,
    pieces: pieces)
}

/// The map as rows of `#` and `.`, without start and goals.
func rows(of document: MapDocument?) -> [String] {
  guard let map = document?.map else { return [] }
  return (0..<map.size.height).map { y in
    String((0..<map.size.width).map { map.isTraversable(Cell(x: $0, y: y)) ? "." : "#" })
  }
}

/// A random document of a format, as the reader would make it.
func randomDocument(_ format: MapFormat, width: Int, height: Int, seed: UInt64) -> MapDocument {
  var random = SeededGenerator(seed: seed)
  var cells = CellSet(size: GridSize(width: width, height: height)!)
  for y in 0..<height {
    for x in 0..<width where Int.random(in: 0..<4, using: &random) > 0 {
      cells.insert(Cell(x: x, y: y))
    }
  }
  let clear = Array(cells)
  var document = MapDocument(map: GridMap(traversable: cells), format: format)
  switch format {
  case .plain: document.map.start = clear.randomElement(using: &random)
  case .maze:
    document.map.start = clear.randomElement(using: &random)
    document.goals = CellSet(
      size: cells.size,
      clear.filter { $0 != document.map.start && Int.random(in: 0..<9, using: &random) == 0 })
  case .octile: break
  case .digits:
    document.costs = (0..<(width * height)).map { index in
      cells.contains(Cell(x: index % width, y: index / width))
        ? UInt8.random(in: 1...9, using: &random) : 0
    }
  }
  return document
}

extension CellSet {
  /// `nil` where there are no cells, as a document has it.
  init?(size: GridSize, _ cells: [Cell]) {
    if cells.isEmpty { return nil }
    self.init(size: size)
    for cell in cells { insert(cell) }
  }
}

func write(_ document: MapDocument, as format: MapFormat) -> [UInt8] {
  var bytes: [UInt8] = []
  MapWriter(format: format).write(document) { bytes += $0 }
  return bytes
}
