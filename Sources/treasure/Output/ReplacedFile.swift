/// Files written whole or not at all.
enum ReplacedFile {
  /// Writes beside the file and renames: whoever opens `path` finds the old text or the new one.
  ///
  /// A link is followed, and a device or a pipe, which cannot be replaced, is written to.
  static func write(
    to path: ArgumentPath, _ body: (inout TextOutput) throws -> Void
  ) throws {
    let target = "'\(path.name)'"
    let bytes = resolved(path.bytes)
    var status = stat()
    let exists = stat(bytes, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      let descriptor = open(bytes, O_WRONLY)
      guard descriptor >= 0 else { throw failure(target) }
      return try write(to: descriptor, target, body)
    }

    var temporary = bytes.dropLast() + Array(".XXXXXX".utf8CString)
    let descriptor = mkstemp(&temporary)
    guard descriptor >= 0 else { throw failure(target) }
    InterruptedFile.begin(temporary)
    defer { InterruptedFile.end() }
    do {
      // As the file was, or as a new one would be: `mkstemp` lets nobody else read its own.
      fchmod(descriptor, exists ? status.st_mode & 0o7777 : 0o666 & ~currentMask())
      try write(to: descriptor, target, body)
      guard rename(temporary, bytes) == 0 else { throw failure(target) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Closes the descriptor in any case.
  private static func write(
    to descriptor: Int32, _ target: String, _ body: (inout TextOutput) throws -> Void
  ) throws {
    do {
      var output = TextOutput(descriptor: descriptor, target: target)
      try body(&output)
      try output.flush()
    } catch {
      close(descriptor)
      throw error
    }
    // Some file systems tell only here that there was no room.
    guard close(descriptor) == 0 else { throw failure(target) }
  }

  private static func failure(_ target: String) -> OutputError {
    .failed(target: target, errno: errno)
  }

  private static func resolved(_ path: [CChar]) -> [CChar] {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return Array(UnsafeBufferPointer(start: resolved, count: strlen(resolved) + 1))
  }

  /// The mask can only be read by setting it; no other thread makes files.
  private static func currentMask() -> mode_t {
    let mask = umask(0)
    umask(mask)
    return mask
  }
}

/// The file that goes away again if a signal ends the program while it is written.
private enum InterruptedFile {
  /// Read by the signals' handler, and changed only while that is not set.
  nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?
  nonisolated(unsafe) private static var handlers: [SignalHandler] = []

  private typealias SignalHandler = (@convention(c) (Int32) -> Void)?

  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  static func begin(_ name: [CChar]) {
    path = strdup(name)
    handlers = signals.map { number in
      signal(number) { number in
        if let path = InterruptedFile.path { unlink(path) }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
    // What the caller ignores, as `nohup` does, stays ignored.
    for (number, handler) in zip(signals, handlers) where isIgnored(handler) {
      signal(number, handler)
    }
  }

  static func end() {
    for (number, handler) in zip(signals, handlers) { signal(number, handler) }
    free(path)
    path = nil
  }

  private static func isIgnored(_ handler: SignalHandler) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
