/// Why a map could not be read.
public enum MapError: Error, Equatable, Sendable {
  /// No such file, a directory, no permission: the reason is the system's own words.
  case unreadable(path: String, reason: String)

  /// The text is no map. `source` is the path or `<stdin>`; `omitted` counts the faults beyond the
  /// limit that was asked for.
  case malformed(source: String, faults: [MapFault], omitted: Int)
}
