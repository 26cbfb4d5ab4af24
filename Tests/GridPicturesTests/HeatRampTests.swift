import Grids
import Testing

@testable import GridPictures

@Suite struct HeatRampTests {
  private var scene: Scene {
    var scene = Scene(map: GridMap(".#...X....."))
    scene.heat = { Double($0.x) / 10 }
    scene.heatLegend = HeatLegend(low: "1", high: "42", unit: "walks")
    return scene
  }

  @Test func digitsTellTheLevel() {
    #expect(
      draw(scene, on: .plainASCII) == """
        0#234X67899
        1 [0123456789] 42 walks
        """)
    #expect(Picture(scene, on: .plainBlocks).lines[0] == "0 ██2 3 4 X 6 7 8 9 9 ")
  }

  @Test func colorsAddTheRamp() {
    let lines = Picture(scene, on: Canvas(nil, nil, .ascii, isColored: true)).lines
    #expect(lines[0].hasPrefix("\u{1B}[0;38;5;231;48;5;53m0\u{1B}["))
    #expect(lines[1].hasPrefix("1 [\u{1B}[0;38;5;231;48;5;53m0\u{1B}["))
    #expect(lines[1].hasSuffix("9\u{1B}[0m] 42 walks"))
  }

  @Test(arguments: [
    (23, "1 [0123456789] 42 walks"), (22, "1 [0123456789] 42"), (16, "[0123456789]"),
    (11, "0123456789"), (4, "0123"), (0, "1 [0123456789] 42 walks"),
  ])
  func legendFitsTheCanvas(columns: Int, text: String) {
    #expect(Picture(scene, on: Canvas(columns, 9)).lines.last == text)
  }

  @Test func onlyPositionsAreHeatedWhereThereAreAny() {
    var scene = scene
    scene.positions = CellSet([Cell(x: 3, y: 0), Cell(x: 8, y: 0)], of: scene.map)
    #expect(Picture(scene, on: .plainASCII).lines[0] == ".#.3.X..8..")
  }

  @Test func valuesAreHeldToTheRange() {
    #expect(HeatRamp.level(ofHottest: [-3]) == 0)
    #expect(HeatRamp.level(ofHottest: [1]) == 9)
    #expect(HeatRamp.level(ofHottest: [.infinity]) == 9)
    #expect(HeatRamp.level(ofHottest: [0.25, .nan, 0.1]) == 2)
    #expect(HeatRamp.level(ofHottest: [.nan]) == nil)
    #expect(HeatRamp.level(ofHottest: []) == nil)
  }

  @Test func aTileShowsItsHottestCell() {
    var scene = Scene(map: .open(400, 400))
    let hot = Cell(x: 200, y: 200)
    scene.positions = CellSet([hot, Cell(x: 0, y: 0), Cell(x: 399, y: 399)], of: scene.map)
    scene.heat = { $0 == hot ? 0.75 : 0.15 }
    let lines = Picture(scene, on: Canvas(20, 8, .ascii)).lines
    #expect(lines.prefix(6).joined().filter(\.isNumber).sorted() == ["1", "1", "7"])
  }
}
