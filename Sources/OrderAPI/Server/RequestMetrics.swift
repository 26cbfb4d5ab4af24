import HTTPTypes
import Metrics
import Synchronization

/// How many requests an endpoint had, and how long they took.
final class EndpointMetrics: Sendable {
  private let dimensions: [(String, String)]
  private let duration: Timer
  private let counters = Mutex<[Int: Counter]>([:])

  init(route: String, method: String) {
    dimensions = [("route", route), ("method", method)]
    duration = Timer(label: "http.request.duration", dimensions: dimensions)
  }

  func record(_ status: HTTPResponse.Status, _ elapsed: Duration) {
    counter(status.code).increment()
    let (seconds, attoseconds) = elapsed.components
    duration.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }

  private func counter(_ status: Int) -> Counter {
    counters.withLock { counters in
      if let known = counters[status] { return known }
      let counter = Counter(
        label: "http.requests", dimensions: dimensions + [("status", "\(status)")])
      counters[status] = counter
      return counter
    }
  }
}

/// How often each kind of problem was the answer.
struct ProblemCounters: Sendable {
  private let counters: [Problem.Kind: Counter]

  init() {
    counters = Dictionary(
      uniqueKeysWithValues: Problem.Kind.allCases.map {
        ($0, Counter(label: "orders.problems", dimensions: [("type", $0.rawValue)]))
      })
  }

  func count(_ kind: Problem.Kind) { counters[kind]?.increment() }
}
