import Foundation
import Testing

/// What is seen of a job that takes long.
struct ProgressTests {
  /// The path of a map on which a million pairs take a while.
  private func withMap<Result>(_ body: (String) throws -> Result) throws -> Result {
    try withTemporaryFolder { folder in
      try folder.write(
        try treasure(
          "generate", "random", "--width", "300", "--height", "300", "--density", "0.3", "--seed",
          "1"
        ).output, to: "map.txt")
      return try body(folder.appendingPathComponent("map.txt").path)
    }
  }

  /// One line, which ends before the terminal does; and Ctrl-C ends the job at once.
  @Test(arguments: [40, 80])
  func onATerminal(columns: Int) throws {
    let whole = "[..............................] 0 % pairs"
    let seen = String(whole.prefix(columns - 1))
    let outcome = try withMap { map in
      try treasure(
        "scenario", "--count", "1000000", "--seed", "3", map, onTerminal: [.errors],
        window: (columns, 24), environment: ["TERM": "xterm"],
        interruptedAfter: "%")
    }
    #expect(outcome.status == SIGINT)
    let lines = outcome.output.split(separator: "\r")
    #expect(lines.first == "seed: 3\n")
    #expect(lines.count > 1)
    for line in lines.dropFirst() {
      #expect(line.hasSuffix("\u{1B}[K"))
      #expect(line.dropLast(3).count == seen.count)
    }
  }

  @Test func nothingElsewhere() throws {
    try withMap { map in
      let outcome = try shell(
        """
        timeout -s INT 1.5 "$treasure" scenario --count 1000000 --seed 3 '\(map)' 2>&1
        echo $?
        """)
      #expect(outcome.output == "seed: 3\n124\n")
    }
  }

  /// What is done at once does not flicker.
  @Test func nothingOfAShortJob() throws {
    let outcome = try treasure(
      "scenario", "--count", "2", "--seed", "3", "maps/assessment.txt", onTerminal: [.errors],
      environment: ["TERM": "xterm"])
    #expect(outcome.output == "seed: 3\n")
  }
}
