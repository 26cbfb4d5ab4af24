import Glibc

/// How many files, connections among them, the process may have open.
enum OpenFiles {
  /// As many as the system lets it: the usual 1,024 are for programs that cannot deal with more.
  static func raiseLimit() {
    var limit = rlimit()
    let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(openFiles, &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(openFiles, &limit)
  }
}
