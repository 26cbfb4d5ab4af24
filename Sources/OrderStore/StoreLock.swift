import Glibc
import Synchronization

/// Keeps a second server away from a database, by `flock` on a file beside it. The file holds the
/// ``LogMark``.
///
/// The database file itself is no place for it: closing any descriptor of that file would drop the
/// locks that SQLite holds on it. The lock ends with the process, however that ends.
final class StoreLock: Sendable {
  private let descriptor: Mutex<CInt?>
  private let lockPath: String
  /// Of the database's log.
  let logPath: String

  /// - Parameter path: of a database that exists. Symbolic links are followed, so that it has one lock
  ///   by whatever name it is opened.
  /// - Throws: ``StoreError/inUse(path:)`` where another process has the lock.
  init(besideDatabase path: String) throws(StoreError) {
    guard let resolved = realpath(path, nil) else {
      throw .unusable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { free(resolved) }
    let database = String(cString: resolved)
    let file = database + ".lock"
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .unusable(path: file, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      if code == EWOULDBLOCK { throw .inUse(path: path) }
      throw .unusable(path: file, reason: String(cString: strerror(code)))
    }
    self.descriptor = Mutex(descriptor)
    lockPath = file
    logPath = database + "-wal"
  }

  /// `nil` where none was ever written.
  var mark: LogMark? {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = descriptor.withLock { $0.map { pread($0, &bytes, bytes.count, 0) } ?? 0 }
    return LogMark(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
  }

  /// Returns when the mark is on the disk.
  func write(_ mark: LogMark) throws(StoreError) {
    let bytes = Array(mark.text.utf8)
    let error = descriptor.withLock { descriptor -> CInt in
      guard let descriptor else { return EBADF }
      let isWritten = pwrite(descriptor, bytes, bytes.count, 0) == bytes.count
      return isWritten && fdatasync(descriptor) == 0 ? 0 : errno
    }
    guard error == 0 else {
      throw .unusable(path: lockPath, reason: String(cString: strerror(error)))
    }
  }

  func release() {
    descriptor.withLock { descriptor in
      if let open = descriptor { close(open) }
      descriptor = nil
    }
  }

  deinit { release() }
}
