import GridPictures
import GridTesting
import Grids

extension GridMap {
  /// `#` an obstacle, `X` the start, anything else clear.
  init(_ text: String) {
    let rows = text.split(separator: "\n").map(Array.init)
    var traversable = CellSet(size: GridSize(width: rows[0].count, height: rows.count)!)
    var start: Cell?
    for (y, row) in rows.enumerated() {
      for (x, glyph) in row.enumerated() where glyph != "#" {
        traversable.insert(Cell(x: x, y: y))
        if glyph == "X" { start = Cell(x: x, y: y) }
      }
    }
    self.init(traversable: traversable, start: start)
  }

  init(_ reference: ReferenceMap) {
    let rows = reference.isClear
    var traversable = CellSet(size: GridSize(width: rows[0].count, height: rows.count)!)
    for (y, row) in rows.enumerated() {
      for (x, isClear) in row.enumerated() where isClear { traversable.insert(Cell(x: x, y: y)) }
    }
    self.init(
      traversable: traversable, start: Cell(x: reference.start.x, y: reference.start.y))
  }

  /// The map of the assessment.
  static let assessment = GridMap(
    """
    ########
    #......#
    #.###..#
    #...#.##
    #X#....#
    ########
    """)

  static func open(_ width: Int, _ height: Int) -> GridMap {
    GridMap(
      Array(repeating: String(repeating: ".", count: width), count: height).joined(separator: "\n"))
  }
}

extension CellSet {
  init(_ cells: [Cell], of map: GridMap) {
    self.init(size: map.size)
    for cell in cells { insert(cell) }
  }
}

/// A walk such as `N3 E4 SE`, from a cell on.
func walk(_ steps: String, from start: (x: Int, y: Int)) -> [Cell] {
  var cells = [Cell(x: start.x, y: start.y)]
  for step in steps.split(separator: " ") {
    let name = step.filter(\.isLetter)
    let direction = Direction.allCases.first { $0.abbreviation == name }!
    for _ in 0..<(Int(step.filter(\.isNumber)) ?? 1) { cells.append(cells.last!.moved(direction)) }
  }
  return cells
}

extension Scene {
  /// The five positions of the assessment.
  static var hunt: Scene {
    var scene = Scene(map: .assessment)
    scene.positions = CellSet(
      [(5, 2), (6, 2), (5, 3), (3, 4), (5, 4)].map { Cell(x: $0.0, y: $0.1) }, of: scene.map)
    return scene
  }

  /// The hunt's treasure, and a way to it.
  static var found: Scene {
    var scene = Scene(map: .assessment)
    scene.paths = [walk("N3 E4 S", from: (1, 4))]
    scene.treasure = Cell(x: 5, y: 2)
    return scene
  }

  /// A map with some of everything on it.
  static func random(
    _ map: GridMap, hasHeat: Bool, using generator: inout SeededGenerator
  ) -> Scene {
    var scene = Scene(map: map)
    let clear = Array(map.traversable)
    func some(_ probability: Double) -> CellSet? {
      guard generator.chance(0.5) else { return nil }
      return CellSet(clear.filter { _ in generator.chance(probability) }, of: map)
    }
    scene.positions = some(0.1)
    scene.visited = some(0.3)
    if generator.chance(0.5) { scene.treasure = clear.randomElement(using: &generator) }
    if generator.chance(0.5) { scene.goals = [clear.randomElement(using: &generator)!] }
    for _ in 0..<Int.random(in: 0...2, using: &generator) {
      var path = [clear.randomElement(using: &generator)!]
      for _ in 0..<Int.random(in: 0...60, using: &generator) {
        let steps = Direction.allCases.filter { map.allowsStep(from: path.last!, $0) }
        guard let step = steps.randomElement(using: &generator) else { break }
        path.append(path.last!.moved(step))
      }
      scene.paths.append(path)
    }
    if hasHeat {
      let width = Double(map.size.width)
      scene.heat = { Double($0.x) / width }
    }
    return scene
  }
}

extension Canvas {
  static let plainBlocks = Canvas(columns: nil, rows: nil, isColored: false, glyphs: .blocks)
  static let plainASCII = Canvas(columns: nil, rows: nil, isColored: false, glyphs: .ascii)

  init(_ columns: Int?, _ rows: Int?, _ glyphs: Glyphs = .blocks, isColored: Bool = false) {
    self.init(columns: columns, rows: rows, isColored: isColored, glyphs: glyphs)
  }
}

func draw(_ scene: Scene, on canvas: Canvas) -> String {
  Picture(scene, on: canvas).lines.joined(separator: "\n")
}

/// The text without its escape sequences.
func stripped(_ text: String) -> String {
  text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
}
