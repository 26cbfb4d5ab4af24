import HTTPTypes
import Hummingbird
import OrderStore

/// What an endpoint says, before the headers that every answer bears are added.
struct Answer: Sendable {
  var status: HTTPResponse.Status
  var contentType: String
  var body: ByteBuffer
  var headers: HTTPFields = [:]
  /// What is sent instead of `body`, piece by piece, where an answer goes on.
  var stream: ResponseBody?

  init(status: HTTPResponse.Status, contentType: String, body: ByteBuffer) {
    self.status = status
    self.contentType = contentType
    self.body = body
  }

  /// An ``Envelope``, or the one kind of problem that is stored.
  init(_ reply: Reply) {
    self.init(
      status: .init(code: reply.status),
      contentType: reply.status < 400 ? ContentType.json : ContentType.problem,
      body: ByteBuffer(bytes: reply.body))
    if reply.isReplay { isReplay = true }
  }

  /// Whether it was made for an earlier request with the same key.
  var isReplay: Bool {
    get { headers[.idempotencyReplayed] != nil }
    set { headers[.idempotencyReplayed] = newValue ? "true" : nil }
  }

  func with(_ tag: EntityTag) -> Answer {
    var answer = self
    answer.headers[.eTag] = tag.description
    return answer
  }
}

enum ContentType {
  static let json = "application/json"
  static let problem = "application/problem+json"
  static let metrics = "text/plain; version=0.0.4; charset=utf-8"
  static let page = "text/html; charset=utf-8"
  static let style = "text/css; charset=utf-8"
  static let script = "text/javascript; charset=utf-8"
  static let events = "text/event-stream"
}

extension HTTPField.Name {
  static let idempotencyKey = Self("Idempotency-Key")!
  static let idempotencyReplayed = Self("Idempotency-Replayed")!
  static let referrerPolicy = Self("Referrer-Policy")!
  static let accelBuffering = Self("X-Accel-Buffering")!
  static let requestID = Self("X-Request-Id")!
}
