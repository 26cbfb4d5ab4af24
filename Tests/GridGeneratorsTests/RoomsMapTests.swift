import GridGenerators
import Grids
import Testing

struct RoomsMapTests {
  private func rooms(
    _ width: Int, _ height: Int, seed: UInt64, largest: Int = 7, loops: Double = 0.1,
    start: Cell? = nil
  ) -> GeneratedText {
    let map = RoomsMap(
      size: GridSize(width: width, height: height)!, largestSide: largest, loops: loops, seed: seed,
      start: start)
    return GeneratedText { map.write(to: $0) }
  }

  static let widths = [3, 4, 5, 8, 12, 13, 24, 63, 64, 65, 130, 200]

  @Test(arguments: widths)
  func everythingHangsTogether(width: Int) {
    for height in [3, 7, 12, 23, 24, 70] {
      for seed in 0..<8 as Range<UInt64> {
        let largest = [3, 7, 12][Int(seed) % 3]
        let text = rooms(width, height, seed: seed, largest: largest, loops: seed < 4 ? 0 : 0.5)
        let comment: Comment = "\(width)×\(height), seed \(seed)\n\(text.text)"
        #expect(text.width == width && text.height == height)
        #expect(text.regionSizes.count == 1, comment)
        #expect(text.start != nil, comment)
        for x in 0..<width {
          #expect(!text.isClear(x, 0) && !text.isClear(x, height - 1), comment)
        }
        for y in 0..<height {
          #expect(!text.isClear(0, y) && !text.isClear(width - 1, y), comment)
        }
      }
    }
  }

  /// A start may be anywhere, in a wall and at the edge too.
  @Test func startsAreJoined() {
    for seed in 0..<100 as Range<UInt64> {
      let random = CounterRandom(seed: seed)
      let size = GridSize(width: 70, height: 40)!
      let inside = random.cell(of: size)
      let start = [inside, Cell(x: 69, y: inside.y), Cell(x: inside.x, y: 39), Cell(x: 0, y: 0)][
        Int(seed % 4)]
      let text = rooms(70, 40, seed: seed, start: start)
      #expect(text.start == start && text.regionSizes.count == 1, "seed \(seed)\n\(text.text)")
    }
  }

  /// A tree of sectors has fewer cells than one with all neighbours joined.
  @Test func loopsAddCorridors() {
    let tree = rooms(200, 200, seed: 1, loops: 0)
    let all = rooms(200, 200, seed: 1, loops: 1)
    #expect(all.clearCount > tree.clearCount + 200)
    for y in 0..<200 {
      for x in 0..<200 where tree.isClear(x, y) { #expect(all.isClear(x, y)) }
    }
  }

  /// The same bytes on every machine and in every version.
  @Test(arguments: [(7, 0x66CE_D7C3_FE07_2502), (20, 0x8CAF_D1D8_BF97_BF3B)] as [(Int, UInt64)])
  func bytesArePinned(largest: Int, digest: UInt64) {
    #expect(rooms(257, 130, seed: 7, largest: largest).digest == digest)
  }

  @Test func progressEndsAtAll() {
    let map = RoomsMap(size: GridSize(width: 70, height: 90)!, seed: 1)
    var told: [Double] = []
    map.write(to: { _ in }, progress: { told.append(Double($0) / Double($1)) })
    #expect(told == told.sorted() && told.last == 1)
  }
}
