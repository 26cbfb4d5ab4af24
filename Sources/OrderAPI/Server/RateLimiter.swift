import Hummingbird
import Ordering
import Synchronization

/// A token bucket for each client: a user where that is known, else the address of the connection.
///
/// A client may make a second's worth of requests at once. Memory is bounded: a client that was not seen
/// while very many others were is forgotten, and begins with a full bucket.
final class RateLimiter: Sendable {
  enum Client: Hashable {
    case user(UserID)
    case address(String)
  }

  private struct Bucket {
    var tokens: Double
    var filledAt: ContinuousClock.Instant
  }

  private let rate: Double
  private let authenticator: Authenticator
  private let buckets: Mutex<RecentValues<Client, Bucket>>

  /// - Parameters:
  ///   - rate: requests a second.
  ///   - memory: how many clients are surely remembered.
  init(rate: Int, authenticator: Authenticator, memory: Int = 50_000) {
    precondition(rate > 0)
    self.rate = Double(rate)
    self.authenticator = authenticator
    buckets = Mutex(RecentValues(limit: memory))
  }

  /// - Throws: ``Problem`` with `Retry-After` where the client has to wait.
  ///
  /// Users are told by what is remembered of tokens: a token that is made up must not cost a look into
  /// the database.
  func admit(_ request: Request, _ scope: RequestScope) throws(Problem) {
    let client =
      authenticator.knownUser(request).map(Client.user) ?? .address(scope.remoteAddress)
    guard let wait = wait(of: client, at: .now) else { return }
    var problem = Problem(.tooManyRequests, "At most \(Int(rate)) requests a second.")
    let (seconds, attoseconds) = wait.components
    problem.headers[.retryAfter] = "\(seconds + (attoseconds > 0 ? 1 : 0))"
    throw problem
  }

  /// Takes a token, or says how long until there is one.
  func wait(of client: Client, at now: ContinuousClock.Instant) -> Duration? {
    buckets.withLock { buckets in
      var bucket = buckets.value(of: client) ?? Bucket(tokens: rate, filledAt: now)
      let passed = max(.zero, now - bucket.filledAt)
      bucket.tokens = min(rate, bucket.tokens + rate * (passed / .seconds(1)))
      bucket.filledAt = now
      let wait: Duration? =
        bucket.tokens >= 1 ? nil : .seconds(1) * ((1 - bucket.tokens) / rate)
      if wait == nil { bucket.tokens -= 1 }
      buckets.keep(bucket, of: client)
      return wait
    }
  }
}
