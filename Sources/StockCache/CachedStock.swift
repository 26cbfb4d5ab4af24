import Ordering

/// The stock of the sale in front of the database: it turns away the crowd.
///
/// For each product it keeps what is committed and what is taken. A take sets pieces aside, in one step
/// for all lines of a cart or none; the writer settles it with the batch that decides its order. What is
/// committed comes from the database alone, so that the cache is never a second truth: an order that it
/// let through can still be refused there.
public protocol CachedStock: Sendable {
  /// Begins to serve takes, and returns once the cache was reached or was not. What was published before
  /// is there.
  ///
  /// - Parameter database: the name of the database whose stock this is.
  func start(database: String) async

  /// Ends; nothing is published or taken any more.
  func close() async

  /// Sets the pieces of an order aside, all or none.
  ///
  /// - Throws: `Refusal.cacheNotGenerated` where a product is not in the cache, `Refusal.outOfStock` with
  ///   every product that is short; ``CacheError/unavailable`` where the cache cannot be asked, and then
  ///   nothing is taken, or it is given back without anybody's doing.
  func take(_ demand: Demand) async throws(CacheError) -> Take

  /// Brings the cache to what a batch has committed. Does not wait: a take that begins after this has
  /// returned sees it. Settling a take twice is the same as once.
  func publish(_ publication: Publication)

  /// Returns when everything that was published before is in the cache.
  func catchUp() async throws(CacheError)

  /// What `take` could have of a product now, or `nil` where it is not in the cache.
  func available(_ id: ProductID) async throws(CacheError) -> Int64?

  /// Whether a take would be decided, as far as is known.
  var isReachable: Bool { get }
}

/// Why nothing was taken.
public enum CacheError: Error, Equatable, Sendable {
  case refused(Refusal)
  /// The cache does not answer, or does not know yet what is committed. It is tried again by itself.
  case unavailable
}
