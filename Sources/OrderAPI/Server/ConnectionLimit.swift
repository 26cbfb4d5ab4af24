import Glibc

enum ConnectionLimit {
  /// File descriptors for everything else: the database, its log and its readers, event loops, streams.
  private static let reserve = 64

  /// As many of these connections as the process may have files open: without a descriptor left, the
  /// system announces a waiting connection again and again, and a processor does nothing else.
  static func affordable(_ wanted: Int) -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return wanted }
    return max(1, min(wanted, Int(clamping: limit.rlim_cur) - reserve))
  }
}
