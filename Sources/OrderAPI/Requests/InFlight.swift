import OrderStore
import Synchronization

/// Requests with a key that are being served. A repetition joins the first and gets its answer, whatever
/// that is; the work goes on even if the first client has left.
final class InFlight: Sendable {
  private struct Scope: Hashable {
    let principal: Int64
    let method: String
    let path: String
    let key: String

    init(_ claim: Claim) {
      principal = claim.principal
      method = claim.method
      path = claim.path
      key = claim.key
    }
  }

  private typealias Outcome = Result<Answer, any Error>

  private struct Work {
    let fingerprint: [UInt8]
    var joined: [CheckedContinuation<Outcome?, Never>] = []
  }

  private let works = Mutex<[Scope: Work]>([:])

  /// Does the work, unless somebody does it already.
  ///
  /// - Throws: what the work throws; ``Problem/keyReused`` where the key is at work with another body.
  func share(_ claim: Claim, _ work: () async throws -> Answer) async throws -> Answer {
    let scope = Scope(claim)
    while !begin(scope, claim) {
      // Where the first has ended in between, its answer is stored, or was a refusal to be judged afresh.
      guard let outcome = await join(scope, claim) else { continue }
      var answer = try outcome.get()
      answer.isReplay = true
      return answer
    }

    let outcome: Outcome
    do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
    let joined = works.withLock { $0.removeValue(forKey: scope)?.joined ?? [] }
    for continuation in joined { continuation.resume(returning: outcome) }
    return try outcome.get()
  }

  /// How many wait for the answer of another.
  func joinedCount(_ claim: Claim) -> Int {
    works.withLock { $0[Scope(claim)]?.joined.count ?? 0 }
  }

  /// - Returns: whether nobody else is at it.
  private func begin(_ scope: Scope, _ claim: Claim) -> Bool {
    works.withLock { works in
      guard works[scope] == nil else { return false }
      works[scope] = Work(fingerprint: claim.fingerprint)
      return true
    }
  }

  /// - Returns: `nil` where there is nothing to join any more.
  private func join(_ scope: Scope, _ claim: Claim) async -> Outcome? {
    await withCheckedContinuation { continuation in
      let known: Outcome?? = works.withLock { works in
        guard let fingerprint = works[scope]?.fingerprint else { return .some(nil) }
        guard fingerprint == claim.fingerprint else { return .failure(Problem.keyReused) }
        works[scope]!.joined.append(continuation)
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }
}
