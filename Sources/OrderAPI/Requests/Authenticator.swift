import Crypto
import Hummingbird
import OrderStore
import Ordering
import Synchronization

/// Who asks.
enum Principal: Equatable, Sendable {
  case user(UserID)
  case administrator

  /// As it scopes idempotency keys.
  var number: Int64 {
    switch self {
    case .user(let id): id.rawValue
    case .administrator: 0
    }
  }
}

/// Tells who asks by the bearer's token. Tokens are known by their SHA-256 alone.
///
/// Guessing costs: an address has a bucket of tokens that turn out to be unknown, and where it is empty only
/// who is remembered is let in. Those are not asked for anything else, so that a guesser behind the same
/// proxy does them no harm. Nor does it help to measure how long an answer takes: what is compared are
/// digests, and whoever knew the whole of one would still not have the token.
final class Authenticator: Sendable {
  private let store: OrderStore
  private let administrator: SHA256Digest?
  private let guesses: TokenBuckets<String>?
  /// Most requests need not ask the database.
  private let known: Mutex<RecentValues<TokenHash, UserID>>

  /// - Parameters:
  ///   - administratorToken: where `nil`, nobody is the administrator.
  ///   - guessLimit: unknown tokens a second of one address, and as many at once; `nil` for no limit.
  ///   - memory: how many users are surely remembered; at first the newest.
  /// - Throws: where the store cannot be read.
  init(store: OrderStore, administratorToken: String?, guessLimit: Int?, memory: Int) throws {
    self.store = store
    guesses = guessLimit.map { TokenBuckets(rate: $0) }
    administrator = administratorToken.map { SHA256.hash(data: Array($0.utf8)) }
    var users = RecentValues<TokenHash, UserID>(limit: memory)
    for user in try store.newestUsers(limit: memory) {
      users.keep(user.id, of: TokenHash(user.tokenHash))
    }
    known = Mutex(users)
  }

  /// - Throws: ``Problem`` unless it is a user who asks.
  func user(_ request: Request, _ scope: RequestScope) async throws -> UserID {
    switch try await principal(request, scope) {
    case .user(let id): return id
    case .administrator: throw Problem.userNeeded
    }
  }

  /// - Throws: ``Problem`` unless it is the administrator who asks.
  func requireAdministrator(_ request: Request, _ scope: RequestScope) async throws {
    guard case .administrator = try await principal(request, scope) else {
      throw Problem.administratorNeeded
    }
  }

  /// The user, where that is known without asking the database.
  func knownUser(_ request: Request) -> UserID? {
    guard let token = try? Self.token(request.headers) else { return nil }
    let hash = TokenHash(SHA256.hash(data: Array(token.utf8)))
    return known.withLock { $0.value(of: hash) }
  }

  /// A new user is known at once, whatever others do from the same address.
  func remember(_ id: UserID, token: Token) {
    known.withLock { $0.keep(id, of: TokenHash(token.digest)) }
  }

  private func principal(_ request: Request, _ scope: RequestScope) async throws -> Principal {
    let digest = SHA256.hash(data: Array(try Self.token(request.headers).utf8))
    let hash = TokenHash(digest)
    if let id = known.withLock({ $0.value(of: hash) }) { return .user(id) }
    // Digests are compared in constant time.
    if let administrator, administrator == digest { return .administrator }
    // It counts as a guess until it is found: many at once must not get past the limit.
    let address = scope.remoteAddress
    if let wait = guesses?.wait(of: address, at: .now) {
      throw Problem.tooManyRequests("Too many unknown tokens from this address.", wait: wait)
    }
    guard let id = try await store.userID(tokenHash: Array(digest)) else {
      throw Problem.unauthenticated("The token is unknown.")
    }
    guesses?.giveBack(to: address, at: .now)
    known.withLock { $0.keep(id, of: hash) }
    return .user(id)
  }

  private static func token(_ headers: HTTPFields) throws(Problem) -> Substring {
    guard let field = headers[.authorization] else {
      throw .unauthenticated("A token is needed, as in Authorization: Bearer TOKEN.")
    }
    let scheme = field.prefix { $0 != " " }
    let token = field.dropFirst(scheme.count).drop { $0 == " " }
    guard scheme == "Bearer" || scheme.lowercased() == "bearer", 1...512 ~= token.utf8.count else {
      throw .unauthenticated("A token is needed, as in Authorization: Bearer TOKEN.")
    }
    return token
  }
}

/// A user's token: 256 random bits, which nobody keeps but the user.
struct Token {
  let text: String

  init() {
    let bits = SymmetricKey(size: .bits256)
    var text = "ord_"
    bits.withUnsafeBytes { bytes in
      for byte in bytes {
        if byte < 16 { text += "0" }
        text += String(byte, radix: 16)
      }
    }
    self.text = text
  }

  var digest: SHA256Digest { SHA256.hash(data: Array(text.utf8)) }
}

/// A digest as a key of a dictionary, without an array of its own.
private struct TokenHash: Hashable {
  private let words: SIMD4<UInt64>

  init(_ digest: SHA256Digest) {
    words = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
  }

  /// - Precondition: there are 32 bytes, as the schema checks.
  init(_ digest: [UInt8]) {
    words = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
  }
}
