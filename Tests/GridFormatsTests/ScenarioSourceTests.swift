import Foundation
import Grids
import Testing

@testable import GridFormats

struct ScenarioSourceTests {
  private func read(_ text: String) throws(MapError) -> [Experiment] {
    let path = NSTemporaryDirectory() + "/scenario-\(UUID().uuidString)"
    try! Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try ScenarioSource(path: path).read()
  }

  private func fault(_ text: String) throws -> MapFault {
    let error = try #require(throws: MapError.self) { try read(text) }
    guard case .malformed(_, let faults, 0) = error else { throw error }
    return faults[0]
  }

  private let expected = Experiment(
    line: 2, bucket: 1, map: "maps/a.map", width: 4, height: 3, start: Cell(x: 1, y: 2),
    goal: Cell(x: 3, y: 0), length: PrintedLength("5.24264")!)

  @Test(arguments: [
    "version 1\n1\tmaps/a.map\t4\t3\t1\t2\t3\t0\t5.24264\n",
    "version 1.0\r\n1 maps/a.map 4 3 1 2 3 0 5.24264\r\n",
    "version 1\r\n1\tmaps/a.map\t4\t3\t1\t2\t3\t0\t5.24264",
    "version 1\n1  maps/a.map \t 4 3 1 2 3 0 5.24264  \n\n",
  ])
  func separatorsAndLineEnds(text: String) throws {
    #expect(try read(text) == [expected])
  }

  @Test func namesWithSpaces() throws {
    #expect(
      try read("version 1\n0\tmy maps/a b.map\t4\t3\t1\t2\t3\t0\t2\n")[0].map == "my maps/a b.map")
  }

  @Test func noExperiment() throws {
    #expect(try read("version 1\n") == [])
  }

  @Test func writtenLinesAreRead() throws {
    #expect(try read("version 1\n" + expected.text + "\n") == [expected])
  }

  @Test func faults() throws {
    #expect(try fault("type octile\n").message == "this is no scenario")
    #expect(try fault("").message == "this is no scenario")
    let short = try fault("version 1\n1\ta.map\t4\t3\t1\t2\t3\n")
    #expect(short.message == "7 fields instead of 9")
    #expect(short.line == 2 && short.label == "2 more fields expected here")
    let word = try fault("version 1\n1 a.map 4 three 1 2 3 0 5\n")
    #expect(word.message == "'three' is not a whole number")
    #expect(word.column == 11 && word.length == 5)
    #expect(try fault("version 1\n1 a 4 3 1 2 3 0 -1\n").message == "'-1' is not a length")
    #expect(try fault("version 1\n1 a 4 3 1 2 3 0 nan\n").message == "'nan' is not a length")
    #expect(try fault("version 1\n1 a 4 3 1 2 3 0 1e3\n").message == "'1e3' is not a length")
    #expect(
      try fault("version 1\n99999999999999999999 a 4 3 1 2 3 0 1\n").message
        == "'99999999999999999999' is not a whole number")
  }

  @Test func noFile() throws {
    #expect(throws: MapError.unreadable(path: "/none", reason: "No such file or directory")) {
      try ScenarioSource(path: "/none").read()
    }
  }
}

struct PrintedLengthTests {
  /// Whatever the precision, the length that is printed is right, and one off by a unit is not.
  @Test func precision() throws {
    for (text, isRight) in [
      ("12", false), ("13", true), ("13.1", true), ("13.0", false), ("13.2", false),
      ("13.07", true),
      ("13.08", false), ("13.07107", true), ("13.07106", false), ("13.07106781", true),
      ("13.07106771", false),
    ] {
      let length = try #require(PrintedLength(text))
      #expect(length.agrees(straight: 6, diagonal: 5) == isRight, "\(text)")
    }
  }

  /// As in a file that was written with a root of nine decimals: 500 of them are 707.1067810.
  @Test func coarseRoots() throws {
    #expect(try #require(PrintedLength("707.10678100")).agrees(straight: 0, diagonal: 500))
    #expect(try #require(PrintedLength("707.10678119")).agrees(straight: 0, diagonal: 500))
    #expect(!(try #require(PrintedLength("707.10678000")).agrees(straight: 0, diagonal: 500)))
  }

  @Test(arguments: [
    (0, 0, "0.00000000"), (1, 0, "1.00000000"), (0, 1, "1.41421356"), (2, 1, "3.41421356"),
    (0, 3, "4.24264069"), (7, 100, "148.42135624"), (0, 1_000_000_000, "1414213562.37309505"),
  ])
  func eightDecimals(straight: Int, diagonal: Int, text: String) {
    let length = PrintedLength(straight: straight, diagonal: diagonal)
    #expect(length.text == text)
    #expect(length.agrees(straight: straight, diagonal: diagonal))
  }
}
