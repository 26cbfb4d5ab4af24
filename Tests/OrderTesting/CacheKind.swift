import ProgramTesting
import StockCache
import Testing

/// The caches that a server can have. They make no difference to whoever orders.
public enum CacheKind: CaseIterable, Sendable {
  case memory
  case redis

  /// What a test gets that does not say which: see ``Testing/Trait/everyCache``.
  @TaskLocal public static var current = memory

  /// Those that can be tried here.
  public static let available: [CacheKind] = {
    #if Redis
      canUse(RedisServer.path) ? allCases : [.memory]
    #else
      [.memory]
    #endif
  }()

  /// An empty cache. Redis may take long: the machine is busy with other tests.
  public func make() throws -> any CachedStock {
    switch self {
    case .memory: return MemoryStock()
    case .redis:
      #if Redis
        var options = RedisStock.Options()
        options.timeout = .seconds(20)
        return RedisStock(try RedisAddress(try RedisServer.shared.get().address), options: options)
      #else
        preconditionFailure("the trait Redis is off")
      #endif
    }
  }
}

/// Runs a test once on each cache.
public struct EveryCache: TestTrait, SuiteTrait, TestScoping {
  public let isRecursive = true

  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    for kind in CacheKind.available {
      try await CacheKind.$current.withValue(kind) { try await function() }
    }
  }
}

extension Trait where Self == EveryCache {
  /// Each test is run once with its servers' cache in memory, and once with it in Redis.
  public static var everyCache: Self { EveryCache() }
}
