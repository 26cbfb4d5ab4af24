import Glibc

/// Keeps a second server away from a database, by `flock` on a file beside it.
///
/// The database file itself is no place for it: closing any descriptor of that file would drop the
/// locks that SQLite holds on it. The lock ends with the process, however that ends.
final class StoreLock: Sendable {
  private let descriptor: CInt

  /// - Throws: ``StoreError/inUse(path:)`` where another process has the lock.
  init(besideDatabase path: String) throws(StoreError) {
    let file = path + ".lock"
    descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .unusable(path: file, reason: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      if code == EWOULDBLOCK { throw .inUse(path: path) }
      throw .unusable(path: file, reason: String(cString: strerror(code)))
    }
  }

  deinit { close(descriptor) }
}
