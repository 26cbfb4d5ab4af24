#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The words of a board.
package typealias WordStorage = ZeroedStorage<UInt64>

/// Integers from `calloc`, whose large blocks are pages that exist only once they are touched: a board
/// of which a corner is used costs that corner.
///
/// Not checked for concurrent use; ``CellSet`` copies it before it writes to a shared one.
package final class ZeroedStorage<Word: FixedWidthInteger>: @unchecked Sendable {
  package let words: UnsafeMutablePointer<Word>
  package let count: Int

  /// - Parameter count: Words, all zero.
  package init(count: Int) {
    guard let block = calloc(max(count, 1), MemoryLayout<Word>.stride) else {
      fatalError("out of memory: \(count * MemoryLayout<Word>.stride) bytes")
    }
    words = block.bindMemory(to: Word.self, capacity: count)
    self.count = count
    Self.preferLargePages(words, count: count)
  }

  deinit { free(words) }

  /// A page fault for each 4 KiB costs more than a sweep over them; the kernel may ignore this.
  private static func preferLargePages(_ words: UnsafeMutablePointer<Word>, count: Int) {
    #if os(Linux)
      let page = UInt(4096)
      let bytes = UInt(count * MemoryLayout<Word>.stride)
      guard bytes >= 4 << 20 else { return }
      let start = (UInt(bitPattern: words) + page - 1) & ~(page - 1)
      let end = (UInt(bitPattern: words) + bytes) & ~(page - 1)
      madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_HUGEPAGE)
    #endif
  }
}

/// How much memory this process may take.
package enum Memory {
  /// In bytes: the machine's memory or the process's limit, whichever is less.
  package static let byteCount: Int = {
    var limit = rlimit()
    let isLimited = getrlimit(addressSpaceLimit, &limit) == 0 && limit.rlim_cur < UInt.max >> 1
    let physical = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    return isLimited ? min(Int(limit.rlim_cur), physical) : physical
  }()

  #if canImport(Glibc)
    private static let addressSpaceLimit = __rlimit_resource_t(RLIMIT_AS.rawValue)
  #else
    private static let addressSpaceLimit = RLIMIT_AS
  #endif
}
