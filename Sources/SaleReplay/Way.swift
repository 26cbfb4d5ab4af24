/// A way to sell: the two of the original service with their mistakes, or ours.
public enum Way: String, CaseIterable, Sendable {
  /// Reads the cache, checks, writes it back.
  case originalCache = "original-cache"
  /// Reads the row without a lock, checks, decrements it whatever it holds by then.
  case originalThreshold = "original-threshold"
  /// `POST /orderThreshold`
  case threshold
  /// `POST /order`
  case cache
  /// Each buyer by one of the two, on the same products.
  case both

  public var isOriginal: Bool {
    switch self {
    case .originalCache, .originalThreshold: true
    case .threshold, .cache, .both: false
    }
  }
}
