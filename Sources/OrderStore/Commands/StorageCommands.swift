import Ordering

/// Ends the orders whose hold has run out, and forgets keys that are old enough: a bounded number of
/// each, so that other commands do not wait long.
struct Sweep: Command {
  static let limit = 500
  /// Keys are promised for 24 hours.
  static let keyLifetime: Duration = .seconds(48 * 3_600)

  /// - Returns: whether there may be more to do.
  func apply(to batch: Batch) throws -> Bool {
    let due = try Order.fetchDue(batch.connection, at: batch.now, limit: Self.limit)
    for order in due { try batch.expire(order) }
    // The oldest keys have the lowest numbers, so that this needs no index.
    try batch.execute(
      """
      DELETE FROM idempotency_keys WHERE id IN (
        SELECT id FROM (SELECT id, createdAt FROM idempotency_keys ORDER BY id LIMIT ?)
        WHERE createdAt < ?)
      """, Self.limit, batch.now.rawValue - Self.keyLifetime.components.seconds * 1_000)
    return due.count == Self.limit || batch.db.changesCount == Self.limit
  }
}

/// Writes more than a batch of usual orders does, to learn whether there is room again.
struct ProbeStorage: Command {
  func apply(to batch: Batch) throws {
    try batch.execute("UPDATE storage_probe SET filler = zeroblob(1048576)")
    try batch.execute("UPDATE storage_probe SET filler = x''")
  }
}
