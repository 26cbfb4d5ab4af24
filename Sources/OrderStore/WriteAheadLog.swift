import GRDB
import GRDBSQLite

/// SQLite's write-ahead log, and when it is moved into the database.
///
/// SQLite's own checkpoints are off: theirs would swallow an error of the disk, delay the answers of a batch,
/// and leave no ``LogMark``.
final class WriteAheadLog: @unchecked Sendable {
  /// Pages after which the log is moved into the database: 16 MiB.
  private static let limit = 4_096

  private let lock: StoreLock
  private var mark: LogMark?
  /// Since the last commit; unknown before the first.
  private var frameCount: Int?
  /// How many there were when the log was last moved.
  private var frameCountAtMove = 0

  /// - Parameter lock: keeps the mark.
  init(lock: StoreLock) { self.lock = lock }

  /// Where a reader holds it up, it is tried again only after as many pages more.
  var isLong: Bool { (frameCount ?? 0) - frameCountAtMove >= Self.limit }

  /// Must be called on the write connection, which must not outlive this.
  func follow(_ db: Database) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_wal_hook(
      db.sqliteConnection,
      { context, _, _, pages in
        Unmanaged<WriteAheadLog>.fromOpaque(context!).takeUnretainedValue().hasGrown(to: Int(pages))
        return SQLITE_OK
      }, context)
  }

  private func hasGrown(to count: Int) {
    frameCount = count
    // It has begun anew.
    if count <= frameCountAtMove { frameCountAtMove = 0 }
  }

  /// Moves the log into the database as far as readers let it. The next commit begins it anew, if all of it was
  /// moved.
  ///
  /// - Returns: whether all of it was.
  @discardableResult
  func move(_ db: Database) throws -> Bool {
    guard let salt = LogHeader(ofLog: lock.logPath)?.salt,
      let count = frameCount ?? LogContent(ofLog: lock.logPath)?.frameCount
    else { return true }
    let moved = LogMark(.moved, salt: salt, frameCount: count)
    if mark == moved { return true }
    try write(LogMark(.moving, salt: salt, frameCount: count))
    frameCountAtMove = count
    let frames = try db.checkpoint(.passive)
    guard frames.walFrameCount == frames.checkpointedFrameCount else { return false }
    try write(moved)
    return true
  }

  private func write(_ new: LogMark) throws {
    guard new != mark else { return }
    try lock.write(new)
    mark = new
  }

  /// Leaves nothing in the log, unless somebody reads it.
  func empty(_ db: Database) throws {
    // What was not moved under a mark must not be moved together with cutting the log off.
    if try move(db) { _ = try db.checkpoint(.truncate) }
  }
}
