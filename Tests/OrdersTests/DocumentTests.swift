import Foundation
import OrderAPI
import Testing

/// `openapi.json`, the page that shows it, and Postman's collection.
struct DocumentTests {
  /// Both ways: what is documented is there, and what is there is documented.
  @Test func everyRouteIsDocumented() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer(in: folder)
      // Each route has its own durations in the metrics, from the start.
      let metrics = try server.shell("curl -s $orders/metrics").output
      let routes = metrics.matches(
        of: #/http_request_duration_seconds_count\{method="([A-Z]+)",route="([^"]+)"\}/#
      ).map { "\($0.1) \($0.2)" }.filter { !$0.hasPrefix("HEAD ") && !$0.hasPrefix("any ") }
      #expect(Set(routes) == Set(try OpenAPI().operations.map(\.name)))
      #expect(try server.end() == 0)
    }
  }

  /// What a path answers to `DELETE`, which none has, names
  /// exactly the methods that are documented.
  @Test func methodsAreDocumented() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer(in: folder)
      let methods = Dictionary(grouping: try OpenAPI().operations, by: \.path)
        .mapValues { Set($0.map(\.method)) }
      for (path, methods) in methods {
        let allow = try server.shell(
          "curl -s -X DELETE -D - -o body \"$orders\(path.replacing("{id}", with: "1"))\""
        ).output.split(whereSeparator: \.isNewline).first { $0.hasPrefix("Allow: ") }
        let allowed = Set((allow ?? "").dropFirst(7).split(separator: ", ").map(String.init))
        // A GET that does something has no HEAD.
        let hasHead = methods.contains("GET") && path != "/product/generate"
        #expect(allowed == methods.union(hasHead ? ["HEAD"] : []), "\(path)")
      }
      #expect(try server.end() == 0)
    }
  }

  @Test func serverHandsOutTheDocuments() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer(in: folder)
      let fetch = "curl -s $orders/openapi.json -o a; curl -s $orders/docs -o b"
      #expect(try server.shell(fetch).status == 0)
      #expect(try Data(contentsOf: folder.appendingPathComponent("a")) == Data(Documents.openAPI))
      #expect(try Data(contentsOf: folder.appendingPathComponent("b")) == Data(Documents.page))
      #expect(try server.end() == 0)
    }
  }

  /// Every reference leads somewhere, and every example is as its schema says.
  @Test func examplesKeepTheirSchemas() throws {
    let api = try OpenAPI()
    var count = 0
    for operation in api.operations {
      for (status, response) in operation.responses {
        let content = api.schema.resolved(response)["content"] as! [String: [String: Any]]
        for media in content.values {
          guard let example = media["example"] else { continue }
          let schema = media["schema"] as! [String: Any]
          #expect(api.schema.faults(of: example, by: schema) == [], "\(operation.name) \(status)")
          count += 1
        }
      }
    }
    for (name, schema) in api.component("schemas") {
      for example in schema["examples"] as? [Any] ?? [] {
        #expect(api.schema.faults(of: example, by: schema) == [], "\(name)")
        count += 1
      }
    }
    #expect(count > 20)
  }

  /// The page is one file: it takes nothing from anywhere, and says nothing that would end its own
  /// script early.
  @Test func pageStandsAlone() throws {
    let page = String(decoding: Documents.page, as: UTF8.self)
    #expect(!page.contains("{{"))
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(page.components(separatedBy: "</style>").count == 2)
    for outside in [" src=", "@import", " url(", "href=\"http", "fetch("] {
      #expect(!page.contains(outside), "\(outside)")
    }
    #expect(!Documents.contentSecurityPolicy.contains("unsafe"))
    #expect(Documents.contentSecurityPolicy.hasPrefix("default-src 'none'; script-src 'sha256-"))
  }

  @Test func collectionHasEveryEndpoint() throws {
    let text = try packageFolder.text("docs/orders.postman_collection.json")
    let collection = try JSONSerialization.jsonObject(with: Data(text.utf8)) as! [String: Any]
    let info = collection["info"] as! [String: Any]
    #expect((info["schema"] as? String)?.contains("/v2.1.0/") == true)

    var calls: Set<String> = []
    func collect(_ items: [[String: Any]]) {
      for item in items {
        if let items = item["item"] as? [[String: Any]] { collect(items) }
        guard let request = item["request"] as? [String: Any] else { continue }
        let path = (request["url"] as! [String: Any])["path"] as! [String]
        let generic = path.map { $0.hasPrefix("{{") ? "{id}" : $0 }.joined(separator: "/")
        calls.insert("\(request["method"]!) /\(generic)")
      }
    }
    collect(collection["item"] as! [[String: Any]])
    #expect(calls == Set(try OpenAPI().operations.map(\.name)))

    // A variable that nothing sets would be sent as it stands.
    let known = Set((collection["variable"] as! [[String: Any]]).map { $0["key"] as! String })
    let used = Set(text.matches(of: #/\{\{([a-zA-Z]+)\}\}/#).map { String($0.1) })
    #expect(used == known)
  }
}

/// The document, for tests.
struct OpenAPI {
  struct Operation {
    let method: String
    let path: String
    let responses: [String: [String: Any]]

    var name: String { "\(method) \(path)" }

    /// Whether a request's path is one of this operation's, `{id}` standing for any segment.
    func matches(_ method: String, _ path: String) -> Bool {
      let (own, other) = (self.path.split(separator: "/"), path.split(separator: "/"))
      return self.method == method && own.count == other.count
        && zip(own, other).allSatisfy { $0 == $1 || $0 == "{id}" }
    }
  }

  let document: [String: Any]

  init() throws {
    document =
      try JSONSerialization.jsonObject(with: Data(Documents.openAPI)) as! [String: Any]
  }

  var schema: JSONSchema { JSONSchema(document: document) }

  var operations: [Operation] {
    (document["paths"] as! [String: [String: [String: Any]]]).flatMap { path, methods in
      methods.map { method, operation in
        Operation(
          method: method.uppercased(), path: path,
          responses: operation["responses"] as! [String: [String: Any]])
      }
    }
  }

  /// The one of a request; a literal path goes before one with `{id}`.
  func operation(_ method: String, _ path: String) -> Operation? {
    operations.filter { $0.matches(method, path) }
      .max { $0.path.contains("{") && !$1.path.contains("{") }
  }

  func component(_ kind: String) -> [String: [String: Any]] {
    (document["components"] as! [String: [String: [String: Any]]])[kind]!
  }

  /// What an answer has that is not documented, or lacks that is.
  func faults(
    of body: Data, status: Int, headers: [String: String], to operation: Operation
  ) throws -> [String] {
    guard let found = operation.responses[String(status)] else {
      return ["\(operation.name): status \(status) is not documented"]
    }
    let response = schema.resolved(found)
    var faults: [String] = []
    for (name, header) in response["headers"] as? [String: [String: Any]] ?? [:] {
      if schema.resolved(header)["required"] as? Bool == true, headers[name.lowercased()] == nil {
        faults.append("no header \(name)")
      }
    }
    let content = response["content"] as! [String: [String: Any]]
    let type = headers["content-type"].map { String($0.prefix { $0 != ";" }) } ?? "none"
    guard let media = content[type] else { return faults + ["\(type) is not documented"] }
    guard type.hasSuffix("json") else { return faults }
    let value = try JSONSerialization.jsonObject(with: body)
    let options = schema.merged(media["schema"] as! [String: Any])
    let outcomes = options.map { schema.faults(of: value, by: $0) }
    if operation.path != "/openapi.json", !outcomes.contains([]) {
      faults += outcomes.min { $0.count < $1.count } ?? []
    }
    return faults
  }
}
