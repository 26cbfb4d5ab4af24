import Glibc

/// The maps, each made once, in a directory of their own under TMPDIR.
final class Corpus {
  /// Where the hunter starts.
  enum Start {
    case middle, lowerLeft
  }

  /// One with which no start in the middle of a map is walled in to the north, where the default route
  /// begins.
  static let seed = 3

  private let treasure: String
  private let directory: String
  private var made: Set<String> = []

  init(treasure: String) throws {
    self.treasure = treasure
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    guard let path = strdup("\(parent)/treasure-benchmarks-XXXXXX") else {
      throw SystemError("strdup")
    }
    defer { free(path) }
    guard mkdtemp(path) != nil else { throw SystemError(parent) }
    directory = String(cString: path)
  }

  func remove() {
    for path in made { unlink(path) }
    rmdir(directory)
  }

  /// A square map with obstacles in this share of its cells.
  func random(side: Int, density: Double, start: Start) throws -> String {
    try make("random-\(side)-\(density)-\(start).txt") { path in
      let command = generateRandom(side: side, density: density, start: start)
      _ = try command.run(outputTo: path)
    }
  }

  func generateRandom(side: Int, density: Double, start: Start) -> Command {
    let place =
      switch start {
      case .middle: "\(side / 2),\(side / 2)"
      case .lowerLeft: "0,\(side - 1)"
      }
    return Command(
      path: treasure,
      arguments: [
        "generate", "random", "--width", "\(side)", "--height", "\(side)", "--seed", "\(Self.seed)",
        "--density", "\(density)", "--start", place,
      ],
      output: .discarded)
  }

  /// One corridor that winds from the corner to the middle, walls one cell thick.
  func spiral(side: Int) throws -> String {
    try make("spiral-\(side).txt") { try Carving.spiral(side: side).write(to: $0) }
  }

  /// One path between any two cells; long corridors, as a depth-first search carves them.
  func maze(side: Int) throws -> String {
    try make("maze-\(side).txt") { try Carving.maze(side: side, seed: 1).write(to: $0) }
  }

  /// Pairs of cells of a map.
  func scenario(of map: String, count: Int) throws -> String {
    try make("\(map.split(separator: "/").last!).scen") { path in
      _ = try Command(
        path: treasure,
        arguments: ["scenario", "--count", "\(count)", "--seed", "\(Self.seed)", map],
        output: .discarded
      ).run(outputTo: path)
    }
  }

  private func make(_ name: String, _ create: (String) throws -> Void) throws -> String {
    let path = "\(directory)/\(name)"
    if made.insert(path).inserted {
      try create(path)
      try forgetPeakMemory()
    }
    return path
  }
}

/// A map carved out of walls, from a start in its upper left corner.
private struct Carving {
  private let side: Int
  private let rowLength: Int
  private var bytes: [UInt8]
  private var place: Int

  private init(side: Int) {
    precondition(side >= 3 && side % 2 == 1, "rooms lie on odd coordinates")
    self.side = side
    rowLength = side + 1
    bytes = Array(repeating: UInt8(ascii: "#"), count: rowLength * side)
    for end in stride(from: side, to: bytes.count, by: rowLength) {
      bytes[end] = UInt8(ascii: "\n")
    }
    place = rowLength + 1
    bytes[place] = UInt8(ascii: "X")
  }

  static func spiral(side: Int) -> Carving {
    var map = Carving(side: side)
    var turns = 0
    var clockwise = map.directions
    // Two turns without a step between them: the middle.
    while turns < 2 {
      if map.isUncarved(twoStepsTo: clockwise[0]) {
        map.carve(twoStepsTo: clockwise[0])
        turns = 0
      } else {
        clockwise.append(clockwise.removeFirst())
        turns += 1
      }
    }
    return map
  }

  static func maze(side: Int, seed: UInt64) -> Carving {
    var map = Carving(side: side)
    var random = SplitMix64(state: seed)
    var trail = [map.place]
    while let last = trail.last {
      map.place = last
      let ways = map.directions.filter(map.isUncarved)
      if let way = ways.randomElement(using: &random) {
        map.carve(twoStepsTo: way)
        trail.append(map.place)
      } else {
        trail.removeLast()
      }
    }
    return map
  }

  /// East, south, west and north, as distances between bytes.
  private var directions: [Int] { [1, rowLength, -1, -rowLength] }

  private func isUncarved(twoStepsTo direction: Int) -> Bool {
    let room = place + 2 * direction
    // Beyond the sides there is a newline in its place.
    return bytes.indices.contains(room) && bytes[room] == UInt8(ascii: "#")
  }

  private mutating func carve(twoStepsTo direction: Int) {
    bytes[place + direction] = UInt8(ascii: ".")
    place += 2 * direction
    bytes[place] = UInt8(ascii: ".")
  }

  func write(to path: String) throws {
    try bytes.withUnsafeBytes { try benchmarks.write($0, to: path) }
  }
}

private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
