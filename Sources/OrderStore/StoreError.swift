/// Why a store cannot be opened, in one line.
public enum StoreError: Error, Equatable, CustomStringConvertible {
  /// Another process holds the lock.
  case inUse(path: String)
  /// A later version of this program has changed the tables.
  case newerVersion(path: String)
  /// A database of something else, or no database at all.
  case notAnOrderDatabase(path: String)
  /// The log was being moved into the database and is not whole any more: what is there is neither old nor new.
  case damagedLog(path: String, whole: Int, moving: Int)
  /// The file or its directory cannot be read or written.
  case unusable(path: String, reason: String)

  public var description: String {
    switch self {
    case .inUse(let path):
      "\(path) is in use by another server; stop that one first"
    case .newerVersion(let path):
      "\(path) was written by a newer version of orders; run that version or a later one"
    case .notAnOrderDatabase(let path):
      "\(path) is not a database of orders"
    case .damagedLog(let path, let whole, let moving):
      "\(path) is damaged: only \(whole) of \(moving) pages are whole, and later ones may be in the "
        + "database already; restore a backup"
    case .unusable(let path, let reason):
      "cannot use \(path): \(reason)"
    }
  }
}
