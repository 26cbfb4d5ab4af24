// How far it is to the next jump point of a line.

extension ScanSense {
  /// Bits that are set behind one that is not; the first bit is among them if it is set.
  @inline(__always)
  fileprivate static func corners(_ window: UInt64) -> UInt64 {
    window & (window ^ farther(window))
  }

  /// How far the first turn of a clear stretch is: `length` where there is none in so many bits, and `nil`
  /// where an obstacle comes first.
  @inline(__always)
  fileprivate static func jump(_ clear: UInt64, turns: UInt64, length: Int) -> Int? {
    let limit = bit(length)
    let points = turns & clear & ~bit(0) | limit
    let walls = ~clear & ~limit
    return isFirst(points, before: walls) ? distance(points) : nil
  }
}

extension ScanLines {
  /// How far the next jump point of a line is; `nil` where an obstacle comes first.
  @inline(__always)
  func jump<Sense: ScanSense>(_ bit: Int, _ sense: Sense.Type) -> Int? {
    guard let distance = jumpInWindow(bit, sense) else { return nil }
    return distance < Self.windowLength - 1
      ? distance : jump(bit, beyond: Self.windowLength - 2, sense)
  }

  /// The same where so many cells are known to be neither.
  @inline(never)
  func jump<Sense: ScanSense>(_ bit: Int, beyond count: Int, _ sense: Sense.Type) -> Int? {
    var passed = count
    while let distance = jumpInWindow(bit &+ passed &* sense.step, sense) {
      if distance < Self.windowLength - 1 { return passed &+ distance }
      passed &+= Self.windowLength - 2
    }
    return nil
  }

  @inline(__always)
  private func jumpInWindow<Sense: ScanSense>(_ bit: Int, _ sense: Sense.Type) -> Int? {
    sense.jump(
      window(bit, sense),
      turns: sense.corners(window(bit &- stride, sense))
        | sense.corners(window(bit &+ stride, sense)),
      length: Self.windowLength - 1)
  }
}

/// The windows of three lines around a cell of a diagonal: as the diagonal goes on, the line ahead becomes
/// the cell's own and then the one behind, so that each is read once.
struct ScanFront<Sense: ScanSense> {
  private let bits: UnsafeRawPointer

  /// The cell's neighbour on the line ahead, and how far it is to that of the diagonal's next cell.
  private var aheadBit: Int
  private let step: Int

  private var own: UInt64
  private var ahead: UInt64
  private var cornersBehind: UInt64 = 0
  private var cornersOfOwn: UInt64
  private var cornersAhead: UInt64

  /// As many bits as are certain when a window has come two nearer, but the last.
  static var length: Int { ScanLines.windowLength - 3 }

  /// - Parameter across: Which way the diagonal goes from line to line.
  @inline(__always)
  init<Across: ScanSense>(_ lines: ScanLines, _ bit: Int, _: Across.Type) {
    bits = UnsafeRawPointer(lines.bits)
    aheadBit = bit &+ Across.step &* lines.stride
    step = Across.step &* lines.stride &+ Sense.step
    own = Sense.window(bits, bit)
    ahead = Sense.window(bits, aheadBit)
    cornersOfOwn = Sense.corners(own)
    cornersAhead = Sense.corners(ahead)
  }

  /// Goes to the next cell of the diagonal.
  @inline(__always)
  mutating func advance() {
    aheadBit &+= step
    cornersBehind = Sense.nearer(cornersOfOwn)
    cornersOfOwn = Sense.nearer(cornersAhead)
    own = Sense.nearer(ahead)
    ahead = Sense.window(bits, aheadBit)
    cornersAhead = Sense.corners(ahead)
  }

  /// How far the next jump point of the line is: ``length`` where there is neither one nor an obstacle in so
  /// many cells, and `nil` where an obstacle comes first.
  @inline(__always)
  func jump() -> Int? {
    Sense.jump(own, turns: cornersBehind | cornersAhead, length: Self.length)
  }

  /// Whether the next step of the diagonal is possible.
  @inline(__always)
  var allowsStep: Bool {
    let both = Sense.bit(0) | Sense.bit(1)
    return ahead & (own | Sense.bit(0)) & both == both
  }
}
