import Foundation
import Testing

/// What `docs/OPERATIONS.md` tells operators to type works beside a running server.
struct OperationsGuideTests {
  @Test func databaseCommands() throws {
    let guide = try packageFolder.text("docs/OPERATIONS.md")
    var blocks: [String] = []
    var language: Substring?
    for line in guide.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        language = language == nil ? line.dropFirst(3) : nil
        blocks.append("")
      } else if language == "sh" {
        blocks[blocks.count - 1] += line + "\n"
      }
    }
    let commands = blocks.filter { $0.contains("sqlite3 ") }
    #expect(commands.count >= 3)
    try withTemporaryFolder { folder in
      let server = try RunningServer("--demo", in: folder)
      for command in commands {
        let script = "orders() { \"$program\" \"$@\"; }\nset -e\n" + command
        let outcome = try shell(script, in: folder)
        #expect(outcome.status == 0, "\(command)\(outcome)")
        #expect(outcome.errors == "", "\(command)")
      }
      // The copies are whole.
      let copies = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasPrefix("backup") }
      #expect(copies.count >= 2)
      for copy in copies {
        #expect(
          try orders("audit", "--database", copy, in: folder).output
            == "the books balance; 4 products, 0 orders\n")
      }
      #expect(try server.end() == 0)
    }
  }

  /// Every metric of ours that the guide names is there, and the other way around.
  @Test func metrics() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer("--demo", in: folder)
      let text = try server.shell("curl -s $orders/metrics; curl -s $orders/metrics").output
      let told = Set(text.matches(of: #/# TYPE ([a-z_]+) /#).map { String($0.1) })
      let guide = try packageFolder.text("docs/OPERATIONS.md")
      let named = Set(
        guide.split(separator: "\n").compactMap { line in
          line.firstMatch(of: #/^\| `((?:http|orders)_[a-z_]+)/#).map { String($0.1) }
        })
      #expect(named == told)
      // Each is explained in words of ours.
      for name in told {
        let help = text.firstMatch(of: try Regex("# HELP \(name) ([^\n]*)")).map {
          String($0[1].substring!)
        }
        #expect(help?.contains(" ") == true, "\(name): \(help ?? "")")
      }
      #expect(try server.end() == 0)
    }
  }
}
