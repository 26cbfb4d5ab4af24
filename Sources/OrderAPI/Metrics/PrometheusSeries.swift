import Metrics
import Synchronization

/// How a metric is called and typed.
enum PrometheusKind: Equatable {
  case counter, floatingPointCounter, gauge, recorder, timer

  var typeName: String {
    switch self {
    case .counter, .floatingPointCounter: "counter"
    case .gauge: "gauge"
    case .recorder, .timer: "histogram"
    }
  }

  /// What Prometheus's naming rules want at the end of a name.
  var suffix: String {
    switch self {
    case .counter, .floatingPointCounter: "_total"
    case .gauge, .recorder: ""
    case .timer: "_seconds"
    }
  }
}

/// One time series: a value, or a histogram's values, with its labels.
protocol PrometheusSeries: AnyObject, Sendable {
  static var kind: PrometheusKind { get }

  /// Appends the lines of this series.
  ///
  /// - Parameter labels: Escaped, without braces; empty where there are none.
  func write(name: String, labels: String, to text: inout String)
}

final class PrometheusCounter: PrometheusSeries, CounterHandler {
  static let kind = PrometheusKind.counter

  private let value = Atomic<Int64>(0)

  func increment(by amount: Int64) {
    // A counter that falls reads as a restart to Prometheus, and as a jump in every rate.
    assert(amount >= 0, "a counter does not fall")
    value.wrappingAdd(max(0, amount), ordering: .relaxed)
  }

  func reset() { value.store(0, ordering: .relaxed) }

  func write(name: String, labels: String, to text: inout String) {
    PrometheusText.write(
      name, labels, String(value.load(ordering: .relaxed)), to: &text)
  }
}

final class PrometheusFloatingPointCounter: PrometheusSeries, FloatingPointCounterHandler {
  static let kind = PrometheusKind.floatingPointCounter

  private let value = AtomicDouble()

  func increment(by amount: Double) {
    assert(amount >= 0, "a counter does not fall")
    value.add(max(0, amount))
  }

  func reset() { value.store(0) }

  func write(name: String, labels: String, to text: inout String) {
    PrometheusText.write(name, labels, PrometheusText.number(value.load()), to: &text)
  }
}

/// A meter, or a recorder that does not aggregate.
final class PrometheusGauge: PrometheusSeries, MeterHandler, RecorderHandler {
  static let kind = PrometheusKind.gauge

  private let value = AtomicDouble()

  func set(_ value: Int64) { self.value.store(Double(value)) }
  func set(_ value: Double) { self.value.store(value) }
  func increment(by amount: Double) { value.add(amount) }
  func decrement(by amount: Double) { value.add(-amount) }
  func record(_ value: Int64) { self.value.store(Double(value)) }
  func record(_ value: Double) { self.value.store(value) }

  func write(name: String, labels: String, to text: inout String) {
    PrometheusText.write(name, labels, PrometheusText.number(value.load()), to: &text)
  }
}

/// Counts of things: batch sizes, lengths of queues.
final class PrometheusRecorder: PrometheusSeries, RecorderHandler {
  static let kind = PrometheusKind.recorder

  static let bounds: [Double] = [
    1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 16_384, 65_536,
  ]

  private let counts = BucketCounts()
  private let sum = AtomicDouble()

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    sum.add(value)
    counts.count(value, in: Self.bounds)
  }

  func write(name: String, labels: String, to text: inout String) {
    counts.write(name: name, labels: labels, bounds: Self.bounds, sum: sum.load(), to: &text)
  }
}

/// Durations, in seconds: from what an answer out of memory takes to what nobody waits for.
final class PrometheusTimer: PrometheusSeries, TimerHandler {
  static let kind = PrometheusKind.timer

  static let bounds: [Double] = [
    0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  private let counts = BucketCounts()
  private let nanoseconds = Atomic<Int64>(0)

  func recordNanoseconds(_ duration: Int64) {
    nanoseconds.wrappingAdd(duration, ordering: .relaxed)
    counts.count(Double(duration) / 1e9, in: Self.bounds)
  }

  func write(name: String, labels: String, to text: inout String) {
    let sum = Double(nanoseconds.load(ordering: .relaxed)) / 1e9
    counts.write(name: name, labels: labels, bounds: Self.bounds, sum: sum, to: &text)
  }
}

/// How many values fell into each bucket. The total is not kept: it is the sum of the buckets, so that
/// the two never disagree, however many threads record meanwhile.
private final class BucketCounts: Sendable {
  /// One for each of 15 bounds, and one for what is beyond them.
  private let counts: InlineArray<16, Atomic<UInt64>> = InlineArray { _ in Atomic(0) }

  func count(_ value: Double, in bounds: [Double]) {
    assert(bounds.count == counts.count - 1)
    // A few comparisons of neighbours beat a binary search, and most values are small.
    let index = bounds.firstIndex { value <= $0 } ?? bounds.count
    counts[index].wrappingAdd(1, ordering: .relaxed)
  }

  func write(name: String, labels: String, bounds: [Double], sum: Double, to text: inout String) {
    let separator = labels.isEmpty ? "" : ","
    var total: UInt64 = 0
    for index in counts.indices {
      total += counts[index].load(ordering: .relaxed)
      let bound = index < bounds.count ? PrometheusText.number(bounds[index]) : "+Inf"
      PrometheusText.write(
        name + "_bucket", "\(labels)\(separator)le=\"\(bound)\"", String(total), to: &text)
    }
    PrometheusText.write(name + "_sum", labels, PrometheusText.number(sum), to: &text)
    PrometheusText.write(name + "_count", labels, String(total), to: &text)
  }
}

/// A floating-point number that several threads may add to.
private final class AtomicDouble: Sendable {
  private let bits = Atomic<UInt64>(0)

  func load() -> Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

  func store(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

  func add(_ amount: Double) {
    var old = bits.load(ordering: .relaxed)
    while true {
      let new = (Double(bitPattern: old) + amount).bitPattern
      let (exchanged, original) = bits.weakCompareExchange(
        expected: old, desired: new, ordering: .relaxed)
      if exchanged { return }
      old = original
    }
  }
}
