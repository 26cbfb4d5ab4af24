/// How long a search may take and how much memory, and who wants to know how far it is.
public struct SearchLimits {
  /// `nil` for as long as it takes.
  public var duration: Duration?

  /// Of the states that the search has met, their table and their queue.
  public var byteCount: Int

  /// Told every now and then how many states were met.
  public var report: ((Int) -> Void)?

  public init(
    duration: Duration? = nil, byteCount: Int = 2 << 30,
    report: ((Int) -> Void)? = nil
  ) {
    self.duration = duration
    self.byteCount = byteCount
    self.report = report
  }
}

/// Which limit ended a search before it knew the answer.
public enum LimitReached: Error, Equatable, Sendable {
  case time, memory
}

/// The limits of a search that has begun.
///
/// The clock is looked at now and then, by the work that was done since: cells, labels or pairs that were looked at,
/// each some nanoseconds.
struct SearchWatch {
  private let limits: SearchLimits
  private let end: ContinuousClock.Instant?

  /// The first look is at the first piece of work.
  private var workUntilNextLook = 0

  private static let interval = 1 << 17

  var byteLimit: Int { limits.byteCount }

  init(_ limits: SearchLimits) {
    self.limits = limits
    end = limits.duration.map { ContinuousClock.now + $0 }
  }

  /// To be called for each piece of work, none of which may be much longer than the interval.
  @inline(__always)
  mutating func spend(_ work: Int, stateCount: Int, byteCount: Int) throws(LimitReached) {
    workUntilNextLook &-= work
    if workUntilNextLook < 0 { try look(stateCount, byteCount) }
  }

  private mutating func look(_ stateCount: Int, _ byteCount: Int) throws(LimitReached) {
    workUntilNextLook = Self.interval
    limits.report?(stateCount)
    try require(byteCount)
    if let end, ContinuousClock.now > end { throw .time }
  }

  /// Whether so much memory may be taken.
  func require(_ byteCount: Int) throws(LimitReached) {
    if byteCount > byteLimit { throw .memory }
  }
}
