import Testing

/// When there is colour, and which.
struct ColorTests {
  private static let grid = "\u{1B}[97;44mX\u{1B}[0m"

  @Test func onATerminal() throws {
    let outcome = try treasure(
      "solve", "--grid", "maps/assessment.txt", onTerminal: [.output],
      environment: ["TERM": "xterm"])
    #expect(outcome.status == 0)
    #expect(
      outcome.output.hasPrefix(
        "########\n#\u{1B}[2m......\u{1B}[0m#\n#\u{1B}[2m.\u{1B}[0m###\u{1B}[30;43m$$\u{1B}[0m#\n"))
    #expect(outcome.output.contains(Self.grid))
  }

  @Test(arguments: [["NO_COLOR": "1", "TERM": "xterm"], ["TERM": "dumb"]])
  func turnedOff(environment: [String: String]) throws {
    let outcome = try treasure(
      "solve", "--grid", "maps/assessment.txt", onTerminal: [.output], environment: environment)
    #expect(!outcome.output.contains("\u{1B}"))
    #expect(outcome.lines.count == 7)
  }

  /// The convention has it that an empty value says nothing.
  @Test func emptyNoColorSaysNothing() throws {
    let outcome = try treasure(
      "solve", "--grid", "maps/assessment.txt", onTerminal: [.output],
      environment: ["NO_COLOR": "", "TERM": "xterm"])
    #expect(outcome.output.contains(Self.grid))
  }

  @Test func askedFor() throws {
    #expect(try !treasure("solve", "--grid", input: assessment).output.contains("\u{1B}"))
    #expect(
      try treasure(
        "solve", "--grid", "--color", "always", input: assessment, environment: ["NO_COLOR": "1"]
      ).output.contains(Self.grid))
    #expect(
      try !treasure(
        "solve", "--color", "never", "maps/assessment.txt", onTerminal: [.output],
        environment: ["TERM": "xterm"]
      ).output.contains("\u{1B}"))
  }

  @Test func diagnostics() throws {
    let coloured = try treasure(
      "solve", "--route", "N+ Q", "maps/assessment.txt", onTerminal: [.errors],
      environment: ["TERM": "xterm"])
    #expect(coloured.output.hasPrefix("\u{1B}[1;31merror\u{1B}[0m\u{1B}[1m: "))
    #expect(coloured.output.contains("\u{1B}[1;34m-->\u{1B}[0m <route>:1:4\n"))
    let plain = try treasure(
      "solve", "--route", "N+ Q", "--color", "never", "maps/assessment.txt",
      onTerminal: [.errors], environment: ["TERM": "xterm"])
    #expect(!plain.output.contains("\u{1B}"))
    #expect(
      try !treasure("solve", "--route", "Q", "--color", "always", input: assessment).errors
        .contains("\u{1B}"))
  }
}
