/// Why text could not be written.
enum OutputError: Error {
  /// The reader has gone, as `head` does; not a failure.
  case closedPipe
  case failed(target: String, errno: Int32)
}

/// Text on its way to a file descriptor, gathered in one buffer of raw bytes.
///
/// What has not been flushed when it ends is lost: only ``flush()`` can say that writing failed.
struct TextOutput: ~Copyable {
  /// Enough for a system call to be cheap, and small enough to stay in the second-level cache.
  private static let capacity = 1 << 17

  private let descriptor: Int32
  private let target: String
  private let buffer: UnsafeMutableRawPointer
  private var count = 0

  /// - Parameter target: What messages call it.
  init(descriptor: Int32, target: String = "standard output") {
    self.descriptor = descriptor
    self.target = target
    buffer = .allocate(byteCount: Self.capacity, alignment: 64)
  }

  deinit { buffer.deallocate() }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
    if bytes.count > Self.capacity - count {
      try flush()
    }
    if bytes.count > Self.capacity {
      return try send(bytes)
    }
    (buffer + count).copyMemory(
      from: bytes.baseAddress ?? UnsafeRawPointer(buffer), byteCount: bytes.count)
    count += bytes.count
  }

  mutating func write(_ text: String) throws(OutputError) {
    var text = text
    let result: Result<Void, OutputError> = text.withUTF8 { bytes in
      do throws(OutputError) {
        return .success(try write(UnsafeRawBufferPointer(bytes)))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// Writes a number that is not negative, in decimal digits.
  mutating func write(_ number: Int) throws(OutputError) {
    let capacity = 20
    var first = try reserve(capacity) + capacity
    let end = first
    var rest = UInt(number)
    repeat {
      first -= 1
      first.storeBytes(of: UInt8(ascii: "0") + UInt8(rest % 10), as: UInt8.self)
      rest /= 10
    } while rest > 0
    try write(UnsafeRawBufferPointer(start: first, count: end - first))
  }

  /// Hands all that was written to the operating system.
  mutating func flush() throws(OutputError) {
    let pending = UnsafeRawBufferPointer(start: buffer, count: count)
    count = 0
    try send(pending)
  }

  private func send(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let slice = UnsafeRawBufferPointer(rebasing: rest)
      #if canImport(Glibc)
        let sent = Glibc.write(descriptor, slice.baseAddress, slice.count)
      #elseif canImport(Musl)
        let sent = Musl.write(descriptor, slice.baseAddress, slice.count)
      #elseif canImport(Darwin)
        let sent = Darwin.write(descriptor, slice.baseAddress, slice.count)
      #endif
      if sent >= 0 {
        rest = rest.dropFirst(sent)
      } else if errno == EPIPE {
        throw .closedPipe
      } else if errno != EINTR {
        throw .failed(target: target, errno: errno)
      }
    }
  }
}

// MARK: - Unchecked writing

extension TextOutput {
  /// Where to write next, with room for that many bytes: the inner loops check once and then store.
  ///
  /// Follow with ``advance(to:)``.
  mutating func reserve(_ byteCount: Int) throws(OutputError) -> UnsafeMutableRawPointer {
    assert(byteCount <= Self.capacity)
    if byteCount > Self.capacity - count {
      try flush()
    }
    return buffer + count
  }

  /// Everything before `end` has been written.
  mutating func advance(to end: UnsafeMutableRawPointer) {
    assert(buffer <= end && end <= buffer + Self.capacity)
    count = end - buffer
  }

  /// Takes back the last bytes, which must have been written since the last ``reserve(_:)``.
  mutating func retract(_ byteCount: Int) {
    assert(byteCount <= count)
    count -= byteCount
  }
}
