import HTTPTypes
import Hummingbird
import OrderStore

/// An answer that says why something was not done, in the form of RFC 9457.
///
/// `type` is the bare name, such as `out-of-stock`: a relative reference, which clients compare as it
/// stands. `success`, `message` and `data` stand beside the standard's members, so that code which reads
/// successes reads problems too.
///
/// - SeeAlso: <https://www.rfc-editor.org/rfc/rfc9457>
struct Problem: Error, Sendable {
  /// Members of some kinds, beside those that all have.
  typealias Members = @Sendable (inout JSONWriter) -> Void

  let kind: Kind
  let detail: String
  var headers: HTTPFields = [:]
  private let members: Members?

  init(_ kind: Kind, _ detail: String, members: Members? = nil) {
    self.kind = kind
    self.detail = detail
    self.members = members
    if let delay = kind.retryAfter { headers[.retryAfter] = delay }
  }

  var body: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("type", kind.rawValue)
      json.member("title", kind.title)
      json.member("status", Int64(kind.status.code))
      json.member("detail", detail)
      members?(&json)
      json.member("success", false)
      json.member("message", detail)
      json.member("data", object: { _ in })
    }
    return json.bytes
  }

  /// As the store keeps it.
  var reply: Reply { Reply(status: kind.status.code, body: body) }

  var answer: Answer {
    var answer = Answer(
      status: kind.status, contentType: ContentType.problem, body: ByteBuffer(bytes: body))
    answer.headers = headers
    return answer
  }
}

extension Problem {
  static let notFound = Problem(.notFound, "There is no such thing, or it is not yours.")

  static let userNeeded = Problem(
    .forbidden, "This is for a user; the administrator's token does not speak for one.")

  static let administratorNeeded = Problem(.forbidden, "This is for the administrator alone.")

  static let otherUser = Problem(.forbidden, "The userID is not that of the token.")

  static func unauthenticated(_ detail: String) -> Problem {
    var problem = Problem(.unauthenticated, detail)
    problem.headers[.wwwAuthenticate] = "Bearer"
    return problem
  }

  static func tooManyRequests(_ detail: String, wait: Duration) -> Problem {
    var problem = Problem(.tooManyRequests, detail)
    let (seconds, attoseconds) = wait.components
    problem.headers[.retryAfter] = "\(seconds + (attoseconds > 0 ? 1 : 0))"
    return problem
  }

  static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
    let list = allowed.map(\.rawValue).sorted().joined(separator: ", ")
    var problem = Problem(.methodNotAllowed, "Methods of this path: \(list).")
    problem.headers[.allow] = list
    return problem
  }

  static func invalidFields(_ faults: [FieldFault]) -> Problem {
    let detail =
      faults.count == 1
      ? "\(faults[0].pointer) \(faults[0].detail)."
      : "\(faults.count) fields are not as they must be."
    return Problem(.invalidField, detail) { json in
      json.member("errors", array: faults) { json, fault in
        json.object { json in
          json.member("pointer", fault.pointer)
          json.member("detail", fault.detail)
        }
      }
    }
  }
}

/// A field that is not as it must be.
struct FieldFault: Equatable, Sendable {
  /// Where in the body, as a JSON pointer (RFC 6901). A parameter of the query and a header have their
  /// name in its place: `/limit`, `/Idempotency-Key`.
  let pointer: String
  /// Goes on after the pointer: "must be …".
  let detail: String
}
