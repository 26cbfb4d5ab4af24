import Foundation
import Testing

/// Paths that need escaping, in JSON and in messages.
struct PathTests {
  @Test(arguments: ["a \"b\".txt", "back\\slash", "tab\there", "new\nline", "schätze 宝", "\u{1}"])
  func jsonEscapes(name: String) throws {
    try withTemporaryFolder { folder in
      try folder.write(assessment, to: name)
      let document = try parsed(try treasure("solve", "--json", name, in: folder))
      #expect((document["map"] as? [String: Any])?["path"] as? String == name)
    }
  }

  /// Bytes that are no UTF-8 cannot stand in JSON; the file is found all the same.
  @Test func invalidUTF8() throws {
    try withTemporaryFolder { folder in
      let outcome = try shell(
        "f=$(printf 'a\\377b'); cat > \"$f\"; \"$treasure\" solve --json \"$f\"",
        input: assessment, in: folder)
      #expect(outcome.status == 0, "\(outcome)")
      let document = try parsed(outcome)
      #expect((document["map"] as? [String: Any])?["path"] as? String == "a\u{FFFD}b")
      #expect(document["count"] as? Int == 5)
    }
  }

  @Test func invalidUTF8ThatIsNotThere() throws {
    let outcome = try shell("\"$treasure\" check \"$(printf 'a\\377b')\"")
    #expect(
      outcome
        == Outcome(
          status: 2, output: "",
          errors: "error: cannot read 'a\u{FFFD}b': No such file or directory\n"))
  }
}
