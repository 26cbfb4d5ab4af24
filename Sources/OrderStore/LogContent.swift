import Glibc

/// The first bytes of a write-ahead log.
///
/// - SeeAlso: <https://www.sqlite.org/fileformat2.html#walformat>
struct LogHeader {
  static let size = 32

  /// Random, and another each time that the log begins anew. Every frame bears it.
  let salt: UInt64
  let pageSize: Int
  /// Of the header; the frames' go on from it.
  fileprivate let checksum: LogChecksum

  /// - Returns: `nil` where there is no log, or one without a whole header.
  init?(ofLog path: String) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    self.init(file)
  }

  fileprivate init?(_ file: CInt) {
    var bytes = [UInt8](repeating: 0, count: Self.size)
    guard pread(file, &bytes, Self.size, 0) == Self.size else { return nil }
    let header = bytes.withUnsafeBytes { bytes -> (UInt64, Int, LogChecksum)? in
      let magic = bytes.bigEndian(UInt32.self, at: 0)
      guard magic & ~1 == 0x377F_0682 else { return nil }
      var checksum = LogChecksum(isBigEndian: magic & 1 == 1)
      checksum.add(bytes.prefix(24))
      guard checksum.sum == bytes.bigEndian(UInt64.self, at: 24) else { return nil }
      let pageSize = Int(bytes.bigEndian(UInt32.self, at: 8))
      guard 512...65_536 ~= pageSize, pageSize & (pageSize - 1) == 0 else { return nil }
      return (bytes.bigEndian(UInt64.self, at: 16), pageSize, checksum)
    }
    guard let header else { return nil }
    (salt, pageSize, checksum) = header
  }
}

/// What SQLite reads of a write-ahead log: its frames up to the last commit before whatever is damaged.
struct LogContent {
  let salt: UInt64
  /// A page each.
  let frameCount: Int

  /// - Returns: `nil` where there is no log, or one without a whole header.
  /// - Complexity: O(*n*), *n* bytes of the log.
  init?(ofLog path: String) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    guard let header = LogHeader(file) else { return nil }
    salt = header.salt

    var checksum = header.checksum
    var frame = [UInt8](repeating: 0, count: 24 + header.pageSize)
    var (read, committed) = (0, 0)
    while pread(file, &frame, frame.count, off_t(LogHeader.size + read * frame.count))
      == frame.count
    {
      let (isWhole, isCommit) = frame.withUnsafeBytes { bytes in
        checksum.add(bytes.prefix(8))
        checksum.add(bytes.dropFirst(24))
        return (
          bytes.bigEndian(UInt64.self, at: 8) == header.salt
            && bytes.bigEndian(UInt64.self, at: 16) == checksum.sum,
          bytes.bigEndian(UInt32.self, at: 4) != 0
        )
      }
      guard isWhole else { break }
      read += 1
      if isCommit { committed = read }
    }
    frameCount = committed
  }
}

/// Adds up words of 32 bits, in the order of bytes that the log's first word names.
private struct LogChecksum {
  let isBigEndian: Bool
  private var (first, second): (UInt32, UInt32) = (0, 0)

  init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

  var sum: UInt64 { UInt64(first) << 32 | UInt64(second) }

  /// - Precondition: a multiple of eight bytes.
  mutating func add(_ bytes: Slice<UnsafeRawBufferPointer>) {
    for place in stride(from: bytes.startIndex, to: bytes.endIndex, by: 8) {
      let word = bytes.base.bigEndian(UInt64.self, at: place)
      var (left, right) = (UInt32(truncatingIfNeeded: word >> 32), UInt32(truncatingIfNeeded: word))
      if !isBigEndian { (left, right) = (left.byteSwapped, right.byteSwapped) }
      first &+= left &+ second
      second &+= right &+ first
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func bigEndian<Number: FixedWidthInteger>(_: Number.Type, at place: Int) -> Number {
    Number(bigEndian: loadUnaligned(fromByteOffset: place, as: Number.self))
  }
}
