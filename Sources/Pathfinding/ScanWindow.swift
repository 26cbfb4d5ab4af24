/// Which way a line is scanned. A type and not a value, so that each way is compiled by itself.
///
/// Distances within a window count from its first bit, which is a cell, the next being the cell's neighbour.
protocol ScanSense {
  /// To the next bit.
  static var step: Int { get }

  /// The bits from one on, at least ``ScanLines/windowLength`` of them; whatever follows is zero.
  static func window(_ bits: UnsafeRawPointer, _ bit: Int) -> UInt64

  /// A window with a single bit.
  static func bit(_ distance: Int) -> UInt64

  /// All bits one nearer, the first lost; or one farther.
  static func nearer(_ window: UInt64) -> UInt64
  static func farther(_ window: UInt64) -> UInt64

  /// How far the first bit is.
  static func distance(_ window: UInt64) -> Int

  /// Whether, of two windows without a common bit, this one has the first.
  static func isFirst(_ window: UInt64, before other: UInt64) -> Bool
}

/// Towards higher numbers, east or south: the first bit is the lowest.
enum Forward: ScanSense {
  static var step: Int { 1 }

  @inline(__always)
  static func window(_ bits: UnsafeRawPointer, _ bit: Int) -> UInt64 {
    bits.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self)
      &>> UInt64(truncatingIfNeeded: bit & 7)
  }

  @inline(__always)
  static func bit(_ distance: Int) -> UInt64 { 1 &<< UInt64(truncatingIfNeeded: distance) }

  @inline(__always)
  static func nearer(_ window: UInt64) -> UInt64 { window &>> 1 }

  @inline(__always)
  static func farther(_ window: UInt64) -> UInt64 { window &<< 1 }

  @inline(__always)
  static func distance(_ window: UInt64) -> Int { window.trailingZeroBitCount }

  /// One less than a number has ones below the number's lowest, and no others that the number has not.
  @inline(__always)
  static func isFirst(_ window: UInt64, before other: UInt64) -> Bool {
    window & (other &- 1) != 0
  }
}

/// Towards lower numbers, west or north: the first bit is the highest.
enum Backward: ScanSense {
  static var step: Int { -1 }

  @inline(__always)
  static func window(_ bits: UnsafeRawPointer, _ bit: Int) -> UInt64 {
    bits.loadUnaligned(fromByteOffset: bit >> 3 &- 7, as: UInt64.self)
      &<< UInt64(truncatingIfNeeded: ~bit & 7)
  }

  @inline(__always)
  static func bit(_ distance: Int) -> UInt64 {
    (1 &<< 63) &>> UInt64(truncatingIfNeeded: distance)
  }

  @inline(__always)
  static func nearer(_ window: UInt64) -> UInt64 { window &<< 1 }

  @inline(__always)
  static func farther(_ window: UInt64) -> UInt64 { window &>> 1 }

  @inline(__always)
  static func distance(_ window: UInt64) -> Int { window.leadingZeroBitCount }

  @inline(__always)
  static func isFirst(_ window: UInt64, before other: UInt64) -> Bool { window > other }
}

extension ScanLines {
  /// As many bits as a window has in any case, wherever it begins in a byte.
  static let windowLength = 57

  @inline(__always)
  func window<Sense: ScanSense>(_ bit: Int, _ sense: Sense.Type) -> UInt64 {
    sense.window(bits, bit)
  }

  /// How many clear cells follow one.
  func clearLength<Sense: ScanSense>(_ bit: Int, _ sense: Sense.Type) -> Int {
    var passed = 0
    while true {
      let clear = sense.distance(~window(bit &+ passed &* sense.step, sense))
      if clear < Self.windowLength { return passed &+ clear &- 1 }
      passed &+= Self.windowLength &- 1
    }
  }
}
