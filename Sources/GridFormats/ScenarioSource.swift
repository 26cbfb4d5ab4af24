import Grids

/// A Moving AI scenario: a text file of experiments.
///
/// Its first line is `version 1` or `version 1.0`. Each other has nine fields, parted by tabs or spaces: bucket, map,
/// width and height of the map, x and y of the start and of the goal, and the length of a shortest path. Lines end in
/// LF or CRLF, the last one maybe in nothing.
///
/// - SeeAlso: <https://movingai.com/benchmarks/formats.html>
public struct ScenarioSource: Sendable {
  private let path: String

  public init(path: String) {
    self.path = path
  }

  /// Reads all experiments.
  ///
  /// - Throws: ``MapError`` with the first fault.
  /// - Complexity: O(*n*), *n* bytes of text, all of which are held.
  public func read() throws(MapError) -> [Experiment] {
    let text: [UInt8]
    do throws(SystemError) {
      text = try InputFile(path: path).contents()
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    do throws(MapFault) {
      return try text.withUnsafeBytes { bytes in
        Result { () throws(MapFault) in try Self.experiments(in: bytes) }
      }.get()
    } catch {
      throw .malformed(source: path, faults: [error], omitted: 0)
    }
  }

  private static func experiments(
    in text: UnsafeRawBufferPointer
  ) throws(MapFault) -> [Experiment] {
    var experiments: [Experiment] = []
    var number = 0
    for piece in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      let bytes = piece.last == 0x0D ? piece.dropLast() : piece
      let line = TextLine(bytes: UnsafeRawBufferPointer(rebasing: bytes), number: number)
      if let flaw = line.measure().flaw { throw .notText(flaw, in: line) }
      let words = line.words
      if number == 1 {
        guard words.map(\.text) == ["version", "1"] || words.map(\.text) == ["version", "1.0"]
        else {
          throw MapFault(
            "this is no scenario", in: line, column: 1, length: max(line.beginning.count, 1),
            help: "a scenario's first line is 'version 1'")
        }
      } else if !words.isEmpty {
        experiments.append(try experiment(line, words))
      }
    }
    return experiments
  }

  private static func experiment(
    _ line: TextLine, _ words: [(text: String, column: Int)]
  ) throws(MapFault) -> Experiment {
    guard words.count >= 9 else {
      throw MapFault(
        "\(counted(words.count, "field")) instead of 9", in: line,
        column: line.measure().scalarCount + 1,
        label: "\(more(9 - words.count, "field")) expected here",
        help: "bucket, map, width, height, start x, start y, goal x, goal y, length")
    }
    // The map's name may have spaces in it.
    let numbers = words.suffix(7)
    func integer(_ index: Int) throws(MapFault) -> Int {
      let word = index < 0 ? words[0] : numbers[numbers.startIndex + index]
      guard let value = Int(word.text), value.magnitude <= 1 << 32 else {
        throw MapFault(
          "'\(word.text)' is not a whole number", in: line, column: word.column,
          length: word.text.unicodeScalars.count)
      }
      return value
    }
    let last = words[words.count - 1]
    guard let length = PrintedLength(last.text) else {
      throw MapFault(
        "'\(last.text)' is not a length", in: line, column: last.column,
        length: last.text.unicodeScalars.count,
        help: "a length is a decimal number that is not negative")
    }
    return Experiment(
      line: line.number, bucket: try integer(-1),
      map: words[1..<words.count - 7].map(\.text).joined(separator: " "),
      width: try integer(0), height: try integer(1),
      start: Cell(x: try integer(2), y: try integer(3)),
      goal: Cell(x: try integer(4), y: try integer(5)), length: length)
  }
}
