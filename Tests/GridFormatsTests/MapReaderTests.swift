import GridTesting
import Grids
import Testing

@testable import GridFormats

@Suite struct MapReaderTests {
  static let hunt = """
    ########
    #......#
    #.###..#
    #...#.##
    #X#....#
    ########

    """

  @Test func plain() throws {
    let document = try #require(read(Self.hunt, start: .required).document)
    #expect(document.format == .plain)
    #expect(document.map.size == GridSize(width: 8, height: 6))
    #expect(document.map.start == Cell(x: 1, y: 4))
    #expect(document.goals == nil)
    #expect(document.costs == nil)
    #expect(
      rows(of: document) == [
        "########", "#......#", "#.###..#", "#...#.##", "#.#....#", "########",
      ])
  }

  @Test func answersReadAsClear() {
    #expect(rows(of: read("#$.X\n").document) == ["#..."])
  }

  @Test(arguments: [
    "#.\r\n.X\r\n", "#.\n.X", "#.\r\n.X", "#.\n.X\r\n", "#.\r\n.X\n", "\u{FEFF}#.\n.X\n",
    "#.\n.X\n\n\n", "#.\r\n.X\r\n\r\n\r\n", "# .\n. X\n", "# . \n. X\n", "# .\n. X \r\n",
    "\u{FEFF}# . \r\n. X \r\n\r\n",
  ])
  func layouts(_ text: String) throws {
    let document = try #require(read(text).document)
    #expect(rows(of: document) == ["#.", ".."])
    #expect(document.map.start == Cell(x: 1, y: 1))
  }

  @Test func oneSpacedCell() {
    #expect(rows(of: read(". \n.\n# \n").document) == [".", ".", "#"])
  }

  @Test func octile() throws {
    let text = "type octile\nheight 2\nwidth 7\nmap\n.GS@OTW\nWTO@SG.\n"
    let document = try #require(read(text, start: .required).document)
    #expect(document.format == .octile)
    #expect(rows(of: document) == ["...####", "####..."])
    #expect(document.map.start == nil)
    let crlf = "type\toctile\r\nwidth  7\r\nheight 2\r\nmap\r\n.GS@OTW\r\nWTO@SG."
    #expect(read(crlf, format: .octile).document == document)
  }

  /// Terrain is noticed in whichever row it first stands, and changes nothing of the board.
  @Test(arguments: [1, 7, 63, 64, 65, 200])
  func terrain(width: Int) throws {
    let plain = randomDocument(.octile, width: width, height: 40, seed: 3)
    let text = write(plain, as: .octile)
    #expect(read(bytes: text).document?.hasTerrain == false)
    var random = SeededGenerator(seed: UInt64(width))
    for glyph in "GSTWO".utf8 {
      let replaced = "GS".utf8.contains(glyph) ? UInt8(ascii: ".") : UInt8(ascii: "@")
      let places = text.indices.filter { text[$0] == replaced }
      var changed = text
      for place in places.shuffled(using: &random).prefix([1, 50].randomElement(using: &random)!) {
        changed[place] = glyph
      }
      var expected = plain
      expected.hasTerrain = !places.isEmpty
      for pieces in [Int.max, 64] {
        #expect(read(bytes: changed, pieces: pieces) == .document(expected), "seed \(width)")
      }
    }
    let legend = try Legend("start=X wall=T")
    #expect(
      read("type octile\nheight 1\nwidth 2\nmap\nXT\n", legend: legend).document?.hasTerrain
        == false)
    #expect(
      read("type octile\nheight 1\nwidth 2\nmap\nXW\n", legend: legend).document?.hasTerrain == true
    )
  }

  @Test func maze() throws {
    let document = try #require(read("#S. E#\nE.#.##\n", format: .maze).document)
    #expect(rows(of: document) == ["#....#", "..#.##"])
    #expect(document.map.start == Cell(x: 1, y: 0))
    #expect(document.goals.map(Array.init) == [Cell(x: 4, y: 0), Cell(x: 0, y: 1)])
  }

  /// A goal is a bit, wherever the first one stands and however far the board has grown since.
  @Test(arguments: [1, 63, 64, 65, 1000])
  func mazesFullOfGoals(width: Int) throws {
    for first in [0, 1, 63, 64, 200] {
      let clear = String(repeating: ".", count: width) + "\n"
      let goals = String(repeating: "E", count: width) + "\n"
      let text = String(repeating: clear, count: first) + String(repeating: goals, count: 300)
      let document = try #require(read(text, format: .maze).document)
      let found = try #require(document.goals)
      #expect(found.size == document.map.size)
      #expect(found.count == 300 * width)
      #expect(found.first { _ in true } == Cell(x: 0, y: first))
      #expect(write(document, as: .maze) == Array(text.utf8))
    }
  }

  @Test func digits() throws {
    let document = try #require(read("0123\n#789\n", format: .digits, start: .required).document)
    #expect(rows(of: document) == ["#...", "#..."])
    #expect(document.costs == [0, 1, 2, 3, 0, 7, 8, 9])
  }

  @Test func legendAddsAndOverrides() throws {
    let legend = try Legend("wall=█. clear=·_ start=@ goal=*")
    let document = try #require(read("#█._\n·@*X\n", legend: legend, start: .ignored).document)
    #expect(rows(of: document) == ["###.", "...."])
    #expect(document.goals.map(Array.init) == [Cell(x: 2, y: 1)])
    #expect(read("·@\n", legend: legend).document?.map.start == Cell(x: 1, y: 0))
  }

  @Test func startRules() {
    #expect(read("..\n", start: .optional).document?.map.start == nil)
    #expect(read("XX\n", start: .ignored).document?.map.start == nil)
    #expect(rows(of: read("XX\n", start: .ignored).document) == [".."])
    #expect(read("..\n", start: .required).document == nil)
    #expect(read("XX\n", start: .optional).document == nil)
  }

  @Test(arguments: MapFormat.allCases, [1, 2, 7, 63, 64, 65, 127, 128, 129, 200])
  func widths(_ format: MapFormat, width: Int) {
    for seed in 0..<20 as Range<UInt64> {
      let document = randomDocument(format, width: width, height: 5, seed: seed)
      let bytes = write(document, as: format)
      for text in [bytes, bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }] {
        #expect(read(bytes: text, format: format) == .document(document), "seed \(seed)")
      }
    }
  }

  /// Wherever the text is cut, the outcome is that of one piece.
  @Test(arguments: [
    hunt, "", "\n\n", "#.\r\n.X\r\n\r\n", "\u{FEFF}# . \n. X\n", "#.\n\n.X\n...\nXx\n", "\n#.\n",
    "type octile\r\nheight 2\r\nwidth 3\r\nmap\r\n..@\r\nT.G", "type octile\nheight 1\nwidth 2\n",
    "type octile\nheight 1\nwidth 2\nmap\n..\n..\n", "#.\n.\u{0}\n", "·.\n█#\n",
    "#.\nX.\n.é\n#..\n",
  ])
  func cuts(_ text: String) {
    let whole = read(text)
    for pieces in 1...max(1, text.utf8.count) {
      #expect(read(text, pieces: pieces) == whole, "pieces of \(pieces)")
    }
  }

  @Test func cutsOfRandomTexts() {
    let glyphs = Array("#.X#.#.#.#.#.\n\r x·".utf8)
    for seed in 0..<300 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let width = Int.random(in: 1...70, using: &random)
      var text: [UInt8] = []
      for _ in 0..<8 {
        for _ in 0..<width {
          let isOdd = Int.random(in: 0..<40, using: &random) == 0
          text.append(isOdd ? glyphs.randomElement(using: &random)! : UInt8(ascii: "."))
        }
        text += Int.random(in: 0..<4, using: &random) == 0 ? [0x0D, 0x0A] : [0x0A]
      }
      let whole = read(bytes: text)
      for pieces in [1, 2, 3, 7, 64, 100] {
        #expect(read(bytes: text, pieces: pieces) == whole, "seed \(seed), pieces of \(pieces)")
      }
    }
  }

  @Test func wideMapsAreReadWhole() {
    let width = GridSize.maximumSide
    let row = [UInt8](repeating: UInt8(ascii: "."), count: width) + [0x0A]
    let document = read(bytes: row + row, pieces: 1 << 18).document
    #expect(document?.map.traversable.count == 2 * width)
  }

  @Test func faultLimitKeepsSomeAndCountsAll() {
    let text = "...\nx..\n..\n.y.\n....\n"
    #expect(read(text, faultLimit: 1).faults.count == 1)
    guard case .faults(let two, let omitted) = read(text, faultLimit: 2) else {
      Issue.record("faults expected")
      return
    }
    #expect(two.map(\.line) == [2, 3])
    #expect(omitted == 2)
    guard case .faults(let all, omitted: 0) = read(text, faultLimit: 4) else {
      Issue.record("four faults expected")
      return
    }
    #expect(all.map(\.line) == [2, 3, 4, 5])
  }

  @Test func readingEndsWithTheFirstFaultIfOneIsWanted() {
    guard case .faults(let faults, let omitted) = read("x\ny\n\0", faultLimit: 1) else {
      Issue.record("a fault expected")
      return
    }
    #expect(faults.map(\.line) == [1])
    #expect(omitted == 0)
  }
}
