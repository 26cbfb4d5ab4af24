import Foundation
import Testing

/// The guide and the README show what the program really prints.
struct GuideTests {
  /// A command of a console block, and what it says the command prints.
  struct Example: CustomStringConvertible, Sendable {
    var place: String
    var command: String
    var output: String

    var description: String { "\(place): \(command)" }
  }

  @Test(arguments: try examples(in: "docs/GUIDE.md") + examples(in: "README.md"))
  func example(_ example: Example) throws {
    let outcome = try shell("treasure() { \"$treasure\" \"$@\"; }; { \(example.command); } 2>&1")
    #expect(outcome.output == example.output, "\(example)")
  }

  @Test func guideHasExamples() throws {
    #expect(try Self.examples(in: "docs/GUIDE.md").count > 15)
  }

  static func examples(in document: String) throws -> [Example] {
    let text = try String(
      contentsOf: packageFolder.appendingPathComponent(document), encoding: .utf8)
    var examples: [Example] = []
    var isConsole = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") {
        isConsole = line == "```console"
      } else if isConsole, line.hasPrefix("$ ") {
        examples.append(
          Example(
            place: "\(document):\(index + 1)", command: String(line.dropFirst(2)), output: ""))
      } else if isConsole {
        examples[examples.count - 1].output += line + "\n"
      }
    }
    return examples
  }
}
