import Ordering

/// Adds a user. The token itself is never stored.
public struct CreateUser: Command {
  let name: String
  let tokenHash: [UInt8]

  /// - Parameter tokenHash: the 32 bytes of the token's SHA-256.
  public init(name: String, tokenHash: [UInt8]) {
    self.name = name
    self.tokenHash = tokenHash
  }

  public func apply(to batch: Batch) throws -> UserID {
    UserID(
      rawValue: try batch.insert(
        "INSERT INTO users (name, tokenHash, createdAt) VALUES (?, ?, ?)",
        name, tokenHash, batch.now.rawValue))
  }
}
