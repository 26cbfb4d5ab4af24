import OrderTesting
import Testing

extension Received {
  /// A problem has exactly the contract's members, and those that its type adds.
  func expectProblem(
    _ type: String, _ status: Int, with members: Set<String> = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(self.status == status, "\(self)", sourceLocation: sourceLocation)
    #expect(problem == type, "\(self)", sourceLocation: sourceLocation)
    let names: Set = ["type", "title", "status", "detail", "success", "message", "data"]
    #expect(json.names == names.union(members), "\(self)", sourceLocation: sourceLocation)
    #expect(
      json["status"] == .integer(Int64(status)), "\(self)", sourceLocation: sourceLocation)
    #expect(json["success"] == false, "\(self)", sourceLocation: sourceLocation)
    #expect(json["data"] == [:], "\(self)", sourceLocation: sourceLocation)
    for name in ["title", "detail", "message"] {
      #expect(
        json[name]?.string?.isEmpty == false, "\(name) of \(self)", sourceLocation: sourceLocation)
    }
  }

  /// An `invalid-field` that names exactly these pointers.
  func expectFaults(_ pointers: String..., sourceLocation: SourceLocation = #_sourceLocation) {
    expectProblem("invalid-field", 422, with: ["errors"], sourceLocation: sourceLocation)
    #expect(
      json["errors"]?.elements?.map { $0["pointer"]?.string } == pointers, "\(self)",
      sourceLocation: sourceLocation)
  }

  /// A success has exactly the envelope's members.
  func expectSuccess(
    _ status: Int = 200, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(self.status == status, "\(self)", sourceLocation: sourceLocation)
    #expect(json["success"] == true, "\(self)", sourceLocation: sourceLocation)
    #expect(json.names == ["success", "message", "data"], sourceLocation: sourceLocation)
    #expect(self[header: "Content-Type"] == "application/json", sourceLocation: sourceLocation)
  }
}

/// The administrator's token of every test server.
let admin = TestServer.administratorToken
