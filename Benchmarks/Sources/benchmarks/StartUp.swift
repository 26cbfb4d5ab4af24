extension Benchmarks {
  func startUp() throws -> String {
    let path = Self.repository + "maps/assessment.txt"
    var answer: [UInt8] = []
    let plain = solve(path, "--plain")
    _ = try plain.run { answer += $0 }
    guard answer == Array("5,2\n6,2\n5,3\n3,4\n5,4\n".utf8) else {
      throw WrongAnswer(description: "not the assessment's five positions: \(plain)")
    }

    let series = try compare(
      [
        solve(path, output: .discarded),
        Command(path: "/bin/true", arguments: [], output: .discarded),
      ], rounds: scale.startUpRounds)
    var table = Table("", "ms")
    table.add("`treasure solve maps/assessment.txt`", series[0].wall.milliseconds.figure)
    table.add("`/bin/true`", series[1].wall.milliseconds.figure)
    table.add("the difference", series[0].difference(from: series[1]).milliseconds.figure)
    return """
      The assessment's map, default output to `/dev/null`; \(scale.startUpRounds) rounds. Wanted: at most \
      3 ms beyond `/bin/true`.

      \(table)
      """
  }

  /// The root of the repository, from this file's place in it.
  static let repository = sibling("../../../", of: #filePath)
}
