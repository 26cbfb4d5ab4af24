import GRDB
import Synchronization

/// Connections that only read, as many as read at the same time.
///
/// A read runs where it is asked for, on the caller's thread: the usual one takes microseconds, less
/// than handing it to another thread and back. In a write-ahead log it never waits for the writer.
final class Readers: Sendable {
  private let path: String
  /// `nil` once they are closed.
  private let idle: Mutex<[Connection]?>

  /// - Throws: where the database cannot be opened.
  init(path: String) throws {
    self.path = path
    idle = Mutex([try Connection(reading: path)])
  }

  func read<Value>(_ body: (Connection) throws -> Value) throws -> Value {
    let connection = try take()
    defer { idle.withLock { $0?.append(connection) } }
    return try body(connection)
  }

  private func take() throws -> Connection {
    let known = try idle.withLock { idle throws -> Connection? in
      guard idle != nil else {
        throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the store is closed")
      }
      return idle?.popLast()
    }
    return try known ?? Connection(reading: path)
  }

  /// Closes what is not in use now, and the rest when it is done.
  func close() { idle.withLock { $0 = nil } }
}
