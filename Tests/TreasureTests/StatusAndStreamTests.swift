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
  @Test(arguments: [
    "solve --plain --from 0,0 --route '.*'", "solve --grid --from 0,0",
    "solve --json --from 0,0 --route '.*'",
  ])
  func closedPipe(command: String) throws {
    let outcome = try shell(
      """
      "$treasure" generate random --width 2000 --height 2000 --density 0 > "$PWD/map" 2> /dev/null
      { "$treasure" \(command) "$PWD/map"; echo "status $?" >&2; } | head -n 1
      """.replacingOccurrences(of: "$PWD", with: "${TMPDIR:-/tmp}"))
    #expect(outcome.errors == "status 0\n")
    #expect(outcome.lines.count == 2)
  }

  @Test func closedPipeOfAGenerator() throws {
    let outcome = try shell(
      "{ \"$treasure\" generate random --width 9000 --height 9000 --seed 1; echo $? >&2; } | head -c 9"
    )
    #expect(outcome.errors == "seed: 1\n0\n")
  }

  @Test(arguments: [
    "solve", "solve --json", "solve --count", "check", "convert --to plain",
    "generate random --seed 1", "--help",
    "--version",
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
    for command in ["solve", "check"] {
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
