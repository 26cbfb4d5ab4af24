import GRDB

/// What becomes of a batch that SQLite did not commit.
enum Recovery {
  /// The process ends and answers nothing.
  case stop
  /// The batch was undone as a whole, and all of it is told why.
  case refuse(CommandError)
  /// The batch was undone, and each of its commands is tried alone.
  case separate

  init(from error: any Error) {
    switch (error as? DatabaseError)?.resultCode {
    case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY, .SQLITE_CANTOPEN,
      .SQLITE_PROTOCOL:
      // The commit may have reached the disk all the same. Whatever was answered now could be wrong;
      // the next start reads what is there.
      self = .stop
    case .SQLITE_FULL:
      self = .refuse(.storageFull)
    case .SQLITE_BUSY:
      // Somebody else writes to the file for longer than is waited for.
      self = .refuse(.overloaded)
    default:
      // One command has met a constraint that its rules overlooked. The others must not suffer.
      self = .separate
    }
  }
}
