import Metrics
import Synchronization

/// Keeps what the program counts and measures, and tells it in Prometheus's text format.
///
///     let registry = PrometheusRegistry(help: ["orders.commits": "Transactions committed"])
///     MetricsSystem.bootstrap(registry)
///     Counter(label: "orders.commits").increment()
///     registry.render()  // # HELP orders_commits_total Transactions committed …
///
/// A label of swift-metrics becomes a name that Prometheus allows: `orders.commits` is
/// `orders_commits_total` as a counter, `orders_commits_seconds` as a timer. Timers and recorders are
/// histograms with fixed buckets, so that several servers can be added up. Recording a value is a few
/// atomic operations; the lock is taken only to make a series and to tell them all.
///
/// Nothing is ever forgotten, unless it is destroyed: whoever makes metrics sees to it that their
/// dimensions have few values.
///
/// - SeeAlso: <https://prometheus.io/docs/instrumenting/exposition_formats/>
public final class PrometheusRegistry: Sendable {
  private struct Family {
    var help: String
    var kind: PrometheusKind
    /// By the text of its labels, which is what tells two series of a family apart.
    var series: [String: any PrometheusSeries] = [:]
  }

  private let help: [String: String]
  private let families = Mutex<[String: Family]>([:])

  /// - Parameter help: What a metric means, by its label in swift-metrics. Where nothing is said, the
  ///   label itself stands in for it.
  public init(help: [String: String] = [:]) {
    self.help = help
  }

  /// Everything that was measured so far, families by name and series by their labels.
  ///
  /// - Complexity: O(*n* log *n*) in the number of series. Values that change meanwhile may be told as they
  ///   were before or after, but the buckets of a histogram always add up to its count.
  public func render() -> String {
    let families = families.withLock { $0 }
    var text = ""
    for (name, family) in families.sorted(by: { $0.key < $1.key }) {
      text += "# HELP \(name) \(PrometheusText.escapedHelp(family.help))\n"
      text += "# TYPE \(name) \(family.kind.typeName)\n"
      for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
        series.write(name: name, labels: labels, to: &text)
      }
    }
    return text
  }

  /// The series of these labels, made at the first call and the same one ever after.
  private func series<Series: PrometheusSeries>(
    _ label: String, _ dimensions: [(String, String)], _ make: () -> Series
  ) -> Series {
    let labels = PrometheusText.labels(dimensions)
    return families.withLock { families in
      let name = Self.name(label, of: Series.kind) { families[$0]?.kind }
      var family = families[name] ?? Family(help: help[label] ?? label, kind: Series.kind)
      if let known = family.series[labels] as? Series { return known }
      let new = make()
      family.series[labels] = new
      families[name] = family
      return new
    }
  }

  /// One name has one type. A second type of metric under the same label bears its type in its name.
  private static func name(
    _ label: String, of kind: PrometheusKind, taken: (String) -> PrometheusKind?
  ) -> String {
    var name = PrometheusText.name(label, suffix: kind.suffix)
    while let other = taken(name), other != kind {
      name += "_" + kind.typeName
    }
    return name
  }

  private func forget(_ handler: AnyObject) {
    families.withLock { families in
      for (name, family) in families {
        guard let entry = family.series.first(where: { $0.value === handler }) else { continue }
        families[name]!.series[entry.key] = nil
        if families[name]!.series.isEmpty { families[name] = nil }
        return
      }
    }
  }
}

extension PrometheusRegistry: MetricsFactory {
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series(label, dimensions) { PrometheusCounter() }
  }

  public func makeFloatingPointCounter(label: String, dimensions: [(String, String)])
    -> any FloatingPointCounterHandler
  {
    series(label, dimensions) { PrometheusFloatingPointCounter() }
  }

  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series(label, dimensions) { PrometheusGauge() }
  }

  public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool)
    -> any RecorderHandler
  {
    if aggregate {
      series(label, dimensions) { PrometheusRecorder() }
    } else {
      series(label, dimensions) { PrometheusGauge() }
    }
  }

  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    series(label, dimensions) { PrometheusTimer() }
  }

  public func destroyCounter(_ handler: any CounterHandler) { forget(handler) }

  public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
    forget(handler)
  }

  public func destroyMeter(_ handler: any MeterHandler) { forget(handler) }

  public func destroyRecorder(_ handler: any RecorderHandler) { forget(handler) }

  public func destroyTimer(_ handler: any TimerHandler) { forget(handler) }
}
