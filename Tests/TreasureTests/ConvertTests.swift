import Foundation
import Testing

struct ConvertTests {
  private let octile = "type octile\nheight 2\nwidth 3\nmap\n.@.\n...\n"

  @Test func betweenFormats() throws {
    let plain = try treasure("convert", "--to", "plain", input: octile)
    #expect(plain == Outcome(status: 0, output: ".#.\n...\n", errors: ""))
    #expect(
      try treasure("convert", "--to", "octile", input: plain.output)
        == Outcome(status: 0, output: octile, errors: ""))
  }

  @Test func warnsOfWhatIsLost() throws {
    let outcome = try treasure("convert", "--to", "octile", input: "X.\n.#\n")
    #expect(outcome.status == 0)
    #expect(outcome.output == "type octile\nheight 2\nwidth 2\nmap\n..\n.@\n")
    #expect(outcome.errors == "warning: octile cannot hold the start\n")
  }

  @Test func warnsOfLostTerrain() throws {
    let terrain = "type octile\nheight 2\nwidth 3\nmap\n.T.\nG.S\n"
    #expect(
      try treasure("convert", "--to", "plain", input: terrain)
        == Outcome(
          status: 0, output: ".#.\n...\n",
          errors: "warning: plain cannot hold the kinds of terrain\n"))
    #expect(
      try treasure("convert", "--to", "octile", input: terrain)
        == Outcome(
          status: 0, output: octile,
          errors: "warning: octile is written without the kinds of terrain\n"))
  }

  @Test func writesAFileWhole() throws {
    try withTemporaryFolder { folder in
      try folder.write("old\n", to: "map.txt")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o640], ofItemAtPath: folder.appendingPathComponent("map.txt").path)
      let outcome = try treasure(
        "convert", "--to", "plain", "-o", "map.txt", input: octile, in: folder)
      #expect(outcome == Outcome(status: 0, output: "", errors: ""))
      #expect(try folder.text("map.txt") == ".#.\n...\n")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["map.txt"])
      let attributes = try FileManager.default.attributesOfItem(
        atPath: folder.appendingPathComponent("map.txt").path)
      #expect(attributes[.posixPermissions] as? Int == 0o640)
    }
  }

  @Test func overwritesItsOwnInput() throws {
    try withTemporaryFolder { folder in
      try folder.write(octile, to: "map")
      let outcome = try treasure("convert", "--to", "plain", "-o", "map", "map", in: folder)
      #expect(outcome.status == 0)
      #expect(try folder.text("map") == ".#.\n...\n")
    }
  }

  @Test func badMapLeavesTheFile() throws {
    try withTemporaryFolder { folder in
      try folder.write("old\n", to: "map.txt")
      let outcome = try treasure(
        "convert", "--to", "plain", "-o", "map.txt", input: "..\n.\n", in: folder)
      #expect(outcome.status == 2)
      #expect(try folder.text("map.txt") == "old\n")
    }
  }

  @Test func followsLinks() throws {
    try withTemporaryFolder { folder in
      try folder.write("old\n", to: "target")
      let outcome = try shell(
        "ln -s target link && \"$treasure\" convert --to plain -o link", input: octile, in: folder)
      #expect(outcome.status == 0)
      #expect(try folder.text("target") == ".#.\n...\n")
      #expect(try shell("test -L link", in: folder).status == 0)
    }
  }

  @Test func failures() throws {
    #expect(
      try treasure("convert", "--to", "plain", "-o", "missing/map.txt", input: octile).errors
        == "error: cannot write to 'missing/map.txt': No such file or directory\n")
    #expect(
      try treasure("convert", "--to", "plain", "-o", "/dev/full", input: octile)
        == Outcome(
          status: 2, output: "",
          errors: "error: cannot write to '/dev/full': No space left on device\n"))
    #expect(try treasure("convert", "--to", "plain", "-o", "/dev/null", input: octile).status == 0)
    #expect(
      try treasure("convert", "--to", "plain", "-o", "maps", input: octile).errors
        == "error: cannot write to 'maps': Is a directory\n")
  }

  @Test func targetIsNeeded() throws {
    let outcome = try treasure("convert", input: octile)
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("error: missing expected argument '--to <to>'\n"))
  }
}
