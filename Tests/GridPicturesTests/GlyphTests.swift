import Grids
import Testing

@testable import GridPictures

@Suite struct GlyphTests {
  @Test func blocksAreTwoColumnsWideWhereThatFits() {
    #expect(
      draw(.hunt, on: Canvas(80, 24)) == """
        ████████████████
        ██            ██
        ██  ██████$ $ ██
        ██      ██$ ████
        ██X ██$   $   ██
        ████████████████
        """)
    #expect(
      draw(.found, on: .plainBlocks) == """
        ████████████████
        ██┌───────┐   ██
        ██│ ██████◆   ██
        ██│     ██  ████
        ██X ██        ██
        ████████████████
        """)
  }

  @Test func blocksAreOneColumnWideWhereTwoWouldNotFit() {
    #expect(
      draw(.found, on: Canvas(15, 6)) == """
        ████████
        █┌───┐ █
        █│███◆ █
        █│  █ ██
        █X█    █
        ████████
        """)
  }

  @Test func halfBlocksHoldTwoRowsALine() {
    #expect(
      draw(Scene(map: .assessment), on: Canvas(20, 5)) == """
        █▀▀▀▀▀▀█
        █ ▀▀█ ▄█
        █X█▄▄▄▄█
        1:1×2
        """)
  }

  @Test func asciiIsAsMapFilesAre() {
    #expect(
      draw(.hunt, on: .plainASCII) == """
        ########
        #......#
        #.###$$#
        #...#$##
        #X#$.$.#
        ########
        """)
    #expect(
      draw(.found, on: .plainASCII) == """
        ########
        #+---+.#
        #|###T.#
        #|..#.##
        #X#....#
        ########
        """)
  }

  @Test func everyMeaningHasGlyphsOfItsOwn() {
    for alphabet in [Alphabet.blocks, .ascii] {
      let paths =
        alphabet.lines + alphabet.turns + alphabet.heads
        + [alphabet.rising, alphabet.falling, alphabet.crossing, alphabet.marks[0]]
      let meanings: [Set<String>] =
        [
          [alphabet.clear], [alphabet.obstacle, alphabet.upperObstacle, alphabet.lowerObstacle],
          [alphabet.visited], [alphabet.position], Set(paths),
          Set((0..<HeatRamp.levelCount).map(String.init)),
        ] + alphabet.marks.dropFirst().map { [$0] }
      let glyphs = meanings.flatMap { $0 }
      #expect(Set(glyphs).count == glyphs.count)
      #expect(glyphs.allSatisfy { $0.unicodeScalars.count == 1 })
    }
  }

  @Test func whatMattersMoreIsDrawn() {
    var scene = Scene(map: GridMap("......"))
    let cells = (0..<6).map { Cell(x: $0, y: 0) }
    let all = CellSet(cells, of: scene.map)
    scene.visited = all
    #expect(draw(scene, on: .plainASCII) == "::::::")
    scene.positions = CellSet(Array(cells[0..<5]), of: scene.map)
    #expect(draw(scene, on: .plainASCII) == "$$$$$:")
    scene.heat = { $0.x == 4 ? .nan : 1 }
    #expect(Picture(scene, on: .plainASCII).lines[0] == "9999$:")
    scene.paths = [Array(cells[0..<4])]
    #expect(Picture(scene, on: .plainASCII).lines[0] == "o-->$:")
    scene.goals = Array(cells[0..<3])
    #expect(Picture(scene, on: .plainASCII).lines[0] == "GGG>$:")
    scene.treasure = cells[1]
    #expect(Picture(scene, on: .plainASCII).lines[0] == "GTG>$:")
    scene.map.start = cells[1]
    #expect(Picture(scene, on: .plainASCII).lines[0] == "GXG>$:")
  }

  @Test func nothingIsDrawnOffTheMap() {
    var scene = Scene(map: .open(3, 2))
    scene.goals = [Cell(x: 3, y: 0), Cell(x: -1, y: 0)]
    scene.treasure = Cell(x: 0, y: 2)
    scene.paths = [[Cell(x: 7, y: 7)], []]
    #expect(draw(scene, on: .plainASCII) == "...\n...")
  }
}
