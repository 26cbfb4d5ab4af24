import Ordering
import Synchronization

/// A clock that stands still until it is moved, so that holds run out without waiting.
public final class TestClock: Sendable {
  /// Midnight before the sale of 12 December 2012, in UTC.
  public static let start = Timestamp(rawValue: 1_355_270_400_000)

  private let moment = Mutex(start)

  public init() {}

  public var now: Timestamp { moment.withLock { $0 } }

  public func advance(by duration: Duration) {
    moment.withLock { $0 = $0 + duration }
  }
}
