import GridTesting
import Grids
import Testing

@testable import GridPictures

@Suite struct FitTests {
  @Test(
    arguments: [(80, 24), (200, 60), (20, 8), (1, 1), (3, 2)],
    [Canvas.Glyphs.blocks, .ascii])
  func picturesNeverOutgrowTheCanvas(size: (columns: Int, rows: Int), glyphs: Canvas.Glyphs) {
    for seed in 0..<100 {
      var generator = SeededGenerator(seed: seed)
      let largest = seed % 20 == 0 ? 500 : 100
      let map = GridMap(
        .random(
          width: .random(in: 1...largest, using: &generator),
          height: .random(in: 1...largest, using: &generator),
          obstacleDensity: .random(in: 0...0.9, using: &generator), using: &generator))
      let scene = Scene.random(map, hasHeat: seed % 3 == 0, using: &generator)
      let lines = Picture(scene, on: Canvas(size.columns, size.rows, glyphs)).lines
      let context: Comment = "seed \(seed), \(map.size) on \(size)"
      #expect(!lines.isEmpty && lines.count <= size.rows, context)
      // Every scalar used is one column wide, which GlyphTests asserts of the alphabets.
      #expect(lines.allSatisfy { $0.unicodeScalars.count <= size.columns }, context)
      if glyphs == .ascii { #expect(lines.allSatisfy { $0.utf8.allSatisfy { 32..<127 ~= $0 } }) }
    }
  }

  @Test(arguments: 0..<40)
  func nothingIsLeftOutOfAPipe(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let map = GridMap(
      .random(
        width: .random(in: 1...200, using: &generator),
        height: .random(in: 1...200, using: &generator), obstacleDensity: 0.4, using: &generator))
    let scene = Scene.random(map, hasHeat: false, using: &generator)
    for (canvas, columns) in [(Canvas.plainBlocks, 2), (Canvas.plainASCII, 1)] {
      let picture = Picture(scene, on: canvas)
      #expect(picture.lines.count == map.size.height)
      #expect(picture.lines.allSatisfy { $0.unicodeScalars.count == columns * map.size.width })
    }
  }

  @Test func aTerminalThatDoesNotKnowItsSizeIsEndless() {
    #expect(draw(.found, on: Canvas(0, 0)) == draw(.found, on: .plainBlocks))
  }

  @Test func theLargestScaleThatFitsIsChosen() {
    func scale(_ width: Int, _ height: Int, _ glyphs: Canvas.Glyphs = .blocks) -> [Int] {
      let frame = Frame(Scene(map: .open(width, height)), on: Canvas(80, 24, glyphs))
      return [frame.scale.columns, frame.scale.width, frame.scale.height]
    }
    #expect(scale(40, 24) == [2, 1, 1])
    #expect(scale(41, 24) == [1, 1, 1])
    #expect(scale(40, 25) == [1, 1, 2])
    #expect(scale(80, 46) == [1, 1, 2])
    #expect(scale(81, 46) == [1, 2, 2])
    #expect(scale(80, 47) == [1, 2, 4])
    #expect(scale(512, 512) == [1, 12, 24])
    #expect(scale(40, 24, .ascii) == [1, 1, 1])
    #expect(scale(40, 25, .ascii) == [1, 1, 2])
  }

  @Test func linesStopWhenTheReaderDoes() {
    struct Closed: Error {}
    var count = 0
    #expect(throws: Closed.self) {
      try Picture(Scene(map: .open(9, 9)), on: .plainASCII).forEachLine { _ in
        count += 1
        if count == 3 { throw Closed() }
      }
    }
    #expect(count == 3)
  }

  // MARK: Windows and captions

  private func caption(_ scene: Scene, _ canvas: Canvas) -> String {
    Picture(scene, on: canvas).lines.last!
  }

  @Test func scaledPicturesSaySo() {
    let scene = Scene(map: .open(512, 300))
    #expect(caption(scene, Canvas(80, 24)) == "1 character = 7×14 cells")
    #expect(caption(scene, Canvas(80, 24, .ascii)) == "1 character = 7x14 cells")
    #expect(caption(scene, Canvas(20, 8)) == "1:26×52")
  }

  @Test func aWindowIsCutAroundWhatMatters() {
    var scene = Scene(map: .open(512, 512))
    scene.map.start = Cell(x: 100, y: 60)
    scene.paths = [walk("E15 S3", from: (100, 60))]
    #expect(caption(scene, Canvas(80, 24)) == "columns 89–128 of 512, rows 51–73 of 512")
    #expect(caption(scene, Canvas(80, 24, .ascii)) == "columns 69-148 of 512, rows 51-73 of 512")
    #expect(caption(scene, Canvas(20, 8)) == "99–118,59–65")
    scene.paths[0] += walk("S80", from: (115, 64))
    #expect(
      caption(scene, Canvas(80, 24))
        == "columns 29–188 of 512, rows 57–148 of 512, 1 character = 2×4 cells")
  }

  @Test func aMapWithoutAnythingToFindIsShownWhole() {
    var scene = Scene(map: .open(512, 512))
    scene.map.start = Cell(x: 100, y: 60)
    #expect(caption(scene, Canvas(80, 24)) == "1 character = 12×24 cells")
    scene.goals = [Cell(x: 505, y: 500)]
    #expect(caption(scene, Canvas(80, 24)) == "1 character = 12×24 cells")
  }

  @Test func aWindowStaysOnTheMap() {
    var scene = Scene(map: .open(200, 200))
    scene.treasure = Cell(x: 199, y: 199)
    let lines = Picture(scene, on: Canvas(20, 5, .ascii)).lines
    #expect(lines.last == "181-200,197-200")
    #expect(lines[3] == "...................T")
  }
}
