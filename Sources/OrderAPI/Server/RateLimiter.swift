import Hummingbird
import Ordering

/// A token bucket for each client: a user where that is known, else the address of the connection.
struct RateLimiter: Sendable {
  enum Client: Hashable {
    case user(UserID)
    case address(String)
  }

  private let rate: Int
  private let authenticator: Authenticator
  private let buckets: TokenBuckets<Client>

  /// - Parameter rate: requests a second, and as many at once.
  init(rate: Int, authenticator: Authenticator) {
    self.rate = rate
    self.authenticator = authenticator
    buckets = TokenBuckets(rate: rate)
  }

  /// - Throws: ``Problem`` with `Retry-After` where the client has to wait.
  ///
  /// Users are told by what is remembered of tokens: a token that is made up must not cost a look into
  /// the database.
  func admit(_ request: Request, _ scope: RequestScope) throws(Problem) {
    let client =
      authenticator.knownUser(request).map(Client.user) ?? .address(scope.remoteAddress)
    guard let wait = buckets.wait(of: client, at: .now) else { return }
    throw .tooManyRequests("At most \(rate) requests a second.", wait: wait)
  }
}
