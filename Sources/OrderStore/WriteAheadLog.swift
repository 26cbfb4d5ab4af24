import GRDB
import GRDBSQLite

/// How long the write-ahead log is. SQLite's own checkpoints are off: theirs would swallow an error of
/// the disk, and would delay the answers of a batch.
final class WriteAheadLog: @unchecked Sendable {
  /// Pages after which the log is moved into the database: 16 MiB.
  private static let limit = 4_096
  private var pages = 0

  var isLong: Bool { pages >= Self.limit }

  /// Must be called on the write connection, which must not outlive this.
  func follow(_ db: Database) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_wal_hook(
      db.sqliteConnection,
      { context, _, _, pages in
        Unmanaged<WriteAheadLog>.fromOpaque(context!).takeUnretainedValue().pages = Int(pages)
        return SQLITE_OK
      }, context)
  }

  /// - Parameter remaining: pages that could not be moved. The next commit says anew how many there are.
  func checkpointed(remaining: Int) { pages = remaining }
}
