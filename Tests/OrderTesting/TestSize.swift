import Foundation

/// How much the long tests do: as much as suits CI, unless a variable of the environment says more.
///
/// `.ci/soak` sets them all.
public enum TestSize {
  /// Times that the server is killed under load.
  public static let kills = number("ORDERS_TEST_KILLS", 10)
  /// The syncs of the log of which each fails once, from the first.
  public static let syncs = number("ORDERS_TEST_SYNCS", 10)
  /// Times that the disk fills up and has room again.
  public static let fullDisks = number("ORDERS_TEST_FULL_DISKS", 4)
  /// Logs that are cut or garbled.
  public static let damagedLogs = number("ORDERS_TEST_DAMAGED_LOGS", 40)
  /// Times that the server is stopped under load.
  public static let stops = number("ORDERS_TEST_STOPS", 5)
  /// Faults of Redis under load, and kills of the server while it has pieces taken there.
  public static let redisFaults = number("ORDERS_TEST_REDIS_FAULTS", 5)
  /// Crowds that come to the sale, for each of our ways to sell.
  public static let replays = number("ORDERS_TEST_REPLAYS", 10)
  /// Seeds of the simulation.
  public static let simulations = number("ORDERS_TEST_SIMULATIONS", 500)
  /// Recorded histories of stock.
  public static let histories = number("ORDERS_TEST_HISTORIES", 20)

  /// What random tests begin with.
  public static let seed = UInt64(number("ORDERS_TEST_SEED", 12))

  private static func number(_ name: String, _ usual: Int) -> Int {
    guard let text = ProcessInfo.processInfo.environment[name] else { return usual }
    guard let number = Int(text), number > 0 else {
      preconditionFailure("\(name): '\(text)' is not a number above 0")
    }
    return number
  }
}

/// Says in a line what a long test has seen; `.ci/soak` shows these lines.
public func report(_ step: String, _ finding: String) { print("\(step): \(finding)") }
