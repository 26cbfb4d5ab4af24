import Foundation
import Testing

/// Pictures on terminals of several sizes and kinds.
struct TerminalTests {
  @Test func ordinary() throws {
    let outcome = try treasure(
      "hunt", "--seed", "7", "maps/assessment.txt", onTerminal: [.output], window: (80, 24),
      environment: ["TERM": "xterm"])
    #expect(outcome.status == 0)
    #expect(
      outcome.output.withoutColours
        == """
        ████████████████
        ██            ██
        ██  ██████$ $ ██
        ██      ██$ ████
        ██X ██$   $   ██
        ████████████████

        The treasure is on one of 5 positions. This way it is found:
        Up 3 steps, Right 4 steps, Down 2 steps

        ████████████████
        ██┌───────┐   ██
        ██│ ██████│ $ ██
        ██│     ██◆ ████
        ██X ██$   $   ██
        ████████████████

        Found at 5,3, as x,y from 0,0 at the top left.

        """)
    #expect(outcome.lines.allSatisfy { !$0.contains("\u{1B}") || $0.hasSuffix("\u{1B}[0m") })
  }

  /// To the last escape sequence.
  @Test func colours() throws {
    let outcome = try treasure(
      "render", "--path", "N1 E1", "--route", "N1 E2", "maps/assessment.txt",
      onTerminal: [.output], window: (80, 24), environment: ["TERM": "xterm"])
    let reset = "\u{1B}[0m"
    let grey = "\u{1B}[0;38;5;244m"
    let path = "\u{1B}[0;1;38;5;166m"
    let position = "\u{1B}[0;38;5;16;48;5;214m"
    let start = "\u{1B}[0;1;38;5;231;48;5;25m"
    #expect(outcome.line(0) == "\(grey)████████████████\(reset)")
    #expect(outcome.line(3) == "\(grey)██\(path)┌─→ \(position)$ \(grey)██  ████\(reset)")
    #expect(outcome.line(4) == "\(grey)██\(start)X \(grey)██        ██\(reset)")
  }

  /// More room than needed changes nothing.
  @Test func large() throws {
    let environment = ["TERM": "xterm"]
    let large = try treasure(
      "hunt", "--seed", "7", "maps/assessment.txt", onTerminal: [.output], window: (200, 60),
      environment: environment)
    let ordinary = try treasure(
      "hunt", "--seed", "7", "maps/assessment.txt", onTerminal: [.output], window: (80, 24),
      environment: environment)
    #expect(large == ordinary)
  }

  /// Pictures keep to the part that matters, and sentences break between words and between legs.
  @Test func small() throws {
    let outcome = try treasure(
      "hunt", "--seed", "3", "maps/walled.txt", onTerminal: [.output], window: (20, 8),
      environment: ["TERM": "xterm"])
    #expect(
      outcome.output.withoutColours
        == """
        █  $$$$$█       █
        █ X$$$$$▄$$$$$$$█
        █▄▄$$$$$█$$$$$$$█
        1–17,9–14 1:1×2

        The treasure is on
        one of 34 positions.
        This way it is
        found:
        Up 1 step,
        Right 4 steps,
        Down 2 steps

        █  $$$$$█       █
        █ X───┐$▄$$$$$$$█
        █▄▄$$$◆$█$$$$$$$█
        1–17,9–14 1:1×2

        Found at 6,12, as
        x,y from 0,0 at the
        top left.

        """)
  }

  @Test(arguments: [
    ["TERM": "dumb"], ["TERM": "xterm", "NO_COLOR": "1"],
  ])
  func withoutColour(environment: [String: String]) throws {
    let path = try treasure(
      "path", "--to", "13,3", "maps/walled.txt", onTerminal: [.output], window: (20, 8),
      environment: environment)
    #expect(
      path.output == """
        ....G#
        X---+#
        ######
        1:3x6

        19 steps from 2,11
        to 13,3, as x,y from
        0,0 at the top left:
        Up 1 step,
        Right 10 steps,
        Up 4 steps,
        Right 1 step,
        Up 3 steps

        """)
    let wide = try treasure(
      "path", "--to", "13,3", "maps/walled.txt", onTerminal: [.output], window: (80, 24),
      environment: environment)
    #expect(wide.output == (try treasure("path", "--to", "13,3", "maps/walled.txt")).output)
  }

  /// A pipe gets the whole picture, whatever terminal the command was started from.
  @Test func pipe() throws {
    let map = Array(repeating: String(repeating: ".", count: 300) + "\n", count: 100).joined()
    let outcome = try shell(
      "COLUMNS=20 LINES=8 \"$treasure\" render --from 0,0 | cat", input: map)
    #expect(outcome.output == "X" + map.dropFirst())
  }

  /// Where the terminal does not know its size, the environment may.
  @Test func sizeFromTheEnvironment() throws {
    func render(_ window: (columns: Int, rows: Int)?, _ environment: [String: String]) throws
      -> String
    {
      try treasure(
        "render", "maps/walled.txt", onTerminal: [.output], window: window,
        environment: environment.merging(["TERM": "dumb"]) { old, _ in old }
      ).output
    }
    let small = try render((12, 6), [:])
    let whole = try render((80, 24), [:])
    #expect(small.split(separator: "\n").allSatisfy { $0.count <= 12 })
    #expect(small.split(separator: "\n").count == 5)
    #expect(try render(nil, ["COLUMNS": "12", "LINES": "6"]) == small)
    #expect(try render((12, 6), ["COLUMNS": "80", "LINES": "24"]) == small)
    #expect(try render(nil, [:]) == whole)
    #expect(try render(nil, ["COLUMNS": "-3", "LINES": "many"]) == whole)
  }

  @Test func sizeThatWasAskedFor() throws {
    let outcome = try treasure(
      "render", "--width", "17", "--height", "14", "maps/walled.txt", onTerminal: [.output],
      window: (8, 4), environment: ["TERM": "dumb"])
    #expect(outcome == (try treasure("render", "maps/walled.txt")))
  }

  /// A walk of many legs must not push its picture off the screen.
  @Test func longWalksAreCutShort() throws {
    let stairs = (0..<40).map { y in
      String((0..<41).map { $0 == y || $0 == y + 1 ? "." : "#" }) + "\n"
    }.joined()
    try withTemporaryFolder { folder in
      try folder.write(stairs, to: "stairs.txt")
      let path = folder.appendingPathComponent("stairs.txt").path
      let outcome = try treasure(
        "path", "--from", "0,0", "--to", "40,39", path, onTerminal: [.output], window: (80, 24),
        environment: ["TERM": "dumb"])
      #expect(outcome.lines.count <= 24)
      #expect(outcome.output.hasSuffix("\nand 37 more legs; a pipe gets all\n"))
      let piped = try treasure("path", "--from", "0,0", "--to", "40,39", path)
      #expect(piped.output.hasSuffix("Right 1 step, Down 1 step, Right 1 step\n"))
    }
  }

  /// Nothing waits, moves the cursor or clears the screen.
  @Test(arguments: [
    "hunt --seed 7", "path --to 6,2", "render --weights",
  ])
  func nothingButColours(command: String) throws {
    let outcome = try shell("\"$treasure\" \(command) --color always maps/assessment.txt")
    #expect(outcome.status == 0)
    #expect(!outcome.output.withoutColours.contains("\u{1B}"))
  }
}

extension String {
  /// Without sequences that select colours; other escape sequences stay.
  fileprivate var withoutColours: String {
    replacing(/\u{1B}\[[0-9;]*m/, with: "")
  }
}
