import Foundation
import Testing

/// The analysis of the incident, against what it speaks of.
struct IncidentTests {
  /// A mistake is closed by a test that is there.
  @Test(arguments: ["docs/INCIDENT.md", "docs/INCIDENT.id.md"])
  func everyTestThatIsNamedExists(_ document: String) throws {
    let text = try packageFolder.text(document)
    let named = text.matches(of: #/`(\w+Tests)\.(\w+)`/#).map { (String($0.1), String($0.2)) }
    #expect(named.count >= 20)
    let sources = try Self.testSources()
    for (suite, test) in named {
      let isThere = sources.contains { source in
        source.contains("struct \(suite) ") && source.contains("func \(test)(")
      }
      #expect(isThere, "\(suite).\(test)")
    }
  }

  /// All ten, and the other answers.
  @Test(arguments: ["docs/INCIDENT.md", "docs/INCIDENT.id.md"])
  func everyMistakeHasItsRow(_ document: String) throws {
    let text = try packageFolder.text(document)
    let section = try #require(text.range(of: "\n## ", options: .backwards))
    let rows = text[section.upperBound...].split(separator: "\n").filter { $0.hasPrefix("| ") }
    for number in 1...10 {
      let row = rows.first { $0.hasPrefix("| \(number) |") }
      #expect(row?.contains(#/`\w+Tests\.\w+`/#) == true, "\(number)")
    }
    #expect(rows.count { $0.hasPrefix("| + |") } == 5)
  }

  /// Both languages say the same of each mistake.
  @Test func bothLanguagesNameTheSameTests() throws {
    let named = try ["docs/INCIDENT.md", "docs/INCIDENT.id.md"].map { document in
      try packageFolder.text(document).matches(of: #/`\w+Tests\.\w+`/#).map { String($0.0) }
    }
    #expect(named[0] == named[1])
  }

  private static func testSources() throws -> [String] {
    let folder = packageFolder.appendingPathComponent("Tests")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
      .map { try String(contentsOf: $0, encoding: .utf8) }
  }
}
