import Foundation
import GridTesting
import Grids
import Testing

@testable import GridFormats

@Suite struct MapSourceTests {
  private func withFile<Result>(
    _ bytes: [UInt8], _ body: (String) throws -> Result
  ) throws -> Result {
    let path = NSTemporaryDirectory() + "/map-\(UUID().uuidString)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  @Test func names() {
    #expect(MapSource(path: nil).name == "<stdin>")
    #expect(MapSource(path: "-").name == "<stdin>")
    #expect(MapSource(path: "maps/a").name == "maps/a")
  }

  @Test func file() throws {
    try withFile(Array(MapReaderTests.hunt.utf8)) { path in
      let document = try MapSource(path: path).read()
      #expect(document.map.start == Cell(x: 1, y: 4))
    }
  }

  @Test func faultsNameTheFile() throws {
    try withFile(Array("..\n.\n..\n.\n".utf8)) { path in
      #expect(throws: MapError.malformed(source: path, faults: read("..\n.\n").faults, omitted: 0))
      {
        try MapSource(path: path).read()
      }
      let error = #expect(throws: MapError.self) {
        try MapSource(path: path).read(start: .optional, faultLimit: 9)
      }
      guard case .malformed(path, let faults, omitted: 0) = error else {
        Issue.record("faults of \(path) expected")
        return
      }
      #expect(faults.map(\.line) == [2, 4])
    }
  }

  @Test(arguments: [
    ("/nonexistent/map", "No such file or directory"), ("/tmp", "Is a directory"),
    ("/etc/passwd/map", "Not a directory"),
  ])
  func unreadable(_ path: String, reason: String) {
    #expect(throws: MapError.unreadable(path: path, reason: reason)) {
      try MapSource(path: path).read()
    }
  }

  @Test(arguments: [
    ("/dev/null", "the map is empty"), ("/dev/zero", "not text: line 1 has a NUL byte"),
  ])
  func devices(_ path: String, message: String) {
    let error = #expect(throws: MapError.self) { try MapSource(path: path).read() }
    guard case .malformed(_, let faults, _) = error else {
      Issue.record("a fault expected")
      return
    }
    #expect(faults.map(\.message) == [message])
  }

  /// Endless noise ends with the first line; that this is no text is likely, but not certain.
  @Test func noise() {
    let error = #expect(throws: MapError.self) { try MapSource(path: "/dev/urandom").read() }
    guard case .malformed(_, let faults, omitted: 0) = error else {
      Issue.record("a fault expected")
      return
    }
    #expect(faults.count == 1)
  }

  @Test func namedPipe() throws {
    let path = NSTemporaryDirectory() + "/pipe-\(UUID().uuidString)"
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let document = randomDocument(.plain, width: 1000, height: 1000, seed: 1)
    let bytes = write(document, as: .plain)
    Thread.detachNewThread {
      let descriptor = open(path, O_WRONLY)
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        if count <= 0 { break }
        rest = rest.dropFirst(count)
      }
      close(descriptor)
    }
    #expect(try MapSource(path: path).read(start: .optional) == document)
  }

  /// Two threads, and the reader by itself, agree on sound and on faulty maps.
  @Test func parallelReadingChangesNothing() throws {
    for seed in 0..<40 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let width = [1, 2, 64, 65, 1000, 300_000].randomElement(using: &random)!
      let height = width > 1000 ? 1 : [1, 2, 16].randomElement(using: &random)!
      let document = randomDocument(.octile, width: width, height: height, seed: seed)
      var block = write(document, as: .plain)
      if Bool.random(using: &random) { block = block.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } }
      // Longer than a read by far: what the first one holds is never read in parallel.
      var bytes: [UInt8] = []
      while bytes.count < 8 * InputFile.bufferSize { bytes += block }
      if Bool.random(using: &random) { bytes += [0x0A] }
      let damages = [0, 0, 1, 3, 400].randomElement(using: &random)!
      for _ in 0..<damages {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = "x\n\rX·".utf8.randomElement(using: &random)!
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8(ascii: "."), at: place)
        default: bytes[place] = 0x0A
        }
      }
      try withFile(bytes) { path in
        for faultLimit in [1, 50] {
          #expect(
            outcome(path, faultLimit: faultLimit, parallelFrom: 0)
              == outcome(path, faultLimit: faultLimit, parallelFrom: .max), "seed \(seed)")
        }
      }
    }
  }

  /// Of a large open map hardly more than one row is kept.
  @Test func openCountryIsKeptOnce() throws {
    let (width, height) = (1000, 1000)
    let row = Array("#\(String(repeating: ".", count: width - 2))#\n".utf8)
    var bytes = Array(repeating: row, count: height).flatMap(\.self)
    bytes[700 * row.count + 5] = UInt8(ascii: "X")
    bytes[800 * row.count + 6] = UInt8(ascii: "#")
    try withFile(bytes) { path in
      let cells = try MapSource(path: path).read(
        format: nil, legend: Legend(), start: .required, faultLimit: 1, parallelFrom: 0
      ).map.traversable
      #expect(cells.count == (width - 2) * height - 1)
      #expect(cells.row(600) == cells.row(999) && cells.row(600) == cells.row(701))
      #expect(cells.row(600) != cells.row(700) && cells.row(600) != cells.row(800))
    }
  }

  private func outcome(_ path: String, faultLimit: Int, parallelFrom: Int) -> Outcome {
    do {
      return .document(
        try MapSource(path: path).read(
          format: nil, legend: Legend(), start: .optional, faultLimit: faultLimit,
          parallelFrom: parallelFrom))
    } catch {
      guard case .malformed(_, let faults, let omitted) = error else {
        return .faults([], omitted: -1)
      }
      return .faults(faults, omitted: omitted)
    }
  }
}

/// The maps of the Moving AI Lab, which are not part of this repository.
@Suite struct MovingAITests {
  static let directory = ProcessInfo.processInfo.environment["MOVINGAI_DATA"]

  @Test(
    .enabled(if: directory != nil, "MOVINGAI_DATA names no directory of .map files"),
    arguments: [
      ("arena2", 281, 209, 24311), ("den520d", 256, 257, 28178), ("AR0011SR", 512, 512, 120458),
      ("maze512-32-0", 512, 512, 253840), ("random512-10-0", 512, 512, 235900),
      ("8room_000", 512, 512, 206642), ("Berlin_0_512", 512, 512, 196667),
    ])
  func counts(_ name: String, width: Int, height: Int, passable: Int) throws {
    let directory = try #require(Self.directory)
    let map = try MapSource(path: "\(directory)/\(name).map").read().map
    #expect(map.size == GridSize(width: width, height: height))
    #expect(map.traversable.count == passable)
  }
}
