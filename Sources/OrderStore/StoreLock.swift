import Glibc
import Synchronization

/// Keeps a second server away from a database, by `flock` on a file beside it.
///
/// The database file itself is no place for it: closing any descriptor of that file would drop the
/// locks that SQLite holds on it. The lock ends with the process, however that ends.
final class StoreLock: Sendable {
  private let descriptor: Mutex<CInt?>

  /// - Parameter path: of a database that exists. Symbolic links are followed, so that it has one lock
  ///   by whatever name it is opened.
  /// - Throws: ``StoreError/inUse(path:)`` where another process has the lock.
  init(besideDatabase path: String) throws(StoreError) {
    guard let resolved = realpath(path, nil) else {
      throw .unusable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { free(resolved) }
    let file = String(cString: resolved) + ".lock"
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
  }

  func release() {
    descriptor.withLock { descriptor in
      if let open = descriptor { close(open) }
      descriptor = nil
    }
  }

  deinit { release() }
}
