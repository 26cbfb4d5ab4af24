import Glibc

/// How much of a log has been moved into its database, kept beside them.
///
/// While a log is moved, and afterwards until it begins anew, the database has pages that are newer than parts of
/// the log. SQLite would read the log again after a crash, which does no harm; but if the log was damaged by then,
/// it would read the part before the damage alone, and lay old pages over new ones. The mark tells.
struct LogMark: Equatable {
  enum State: String {
    /// Some of these frames may be in the database.
    case moving
    /// All of them are.
    case moved
  }

  var state: State
  let salt: UInt64
  let frameCount: Int

  init(_ state: State, salt: UInt64, frameCount: Int) {
    self.state = state
    self.salt = salt
    self.frameCount = frameCount
  }

  /// - Returns: `nil` for what is no mark.
  init?(_ text: String) {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 3, let state = State(rawValue: String(words[0])),
      let salt = UInt64(words[1], radix: 16), let frameCount = Int(words[2])
    else { return nil }
    self.init(state, salt: salt, frameCount: frameCount)
  }

  /// Always as long, so that it is written over the last one in place, even where a disk is full.
  var text: String {
    let words = "\(state) \(String(salt, radix: 16)) \(frameCount)"
    return words + String(repeating: " ", count: 63 - words.utf8.count) + "\n"
  }

  /// Sees to it that SQLite will read of a log what fits the database, before it does.
  ///
  /// - Throws: ``StoreError/damagedLog(path:whole:moving:)`` where it would not.
  func settle(log path: String) throws(StoreError) {
    // Another program that closes the database as the last one moves the log, and removes it then.
    guard access(path, F_OK) == 0 else { return }
    let log = LogContent(ofLog: path)
    switch state {
    case .moving:
      // It begins anew only when all of it has been moved.
      if let log, log.salt != salt || log.frameCount >= frameCount { return }
      throw .damagedLog(path: path, whole: log?.frameCount ?? 0, moving: frameCount)
    case .moved:
      guard let log, log.salt == salt, log.frameCount < frameCount else { return }
      // Whatever is left of it is in the database, which is as of its last frame.
      guard truncate(path, 0) == 0 else {
        throw .unusable(path: path, reason: String(cString: strerror(errno)))
      }
    }
  }
}
