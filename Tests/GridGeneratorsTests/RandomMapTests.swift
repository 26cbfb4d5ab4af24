import GridGenerators
import Grids
import Testing

@Suite struct RandomMapTests {
  static let widths = [1, 2, 63, 64, 65, 127, 128, 129, 200]
  static let densities = [0, 0x1p-32, 0.1, 0.25, 0.5, 0.9, 1 - 0x1p-32, 1]

  @Test(arguments: widths, densities)
  func followsTheDocumentedAlgorithm(width: Int, density: Double) {
    for seed: UInt64 in [0, 1, 2, .max] {
      let size = GridSize(width: width, height: 9)!
      let map = RandomMap(size: size, density: density, seed: seed)
      let expected = reference(size: size, density: density, seed: seed, start: nil)
      #expect(map.text == expected, "seed \(seed)")
      #expect(map.text.count { $0 == "X" } == 1)
    }
  }

  /// The same bytes in every version: maps named by their seed stay what they were.
  @Test(
    arguments: [
      (0, 0.1, 0x7A95_3095_B314_2EED),
      (1, 0.1, 0xCFBC_81D4_BE4D_1D90),
      (0xFEED_FACE, 0.4, 0x374E_8CE7_30F5_79B3),
    ] as [(UInt64, Double, UInt64)])
  func bytesArePinned(seed: UInt64, density: Double, digest: UInt64) {
    let map = RandomMap(size: GridSize(width: 257, height: 193)!, density: density, seed: seed)
    #expect(fnv1a(map.text.utf8) == digest)
  }

  @Test func seedsDiffer() {
    let size = GridSize(width: 64, height: 64)!
    let maps = (0..<200).map { RandomMap(size: size, density: 0.5, seed: $0) }
    #expect(Set(maps.map(\.text)).count == maps.count)
    #expect(Set(maps.map(\.start)).count > maps.count / 2)
  }

  @Test(arguments: [Cell(x: 0, y: 0), Cell(x: 64, y: 0), Cell(x: 69, y: 4), Cell(x: 63, y: 2)])
  func startIsRespected(start: Cell) {
    let size = GridSize(width: 70, height: 5)!
    for density in Self.densities {
      let map = RandomMap(size: size, density: density, seed: 7, start: start)
      #expect(map.start == start)
      #expect(map.text == reference(size: size, density: density, seed: 7, start: start))
    }
  }

  @Test(arguments: [0.001, 0.1, 1 / 3.0, 0.5, 0.77])
  func obstaclesAreAsFrequentAsAsked(density: Double) {
    let size = GridSize(width: 1000, height: 1000)!
    let text = RandomMap(size: size, density: density, seed: 3).text
    let count = Double(text.utf8.count { $0 == UInt8(ascii: "#") })
    let expected = density * 1e6
    let deviation = (expected * (1 - density)).squareRoot()
    #expect(abs(count - expected) < 5 * deviation)
  }

  /// Neighbours in a row, in a column and a group apart agree as often as independent cells do.
  @Test(arguments: [(1, 0), (0, 1), (64, 0), (63, 1)])
  func cellsAreIndependent(dx: Int, dy: Int) {
    let side = 1024
    let size = GridSize(width: side, height: side)!
    let text = Array(RandomMap(size: size, density: 0.5, seed: 11).text.utf8)
    let pairs = (side - dx) * (side - dy)
    var equal = 0
    for y in 0..<(side - dy) {
      for x in 0..<(side - dx) {
        let index = y * (side + 1) + x
        if text[index] == text[index + dy * (side + 1) + dx] { equal += 1 }
      }
    }
    let deviation = Double(pairs).squareRoot() / 2
    #expect(abs(Double(equal) - Double(pairs) / 2) < 5 * deviation)
  }

  @Test(arguments: [
    GridSize(width: 5, height: 300_000)!,
    GridSize(width: 20_000, height: 1500)!,
    GridSize(width: GridSize.maximumSide, height: 8)!,
  ])
  func piecesAreWholeRowsAndBounded(size: GridSize) {
    let bound = max(256 * 1024, size.width + 1)
    var total = 0
    RandomMap(size: size, density: 0.2, seed: 5).write { piece in
      #expect(piece.count <= bound)
      #expect(piece.count % (size.width + 1) == 0)
      #expect(piece.last == UInt8(ascii: "\n"))
      total += piece.count
    }
    #expect(total == (size.width + 1) * size.height)
  }

  @Test func aFailingSinkEndsTheWriting() {
    struct Full: Error {}
    var pieces = 0
    let map = RandomMap(size: GridSize(width: 1 << 20, height: 1 << 12)!, density: 0, seed: 0)
    #expect(throws: Full.self) {
      try map.write { _ throws(Full) in
        pieces += 1
        if pieces == 2 { throw Full() }
      }
    }
    #expect(pieces == 2)
  }
}

extension RandomMap {
  fileprivate var text: String {
    var bytes: [UInt8] = []
    write { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The algorithm as ``RandomMap`` documents it, a cell at a time.
private func reference(size: GridSize, density: Double, seed: UInt64, start: Cell?) -> String {
  func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  func word(_ number: Int) -> UInt64 {
    mix(mix(seed) &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
  }
  func drawn(below bound: Int, from number: Int) -> Int {
    Int(word(number).multipliedFullWidth(by: UInt64(bound)).high)
  }
  let start =
    start ?? Cell(x: drawn(below: size.width, from: 0), y: drawn(below: size.height, from: 1))
  let threshold = UInt64((density * 4_294_967_296).rounded())
  let groupsPerRow = (size.width + 63) / 64
  var text = ""
  for y in 0..<size.height {
    for x in 0..<size.width {
      let group = y * groupsPerRow + x / 64
      var number: UInt64 = 0
      for i in 0..<32 {
        number = number << 1 | word(32 * (group + 1) + i) >> UInt64(x % 64) & 1
      }
      text += Cell(x: x, y: y) == start ? "X" : number < threshold ? "#" : "."
    }
    text += "\n"
  }
  return text
}

private func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
  bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
