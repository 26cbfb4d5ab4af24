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
final class Authenticator: Sendable {
  /// Users remembered, so that most requests need not ask the database.
  private static let memory = 50_000

  private let store: OrderStore
  private let administrator: SHA256Digest?
  private let known = Mutex(RecentValues<TokenHash, UserID>(limit: memory))

  /// - Parameter administratorToken: where `nil`, nobody is the administrator.
  init(store: OrderStore, administratorToken: String?) {
    self.store = store
    administrator = administratorToken.map { SHA256.hash(data: Array($0.utf8)) }
  }

  /// - Throws: ``Problem`` unless it is a user who asks.
  func user(_ request: Request) async throws -> UserID {
    switch try await principal(request) {
    case .user(let id): return id
    case .administrator: throw Problem.userNeeded
    }
  }

  /// - Throws: ``Problem`` unless it is the administrator who asks.
  func requireAdministrator(_ request: Request) async throws {
    guard case .administrator = try await principal(request) else {
      throw Problem.administratorNeeded
    }
  }

  /// The user, where that is known without asking the database.
  func knownUser(_ request: Request) -> UserID? {
    guard let token = try? Self.token(request.headers) else { return nil }
    let hash = TokenHash(SHA256.hash(data: Array(token.utf8)))
    return known.withLock { $0.value(of: hash) }
  }

  private func principal(_ request: Request) async throws -> Principal {
    let digest = SHA256.hash(data: Array(try Self.token(request.headers).utf8))
    let hash = TokenHash(digest)
    if let id = known.withLock({ $0.value(of: hash) }) { return .user(id) }
    // Digests are compared in constant time.
    if let administrator, administrator == digest { return .administrator }
    guard let id = try await store.userID(tokenHash: Array(digest)) else {
      throw Problem.unauthenticated("The token is unknown.")
    }
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

  var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}

/// A digest as a key of a dictionary, without an array of its own.
private struct TokenHash: Hashable {
  private let words: SIMD4<UInt64>

  init(_ digest: SHA256Digest) {
    words = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
  }
}
