import Synchronization

/// A token bucket for each of many clients. A bucket holds a second's worth, and a new one is full.
///
/// Memory is bounded: a client that was not seen while very many others were is forgotten, and begins with
/// a full bucket.
final class TokenBuckets<Client: Hashable & Sendable>: Sendable {
  private struct Bucket {
    var tokens: Double
    var filledAt: ContinuousClock.Instant
  }

  private let rate: Double
  private let buckets: Mutex<RecentValues<Client, Bucket>>

  /// - Parameters:
  ///   - rate: tokens a second.
  ///   - memory: how many clients are surely remembered.
  init(rate: Int, memory: Int = 50_000) {
    precondition(rate > 0)
    self.rate = Double(rate)
    buckets = Mutex(RecentValues(limit: memory))
  }

  /// Takes a token, or says how long until there is one.
  func wait(of client: Client, at now: ContinuousClock.Instant) -> Duration? {
    buckets.withLock { buckets in
      var bucket = filled(buckets.value(of: client), at: now)
      let wait: Duration? =
        bucket.tokens >= 1 ? nil : .seconds(1) * ((1 - bucket.tokens) / rate)
      if wait == nil { bucket.tokens -= 1 }
      buckets.keep(bucket, of: client)
      return wait
    }
  }

  /// Puts a token back that was not needed.
  func giveBack(to client: Client, at now: ContinuousClock.Instant) {
    buckets.withLock { buckets in
      var bucket = filled(buckets.value(of: client), at: now)
      bucket.tokens = min(rate, bucket.tokens + 1)
      buckets.keep(bucket, of: client)
    }
  }

  private func filled(_ known: Bucket?, at now: ContinuousClock.Instant) -> Bucket {
    var bucket = known ?? Bucket(tokens: rate, filledAt: now)
    let passed = max(.zero, now - bucket.filledAt)
    bucket.tokens = min(rate, bucket.tokens + rate * (passed / .seconds(1)))
    bucket.filledAt = now
    return bucket
  }
}
