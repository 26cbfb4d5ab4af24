import Foundation
import Testing

/// Exit statuses, closed pipes, full disks and terminals.
struct StatusAndStreamTests {
  @Test func unreadable() throws {
    #expect(
      try treasure("solve", "maps/missing.txt")
        == Outcome(
          status: 2, output: "",
          errors: "error: cannot read 'maps/missing.txt': No such file or directory\n"))
    let folder = try treasure("solve", "maps")
    #expect(folder.status == 2)
    #expect(folder.errors == "error: cannot read 'maps': Is a directory\n")
  }

  /// What a terminal would act upon is shown instead.
  @Test func pathsInMessagesAreHarmless() throws {
    #expect(
      try treasure("solve", "a\u{1B}[2J\nb").errors
        == "error: cannot read 'a␛[2J␊b': No such file or directory\n")
  }

  /// `head` leaves after a line; whoever wrote to it should say nothing of that.
  @Test(arguments: ["--plain --route 'S* E*'", "--grid", "--json --route 'S* E*'", "--route '.*'"])
  func closedPipe(options: String) throws {
    try withTemporaryFolder { folder in
      let row = String(repeating: ".", count: 2000) + "\n"
      try folder.write(Array(repeating: row, count: 500).joined(), to: "map.txt")
      let outcome = try shell(
        "{ \"$treasure\" solve --from 0,0 \(options) map.txt; echo $? >&2; } | head -n 1",
        in: folder)
      #expect(outcome.errors == "0\n")
      #expect(outcome.lines.count == 2)
    }
  }

  @Test(arguments: [
    "hunt --seed 1 --from 0,0 --route 'S* E*'", "path --from 0,0 --to 1999,499",
    "path --from 0,0 --to 1999,499 --plain", "render", "render --color always",
  ])
  func closedPipeOfPictures(command: String) throws {
    try withTemporaryFolder { folder in
      let row = String(repeating: ".", count: 2000) + "\n"
      try folder.write(Array(repeating: row, count: 500).joined(), to: "map.txt")
      let outcome = try shell(
        "{ \"$treasure\" \(command) map.txt; echo $? >&2; } | head -n 1", in: folder)
      #expect(outcome.errors == "0\n")
      #expect(outcome.lines.count == 2)
    }
  }

  @Test func closedPipeOfAGenerator() throws {
    let outcome = try shell(
      "{ \"$treasure\" generate random --width 9000 --height 9000 --seed 1; echo $? >&2; } | head -c 9"
    )
    #expect(outcome.errors == "seed: 1\n0\n")
  }

  @Test(arguments: [
    "solve", "solve --json", "solve --count", "check", "convert --to plain",
    "hunt --seed 1", "hunt --seed 1 --json", "path --to 1,1", "path --to 1,1 --plain", "render",
    "generate random --seed 1", "--help", "--version",
  ])
  func fullDisk(command: String) throws {
    let outcome = try shell("\"$treasure\" \(command) > /dev/full", input: assessment)
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.hasSuffix("error: cannot write to standard output: No space left on device\n"))
  }

  @Test func closedStandardOutput() throws {
    let outcome = try shell("\"$treasure\" solve >&-", input: assessment)
    #expect(outcome.status == 2)
    #expect(outcome.errors == "error: cannot write to standard output: Bad file descriptor\n")
  }

  @Test func noMapOnATerminalIsHelp() throws {
    for command in ["solve", "check", "hunt", "path", "render"] {
      let outcome = try treasure(command, onTerminal: [.input, .errors])
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("EXAMPLES:\n  treasure \(command) "))
    }
    #expect(try treasure("solve", onTerminal: [.input, .output]).output == "")
    #expect(try treasure("convert", "--to", "plain", onTerminal: [.input]).status == 2)
  }

  @Test func readsPipes() throws {
    let outcome = try shell(
      "cat maps/assessment.txt | \"$treasure\" solve --count; \"$treasure\" solve --count - < maps/open.txt"
    )
    #expect(outcome == Outcome(status: 0, output: "5\n105\n", errors: ""))
  }
}
