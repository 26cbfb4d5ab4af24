import Synchronization

/// Does something for each number below `count`, in their order, on as many tasks as there are workers.
///
/// - Returns: what it came to, by number.
public func concurrently<Result: Sendable>(
  _ count: Int, workers: Int = 64, _ body: @escaping @Sendable (Int) async throws -> Result
) async throws -> [Result] {
  let counter = Counter()
  return try await withThrowingTaskGroup(of: [(Int, Result)].self) { group in
    for _ in 0..<workers {
      group.addTask {
        var results: [(Int, Result)] = []
        while case let index = counter.increment() - 1, index < count {
          results.append((index, try await body(index)))
        }
        return results
      }
    }
    var all: [(Int, Result)] = []
    for try await results in group { all += results }
    return all.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

/// Counts from 1, for many tasks at once.
public final class Counter: Sendable {
  private let count = Atomic(0)

  public init() {}

  public var value: Int { count.load(ordering: .relaxed) }

  /// - Returns: the new value.
  @discardableResult
  public func increment() -> Int { count.add(1, ordering: .relaxed).newValue }
}
