import Foundation
import Ordering

/// Three hours in little more than a second.
struct SaleClock: Sendable {
  /// So much faster than the clock on the wall.
  static let speed = 9_000.0

  /// Eleven in the evening of 11 December 2020, in Jakarta.
  private static let opening = Timestamp(rawValue: 1_607_702_400_000)

  private let start = ContinuousClock.now

  /// Since the beginning of the sale.
  var elapsed: Duration { (ContinuousClock.now - start) * Self.speed }

  var now: Timestamp { Self.opening + elapsed }

  func sleep(until moment: Duration) async throws {
    try await Task.sleep(until: start + moment / Self.speed, clock: .continuous)
  }

  /// Holds the thread.
  func wait(until moment: Duration) {
    let rest = (start + moment / Self.speed) - .now
    if rest > .zero { Thread.sleep(forTimeInterval: rest / .seconds(1)) }
  }
}
