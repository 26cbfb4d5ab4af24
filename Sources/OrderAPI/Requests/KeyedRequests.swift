import Hummingbird
import OrderStore

/// Sees to it that a request with an `Idempotency-Key` is done once.
struct KeyedRequests: Sendable {
  private let inFlight = InFlight()

  /// - Parameters:
  ///   - path: as this server writes it: a client's other spellings of it are the same path.
  ///   - work: is handed the claim for the store, where the request has a key.
  func answer(
    _ request: Request, from principal: Principal, path: @autoclosure () -> String, body: SentBody,
    work: (Claim?) async throws -> Answer
  ) async throws -> Answer {
    guard let field = request.headers[.idempotencyKey] else { return try await work(nil) }
    let claim = Claim(
      principal: principal.number, method: request.method.rawValue, path: path(),
      key: try IdempotencyKey(field).text, fingerprint: body.fingerprint)
    return try await inFlight.share(claim) { try await work(claim) }
  }
}
