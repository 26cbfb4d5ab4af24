/// Files written whole or not at all.
enum ReplacedFile {
  /// Writes beside the file and renames: whoever opens `path` finds the old text or the new one.
  ///
  /// A link is followed, and a device or a pipe, which cannot be replaced, is written to.
  static func write(to path: String, _ body: (inout TextOutput) throws -> Void) throws {
    let path = resolved(path)
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      let descriptor = open(path, O_WRONLY)
      guard descriptor >= 0 else { throw failure(path) }
      return try write(to: descriptor, path, body)
    }

    var template = Array((path + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failure(path) }
    do {
      // As the file was, or as a new one would be: `mkstemp` lets nobody else read its own.
      fchmod(descriptor, exists ? status.st_mode & 0o7777 : 0o666 & ~currentMask())
      try write(to: descriptor, path, body)
      guard rename(template, path) == 0 else { throw failure(path) }
    } catch {
      unlink(template)
      throw error
    }
  }

  private static func write(
    to descriptor: Int32, _ path: String, _ body: (inout TextOutput) throws -> Void
  ) throws {
    var isOpen = true
    defer { if isOpen { close(descriptor) } }
    var output = TextOutput(descriptor: descriptor, target: "'\(path)'")
    try body(&output)
    try output.flush()
    isOpen = false
    // Some file systems tell only here that there was no room.
    guard close(descriptor) == 0 else { throw failure(path) }
  }

  private static func failure(_ path: String) -> OutputError {
    .failed(target: "'\(path)'", errno: errno)
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The mask can only be read by setting it; no other thread runs.
  private static func currentMask() -> mode_t {
    let mask = umask(0)
    umask(mask)
    return mask
  }
}
