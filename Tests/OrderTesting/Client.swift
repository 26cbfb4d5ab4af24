import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Speaks to a server as a customer's program would.
public struct Client: Sendable {
  public let port: Int
  public let host: String

  public init(port: Int, host: String = "127.0.0.1") {
    self.port = port
    self.host = host.contains(":") ? "[\(host)]" : host
  }

  /// Never shut down, since every test may use it.
  private static let http: HTTPClient = {
    var configuration = HTTPClient.Configuration()
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 128
    // A server that is gone is gone: a test that kills one must not wait for it.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.timeout.connect = .seconds(30)
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  /// Longer than anything should take on a machine that is busy with other tests.
  private static let patience = TimeAmount.seconds(60)

  public func get(
    _ path: String, token: String? = nil, headers: [(String, String)] = []
  ) async throws -> Received {
    try await send("GET", path, token: token, headers: headers)
  }

  public func post(
    _ path: String, _ json: JSON, token: String? = nil, key: String? = nil,
    headers: [(String, String)] = []
  ) async throws -> Received {
    try await send("POST", path, body: json.bytes, token: token, key: key, headers: headers)
  }

  /// Without a body.
  public func post(
    _ path: String, token: String? = nil, key: String? = nil, headers: [(String, String)] = []
  ) async throws -> Received {
    try await send("POST", path, token: token, key: key, headers: headers)
  }

  public func patch(
    _ path: String, _ json: JSON, token: String? = nil, ifMatch: String? = nil
  ) async throws -> Received {
    try await send(
      "PATCH", path, body: json.bytes, token: token,
      headers: ifMatch.map { [("If-Match", $0)] } ?? [])
  }

  /// Sends any bytes as a body. No type is declared, unless `headers` does.
  public func send(
    _ method: String, _ path: String, body: [UInt8]? = nil, isStreamed: Bool = false,
    token: String? = nil, key: String? = nil, headers: [(String, String)] = []
  ) async throws -> Received {
    var request = HTTPClientRequest(url: "http://\(host):\(port)\(path)")
    request.method = HTTPMethod(rawValue: method)
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    if let key { request.headers.add(name: "Idempotency-Key", value: key) }
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let body {
      request.body =
        isStreamed
        ? .bytes(body, length: .unknown) : .bytes(body, length: .known(Int64(body.count)))
    }
    let response = try await Self.http.execute(request, timeout: Self.patience)
    let bytes = try await response.body.collect(upTo: 64 << 20)
    return Received(
      status: Int(response.status.code), headers: response.headers,
      body: Array(bytes.readableBytesView))
  }
}

/// What came back.
public struct Received: Sendable, CustomStringConvertible {
  public let status: Int
  public let headers: HTTPHeaders
  public let body: [UInt8]

  /// All values of a header, or `nil` where it is not there.
  public subscript(header name: String) -> String? {
    let values = headers[name]
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  public var text: String { String(decoding: body, as: UTF8.self) }

  /// The body, or null where it is not JSON.
  public var json: JSON { (try? JSON(parsing: body)) ?? .null }

  /// What a success is about.
  public var data: JSON { json["data"] ?? .null }

  /// The `id` of what a success is about; 0 where there is none.
  public var id: Int64 { data["id"]?.integer ?? 0 }

  /// The type of a problem.
  public var problem: String? {
    self[header: "Content-Type"] == "application/problem+json" ? json["type"]?.string : nil
  }

  public var isReplay: Bool { self[header: "Idempotency-Replayed"] == "true" }

  public var description: String { "\(status) \(text)" }
}
