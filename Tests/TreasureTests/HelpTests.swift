import Testing

/// Help, versions, mistyped words and completions.
struct HelpTests {
  static let commands =
    "solve, clue, dig, hunt, path, bench, scenario, render, check, convert, generate, puzzle"

  @Test func version() throws {
    #expect(try treasure("--version") == Outcome(status: 0, output: "0.1.0\n", errors: ""))
  }

  @Test func helpBeginsWithExamples() throws {
    let outcome = try treasure("--help")
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    #expect(
      outcome.output.hasPrefix(
        """
        OVERVIEW: Finds where on a map the treasure may be.

        EXAMPLES:
          treasure solve maps/assessment.txt
        """))
  }

  @Test(arguments: [
    "solve", "clue", "dig", "hunt", "path", "bench", "scenario", "render", "check", "convert",
    "generate", "generate random", "generate maze", "generate caves", "generate rooms",
    "generate hunt",
    "puzzle", "puzzle keys", "puzzle collect", "puzzle sokoban",
  ])
  func everyCommandHasExamplesAndStatuses(command: String) throws {
    let outcome = try shell("\"$treasure\" \(command) --help")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\nEXAMPLES:\n  treasure \(command)"))
    #expect(outcome.output.contains("\nEXIT STATUS:\n  0 "))
    #expect(outcome.lines.allSatisfy { $0.count <= 80 })
    #expect(try shell("\"$treasure\" help \(command)").output == outcome.output)
  }

  @Test(arguments: ["", "generate", "puzzle"])
  func noSubcommandIsHelpAndAFailure(command: String) throws {
    let outcome = try shell("\"$treasure\" \(command)")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(try shell("\"$treasure\" \(command) --help").output == outcome.errors)
  }

  @Test(arguments: [
    ("slove", "unknown subcommand 'slove'", "did you mean 'solve'?"),
    ("Solve", "unknown subcommand 'Solve'", "did you mean 'solve'?"),
    ("chek", "unknown subcommand 'chek'", "did you mean 'check'?"),
    ("gen random", "unknown subcommand 'gen'", "did you mean 'generate'?"),
    ("generate randm", "unknown subcommand 'randm'", "did you mean 'random'?"),
    ("hnut", "unknown subcommand 'hnut'", "did you mean 'hunt'?"),
    ("paths", "unknown subcommand 'paths'", "did you mean 'path'?"),
    ("dance", "unknown subcommand 'dance'", "choose one of \(Self.commands)"),
    ("''", "unknown subcommand ''", "choose one of \(Self.commands)"),
    ("generate mase", "unknown subcommand 'mase'", "did you mean 'maze'?"),
    ("puzzle key", "unknown subcommand 'key'", "did you mean 'keys'?"),
    ("puzzle sokobn", "unknown subcommand 'sokobn'", "did you mean 'sokoban'?"),
    ("help slove", "unknown subcommand 'slove'", "did you mean 'solve'?"),
    ("help generate randm", "unknown subcommand 'randm'", "did you mean 'random'?"),
    (
      "maps/open.txt", "unknown subcommand 'maps/open.txt'",
      "to solve that map: treasure solve maps/open.txt"
    ),
  ])
  func mistypedSubcommands(arguments: String, message: String, help: String) throws {
    #expect(
      try shell("\"$treasure\" \(arguments)")
        == Outcome(status: 2, output: "", errors: "error: \(message)\n  = help: \(help)\n"))
  }

  @Test(arguments: [
    ("--color never solve s.txt", "--color", "treasure solve --color …"),
    ("--format maze solve s.txt", "--format", "treasure solve --format …"),
    ("--color=never solve s.txt", "--color=never", "treasure solve --color=never …"),
    ("--json maps/open.txt", "--json", "treasure <subcommand> --json …"),
    ("generate --seed 7 random", "--seed", "treasure generate random --seed …"),
  ])
  func optionsBeforeTheSubcommand(arguments: String, option: String, call: String) throws {
    #expect(
      try shell("\"$treasure\" \(arguments)")
        == Outcome(
          status: 2, output: "",
          errors: """
            error: option '\(option)' stands before the subcommand
              = help: options stand behind it: \(call)

            """))
  }

  @Test func helpTopicsThatThereAre() throws {
    for topic in ["", "help", "solve", "generate random", "solve more"] {
      #expect(try shell("\"$treasure\" help \(topic)").status == 0, "\(topic)")
    }
  }

  @Test func mistypedOption() throws {
    #expect(
      try treasure("solve", "--jsn", input: assessment)
        == Outcome(
          status: 2, output: "",
          errors: """
            error: unknown option '--jsn'. Did you mean '--json'?
            Usage: treasure solve [<options>] [<map>]
              See 'treasure solve --help' for more information.

            """))
  }

  @Test func badValue() throws {
    let outcome = try treasure("solve", "--coords", "polar", input: assessment)
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.hasPrefix(
        "error: the value 'polar' is invalid for '--coords <convention>'. "
          + "Please provide one of 'xy', 'rc' or 'cartesian'.\n"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionScripts(of shell: String) throws {
    let outcome = try treasure("--generate-completion-script", shell)
    #expect(outcome.status == 0)
    for word in [
      "solve", "hunt", "path", "render", "random", "cartesian", "octile", "astar", "jps+",
      "scenario",
    ] {
      #expect(outcome.output.contains(word), "\(word)")
    }
  }

  /// What bash would offer after a word, with the script as its users load it.
  @Test(arguments: [
    ("treasure so", "solve"), ("treasure sc", "scenario"),
    ("treasure bench --algorithm al", "all"), ("treasure solve --coo", "--coords"),
    ("treasure solve --coords c", "cartesian"), ("treasure solve --format o", "octile"),
    ("treasure solve maps/ass", "maps/assessment.txt"), ("treasure generate r", "random"),
    ("treasure h", "hunt"), ("treasure path --moves o", "octile"),
    ("treasure path --algorithm d", "dijkstra"), ("treasure render maps/si", "maps/single.txt"),
  ])
  func completionsInBash(line: String, expected: String) throws {
    let outcome = try shell(
      """
      exec bash --norc -c '
        source <("$treasure" --generate-completion-script bash)
        COMP_WORDS=($0) COMP_LINE=$0 COMP_POINT=${#0} COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_TYPE=9
        _treasure "" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf "%s\\n" "${COMPREPLY[@]}"' '\(line)'
      """)
    #expect(
      outcome.lines.contains { $0.trimmingPrefix(" ") == expected || $0 == expected + " " },
      "\(outcome)")
  }
}
