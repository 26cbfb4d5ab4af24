import GRDB
import Ordering

/// Something that the writer does: decided as a whole, then written as a whole.
public protocol Command: Sendable {
  associatedtype Answer: Sendable

  /// Decides, then writes.
  ///
  /// - Throws: a `Refusal` before anything is written, so that a refusal leaves the rest of its batch
  ///   untouched; any other error undoes the batch.
  func apply(to batch: Batch) throws -> Answer
}

/// What is sent to a client: a status of HTTP and a body. It is stored as these very bytes, because a
/// retry gets the first answer even if things have changed since.
public struct Reply: Equatable, Sendable {
  public let status: Int
  public let body: [UInt8]
  /// Whether it was stored by an earlier request with the same key.
  public let isReplay: Bool

  public init(status: Int, body: [UInt8]) {
    self.init(status: status, body: body, isReplay: false)
  }

  init(status: Int, body: [UInt8], isReplay: Bool) {
    self.status = status
    self.body = body
    self.isReplay = isReplay
  }
}

/// A client's key for one request, so that a repetition is not done twice.
public struct Claim: Equatable, Sendable {
  /// The user, or 0 for the administrator.
  public let principal: Int64
  public let method: String
  public let path: String
  public let key: String
  /// The SHA-256 of the body's bytes.
  public let fingerprint: [UInt8]

  public init(principal: Int64, method: String, path: String, key: String, fingerprint: [UInt8]) {
    self.principal = principal
    self.method = method
    self.path = path
    self.key = key
    self.fingerprint = fingerprint
  }
}

/// Why a command has no answer.
public enum CommandError: Error, Sendable {
  case refused(Refusal)
  /// The key was used with another body.
  case keyReused
  /// Too much is waiting, or the store is closing.
  case overloaded
  /// The disk is full. Nothing was written.
  case storageFull
  /// SQLite refused what the code thought to be right. Nothing was written.
  case failed(any Error)
}
