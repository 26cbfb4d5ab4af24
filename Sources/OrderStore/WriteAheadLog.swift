import GRDB
import GRDBSQLite

/// SQLite's write-ahead log, and when it is moved into the database.
///
/// SQLite's own checkpoints are off: theirs would swallow an error of the disk, delay the answers of a batch,
/// and leave no ``LogMark``.
final class WriteAheadLog: @unchecked Sendable {
  private let limit: Int
  private let lock: StoreLock
  private var mark: LogMark?
  /// Since the last commit; unknown before the first.
  private var frameCount: Int?
  /// How many there were when the log was last moved.
  private var frameCountAtMove = 0

  /// - Parameters:
  ///   - lock: keeps the mark.
  ///   - limit: pages after which the log is to be moved into the database.
  init(lock: StoreLock, limit: Int) {
    self.lock = lock
    self.limit = limit
  }

  /// Where a reader holds it up, it is tried again only after as many pages more.
  var isLong: Bool { (frameCount ?? 0) - frameCountAtMove >= limit }

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

  /// Brings the log to the disk as it is.
  ///
  /// What a process had written when it was killed, before its sync had returned, is there for the next one
  /// to read, while the disk may not have it yet. Nothing of it may be told, as to the retry of an
  /// order, before it is as safe as what is answered otherwise.
  func sync(_ db: Database) throws {
    // A connection opens the log with its first look into the database.
    _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
    var pointer: UnsafeMutablePointer<sqlite3_file>?
    let code = withUnsafeMutablePointer(to: &pointer) {
      sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_JOURNAL_POINTER, $0)
    }
    guard code == SQLITE_OK, let file = pointer, let methods = file.pointee.pMethods else {
      throw DatabaseError(message: "the write-ahead log is not open")
    }
    let outcome = methods.pointee.xSync(file, SQLITE_SYNC_NORMAL)
    guard outcome == SQLITE_OK else {
      throw DatabaseError(resultCode: ResultCode(rawValue: outcome))
    }
  }

  private func hasGrown(to count: Int) {
    frameCount = count
    // It has begun anew.
    if count <= frameCountAtMove { frameCountAtMove = 0 }
  }

  /// A transaction was undone, which may have begun the log anew: the count would be that of the one before.
  func hasLostCount() { frameCount = nil }

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
