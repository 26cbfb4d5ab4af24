import Foundation
import Testing

/// `docs/API.md` and the examples show what the server really answers.
struct APIGuideTests {
  /// A block of shell, and the answer that stands below it, if one does.
  struct Block {
    var line: Int
    var script: String
    var status: Int?
    var answer = ""

    /// Of the request: the last that the block makes.
    var method: String {
      if script.contains("-sI") { return "HEAD" }
      if let match = script.firstMatch(of: #/-X ([A-Z]+)/#) { return String(match.1) }
      return script.contains(" -d ") ? "POST" : "GET"
    }

    var path: String? {
      script.firstMatch(of: #/"\$orders(/[^"?]*)/#).map { String($0.1) }
    }
  }

  @Test func everyAnswer() throws {
    let blocks = try Self.blocks()
    try withTemporaryFolder { folder in
      let server = try RunningServer(in: folder)
      // The calls as they stand, but `curl` leaves its answer behind as well.
      var script = #"curl() { command curl -sS -D "$block.head" "$@" | tee "$block.body"; }"# + "\n"
      for block in blocks where !block.script.hasPrefix("orders serve") {
        let calls = block.script.replacing("http://127.0.0.1:8080", with: server.address)
        script += "block=\(block.line)\n\(calls)\n"
      }
      let outcome = try shell(script, in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")

      let api = try OpenAPI()
      var seen: Set<String> = []
      for block in blocks {
        guard let path = block.path else { continue }
        let head = try folder.text("\(block.line).head").split(whereSeparator: \.isNewline)
        let status = try #require(Int(head[0].split(separator: " ")[1]))
        let headers = head.dropFirst().reduce(into: [String: String]()) { headers, line in
          let parts = line.split(separator: ": ", maxSplits: 1)
          headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1]) : ""
        }
        let place: Comment = "docs/API.md:\(block.line)"
        if let operation = api.operation(block.method, path) {
          seen.insert(operation.name)
          let body = try Data(contentsOf: folder.appendingPathComponent("\(block.line).body"))
          #expect(
            try api.faults(of: body, status: status, headers: headers, to: operation) == [], place)
        }
        guard let expected = block.status else { continue }
        #expect(status == expected, place)
        #expect(
          try Self.normalized(try folder.text("\(block.line).body"))
            == Self.normalized(block.answer), place)
      }
      // What the last blocks ask for has headers alone, or no end.
      let service: Set<String> = [
        "GET /", "GET /live.css", "GET /live.js", "GET /events", "GET /metrics",
        "GET /openapi.json", "GET /docs",
      ]
      #expect(seen.union(service) == Set(api.operations.map(\.name)))
      #expect(try server.end() == 0)
      #expect(try orders("audit", in: folder).status == 0)
    }
  }

  /// Every type of problem that the guide lists is in the document, and the other way around.
  @Test func everyProblemIsListed() throws {
    let guide = try packageFolder.text("docs/API.md")
    let rows = guide.split(separator: "\n").filter { row in
      row.hasPrefix("| `") && !row.hasPrefix("| `type` |")
    }
    let listed = Set(
      rows.flatMap { row in
        row.split(separator: "|")[0].matches(of: #/`([a-z-]+)`/#).map { String($0.1) }
      })
    var documented = Set<String>()
    let api = try OpenAPI()
    for operation in api.operations {
      for (status, response) in operation.responses where status >= "400" {
        let content = api.schema.resolved(response)["content"] as! [String: [String: Any]]
        let schema = content["application/problem+json"]!["schema"] as! [String: Any]
        for option in api.schema.merged(schema) {
          let type = (option["properties"] as! [String: [String: Any]])["type"]!
          for part in type["allOf"] as! [[String: Any]] {
            if let name = part["const"] as? String { documented.insert(name) }
          }
        }
      }
    }
    // No operation answers these: what a path says of the methods that it does not have, and what is said
    // of requests that are none.
    let others: Set = ["method-not-allowed", "malformed-request", "headers-too-large"]
    #expect(listed == documented.union(others))
  }

  /// The assessment's six calls, in its order.
  @Test func sixCalls() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer("--demo", in: folder)
      let outcome = try server.shell("\"$package/Examples/six-calls.sh\" \"$orders\"")
      #expect(outcome.status == 0, "\(outcome)")
      let lines = outcome.errors.split(separator: "\n")
      #expect(
        lines.filter { !$0.hasPrefix("{") } == [
          "POST /user", "POST /cart", "POST /cart", "GET /product/generate", "POST /order",
          "POST /orderThreshold", "GET /product",
        ])
      let answers = lines.filter { $0.hasPrefix("{") }
      #expect(answers.count == 7)
      for answer in answers { #expect(answer.hasPrefix("{\"success\":true,")) }
      #expect(answers.last?.contains("\"quantity\":98,") == true)
      #expect(answers.last?.contains("\"quantity\":49,") == true)
      #expect(try server.end() == 0)
    }
  }

  /// With what differs from run to run made the same: tokens and times.
  private static func normalized(_ json: String) throws -> NSDictionary {
    let same = json.replacing(#/ord_[0-9a-f]{64}/#, with: "ord_").replacing(
      #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/#, with: "time")
    return try JSONSerialization.jsonObject(with: Data(same.utf8)) as! NSDictionary
  }

  static func blocks() throws -> [Block] {
    var blocks: [Block] = []
    var language: Substring?
    let lines = try packageFolder.text("docs/API.md")
      .split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        language = language == nil ? line.dropFirst(3) : nil
        if language == "sh" { blocks.append(Block(line: index + 1, script: "")) }
      } else if language == "sh" {
        blocks[blocks.count - 1].script += line + "\n"
      } else if language == "json" {
        blocks[blocks.count - 1].answer += line + "\n"
      } else if let status = line.wholeMatch(of: #/`(\d{3})`/#) {
        blocks[blocks.count - 1].status = Int(status.1)
      }
    }
    return blocks
  }
}
