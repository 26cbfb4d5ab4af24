import Foundation
import Testing

/// Help, version, and calls that are neither.
struct HelpTests {
  @Test func helpBeginsWithAnExample() throws {
    try withTemporaryFolder { folder in
      let outcome = try orders("--help", in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")
      #expect(outcome.output.split(separator: "\n")[0].hasSuffix("orders serve --demo"))
      for command in ["serve", "import", "audit", "replay"] {
        let help = try orders("help", command, in: folder)
        #expect(help.status == 0)
        #expect(help.output.contains("\n  orders \(command) "))
      }
    }
  }

  /// Every option of `serve` is in its help.
  @Test func helpNamesEveryOption() throws {
    try withTemporaryFolder { folder in
      let help = try orders("serve", "--help", in: folder).output
      for option in [
        "--host", "--port", "--database", "--cache", "--hold", "--rate-limit", "--batch-limit",
        "--log-level", "--demo",
      ] {
        #expect(help.contains("  \(option)"), "\(option)")
      }
    }
  }

  @Test func version() throws {
    try withTemporaryFolder { (folder) throws in
      #expect(
        try orders("--version", in: folder) == Outcome(status: 0, output: "0.1.0\n", errors: ""))
    }
  }

  @Test func nothingAskedForIsHelp() throws {
    try withTemporaryFolder { folder in
      let outcome = try orders(in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("orders serve --demo"))
    }
  }

  @Test func unknownSubcommand() throws {
    try withTemporaryFolder { folder in
      let outcome = try orders("sevre", in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.errors.hasPrefix("error: unexpected argument 'sevre'"))
    }
  }

  @Test func fullDisk() throws {
    try withTemporaryFolder { folder in
      let outcome = try shell("\"$program\" --version > /dev/full", in: folder)
      #expect(
        outcome
          == Outcome(
            status: 2, output: "",
            errors: "error: cannot write to standard output: No space left on device\n"))
    }
  }
}
