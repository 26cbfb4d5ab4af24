extension Benchmarks {
  func everyCoordinate() throws -> String {
    let side = scale.middleSide
    let count = side * side - 1
    let path = try corpus.random(side: side, density: 0, start: .lowerLeft)
    let plain = solve(path, "--plain", "--min-steps", "0", output: .discarded)
    let counted = solve(path, "--count", "--min-steps", "0", output: .number(count))

    var expected = EveryCoordinate(width: side, height: side)
    _ = try plain.run { piece in
      guard expected.continues(with: piece) else {
        throw WrongAnswer(description: "not every coordinate in order: \(plain)")
      }
    }
    guard expected.isComplete else {
      throw WrongAnswer(description: "coordinates are missing: \(plain)")
    }

    var writeReady = try peer("write-ready", "\(side)", "\(side)")
    writeReady.output = .number(count)
    let series = try compare([plain, counted, writeReady], rounds: scale.rounds)

    var table = Table("", "ms", "ns a coordinate")
    for (name, time) in [
      ("`treasure solve --plain --min-steps 0`, whole process", series[0].wall),
      ("`treasure solve --count --min-steps 0`, whole process", series[1].wall),
      ("the first less the second: printing", series[0].difference(from: series[1])),
      ("`write-ready`, its writing alone", series[2].ownTime),
      ("`write-ready`, whole process: making the bytes, then writing them", series[2].wall),
    ] {
      table.add(name, time.milliseconds.figure, time.nanoseconds(per: count).figure)
    }
    let bound = 3 * series[2].ownTime.nanoseconds(per: count) + 1
    return """
      The \(count.grouped) coordinates of an open map of \(side)×\(side), from the lower left, to \
      `/dev/null`. Wanted: at most 3 × the writing of bytes that are ready, plus 1 ns a coordinate: here \
      \(bound.figure) ns. `/dev/null` copies nothing, so the peer's writing is its system calls and the \
      bound hardly more than that nanosecond. `treasure`'s time has the start of the process, the \
      reading of the map and the search in it. That the bytes are the right ones is checked once, \
      through a pipe.

      \(table)
      """
  }
}

/// The text that is expected: every cell of an open map but its lower left one, row by row.
private struct EveryCoordinate {
  private let width: Int
  private let height: Int
  private var nextRow = 0
  private var rest: ArraySlice<UInt8> = []

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  var isComplete: Bool { rest.isEmpty && nextRow == height }

  mutating func continues(with piece: UnsafeRawBufferPointer) -> Bool {
    var piece = piece[...]
    while !piece.isEmpty {
      if rest.isEmpty {
        guard nextRow < height else { return false }
        let first = nextRow == height - 1 ? 1 : 0
        rest = (first..<width).reduce(into: []) { $0 += "\($1),\(nextRow)\n".utf8 }
        nextRow += 1
      }
      let count = min(piece.count, rest.count)
      guard piece.prefix(count).elementsEqual(rest.prefix(count)) else { return false }
      piece = piece.dropFirst(count)
      rest = rest.dropFirst(count)
    }
    return true
  }
}
