/// The bytes of an input, taken from its front.
public struct FuzzInput {
  private var bytes: ArraySlice<UInt8>

  public init(_ data: UnsafePointer<UInt8>?, count: Int) {
    bytes = Array(UnsafeBufferPointer(start: data, count: count))[...]
  }

  /// The next byte; 0 where there is none.
  public mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

  /// One of the values, by the next byte: '0' is the first, '1' the second, and so on.
  ///
  /// Digits choose, so that the corpus can be read and written by people.
  public mutating func choice<Value>(of values: [Value]) -> Value {
    values[Int(byte() &- 0x30) % values.count]
  }

  /// The bytes up to the next line feed, which is taken, too.
  public mutating func line() -> [UInt8] {
    let line = bytes.prefix { $0 != 0x0A }
    bytes = bytes.dropFirst(line.count + 1)
    return Array(line)
  }

  /// Whatever is left.
  public mutating func rest() -> [UInt8] {
    defer { bytes = [] }
    return Array(bytes)
  }
}
