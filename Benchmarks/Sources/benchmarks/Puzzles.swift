import Glibc

extension Benchmarks {
  func puzzles() throws -> String {
    """
    ### Keys and doors

    Maps of 81×81 cells with 26 keys and 26 doors, from seeds; whole processes. With four starts, the middle of the same \
    map is rewritten as the second half of the known puzzle has it (`--split-start`). Plain search, which the tests \
    compare with, has no room for maps of this size.

    \(try keys())
    ### Sokoban

    The hundred levels of [maps/sokoban.xsb](../maps/sokoban.xsb), each solved with the fewest pushes; the times are \
    those of the searches alone. `push-bfs` is a plain breadth-first search in C, without bound or deadlocks; the \
    pushes of every level that it solves within \(Self.stateLimit.grouped) states are compared.

    \(try sokoban())
    """
  }

  // MARK: - Keys and doors

  private func keys() throws -> String {
    var table = Table("map", "start", "steps", "ms", "peak, MB")
    for name in ["keys-maze", "keys-loops"] {
      let map = sibling("../../../maps/\(name).txt", of: #filePath)
      for split in [false, true] {
        let command = Command(
          path: treasure,
          arguments: ["puzzle", "keys", "--count"] + (split ? ["--split-start"] : []) + [map])
        let series = try compare([command], rounds: scale.rounds)[0]
        guard series.count > 0 else { throw WrongAnswer(description: "not solved: \(command)") }
        table.add(
          name, split ? "four" : "one", series.count.grouped, series.wall.milliseconds.figure,
          series.peakMemory.megabytes)
      }
    }
    return "\(table)"
  }

  // MARK: - Sokoban

  /// States that the peer may meet in a level.
  private static let stateLimit = 2_000_000

  private func sokoban() throws -> String {
    let levels = sibling("../../../maps/sokoban.xsb", of: #filePath)
    let command = Command(path: treasure, arguments: ["puzzle", "sokoban", "--json", levels])
    // The shortest time of each level counts.
    var own: [SokobanFigures] = []
    for _ in 0...scale.rounds / 4 {
      let round = try lines(of: command).compactMap(SokobanFigures.init)
      if own.isEmpty { own = round }
      for (index, figures) in round.enumerated() {
        own[index].microseconds = min(own[index].microseconds, figures.microseconds)
      }
    }
    let peer = Command(
      path: try programDirectory() + "/push-bfs",
      arguments: ["\(scale.isQuick ? 20_000 : Self.stateLimit)", levels])
    let plain = try lines(of: peer).map { $0.split(separator: " ") }
    guard own.count == 100, plain.count == 100 else {
      throw WrongAnswer(description: "\(own.count) levels solved, \(plain.count) by the peer")
    }

    var table = Table(
      "level", "cells", "boxes", "pushes", "states", "ms", "`push-bfs`: states", "ms", "÷ own")
    var checkedCount = 0
    for (figures, words) in zip(own, plain) {
      guard let nanoseconds = Double(words[1]), let stateCount = Int(words[2]) else {
        throw WrongAnswer(description: "no figures: \(peer)")
      }
      let isSolved = words[0] != "?"
      if isSolved {
        guard Int(words[0]) == figures.pushes else {
          throw WrongAnswer(
            description: "\(figures.pushes) pushes, \(words[0]) by plain search: \(figures.name)")
        }
        checkedCount += 1
      }
      let ratio = nanoseconds / 1000 / figures.microseconds
      table.add(
        String(figures.name), figures.size, "\(figures.boxes)", "\(figures.pushes)",
        figures.states.grouped, (figures.microseconds / 1000).figure,
        (isSolved ? "" : "> ") + stateCount.grouped,
        (isSolved ? "" : "> ") + (nanoseconds / 1e6).figure,
        (isSolved ? "" : "> ") + ratio.figure)
    }
    let milliseconds = own.reduce(0) { $0 + $1.microseconds } / 1000
    return """
      All hundred: \(milliseconds.figure) ms. \(checkedCount) of them are solved by plain search as well, with the \
      same pushes.

      \(table)
      """
  }

  private func lines(of command: Command) throws -> [Substring] {
    var bytes: [UInt8] = []
    _ = try command.run { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }
}

/// What a level's line of JSON says.
private struct SokobanFigures {
  var name: Substring
  var size: String
  var boxes: Int
  var pushes: Int
  var states: Int
  var microseconds: Double

  /// `nil` where the line is none of a solved level's.
  init?(_ line: Substring) {
    func value(_ name: String) -> Substring? {
      guard let begin = line.firstRange(of: "\"\(name)\": ")?.upperBound else { return nil }
      return line[begin...].prefix { $0 != "," && $0 != "}" }
    }
    guard let name = value("title"), let width = value("width"), let height = value("height"),
      let boxes = value("boxes").flatMap({ Int($0) }),
      let pushes = value("pushes").flatMap({ Int($0) }),
      let states = value("states").flatMap({ Int($0) }),
      let microseconds = value("microseconds").flatMap({ Double($0) })
    else { return nil }
    self.name = name.dropFirst().dropLast()
    size = "\(width)×\(height)"
    self.boxes = boxes
    self.pushes = pushes
    self.states = states
    self.microseconds = microseconds
  }
}
