/// A moment: milliseconds since the beginning of 1970 in UTC.
public struct Timestamp: RawRepresentable, Hashable, Comparable, Sendable {
  public let rawValue: Int64

  public init(rawValue: Int64) { self.rawValue = rawValue }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  public static func + (moment: Self, duration: Duration) -> Self {
    let (seconds, attoseconds) = duration.components
    return Self(rawValue: moment.rawValue + seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
  }
}
