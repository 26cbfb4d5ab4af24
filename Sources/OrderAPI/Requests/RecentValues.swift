/// A dictionary of bounded size, which forgets what was not asked for lately.
///
/// There are two generations. What is asked for moves to the young one; where that is full, it becomes
/// the old one, and the old one is forgotten. No links, no clock, and each step takes constant time.
struct RecentValues<Key: Hashable, Value> {
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]
  private let limit: Int

  /// - Parameter limit: of one generation. Twice as many values are kept at most.
  init(limit: Int) {
    precondition(limit > 0)
    self.limit = limit
  }

  mutating func value(of key: Key) -> Value? {
    if let value = young[key] { return value }
    guard let value = old.removeValue(forKey: key) else { return nil }
    keep(value, of: key)
    return value
  }

  mutating func keep(_ value: Value, of key: Key) {
    if young.count >= limit, young[key] == nil {
      old = young
      young = [:]
    }
    young[key] = value
  }

  var count: Int { young.count + old.count }
}
