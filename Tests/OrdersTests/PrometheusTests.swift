import Dispatch
import Metrics
import OrderAPI
import Testing

/// What the registry tells Prometheus.
struct PrometheusTests {
  @Test func nothing() {
    #expect(PrometheusRegistry().render() == "")
  }

  @Test func counters() {
    let registry = PrometheusRegistry(help: ["orders.commits": "Transactions \\ commits\nand more"])
    let counter = Counter(label: "orders.commits", factory: registry)
    counter.increment()
    counter.increment(by: 41)
    FloatingPointCounter(label: "joules_total", factory: registry).increment(by: 1.5)
    #expect(
      registry.render() == """
        # HELP joules_total joules_total
        # TYPE joules_total counter
        joules_total 1.5
        # HELP orders_commits_total Transactions \\\\ commits\\nand more
        # TYPE orders_commits_total counter
        orders_commits_total 42

        """)
    counter.reset()
    #expect(registry.render().contains("orders_commits_total 0\n"))
  }

  @Test func gauges() {
    let registry = PrometheusRegistry()
    Gauge(label: "depth", factory: registry).record(7)
    let meter = Meter(label: "http.server.active_requests", factory: registry)
    meter.set(3)
    meter.increment(by: 2.5)
    meter.decrement()
    Gauge(label: "odd", dimensions: [("kind", "a")], factory: registry).record(Double.nan)
    Gauge(label: "odd", dimensions: [("kind", "b")], factory: registry).record(-Double.infinity)
    #expect(
      registry.render() == """
        # HELP depth depth
        # TYPE depth gauge
        depth 7
        # HELP http_server_active_requests http.server.active_requests
        # TYPE http_server_active_requests gauge
        http_server_active_requests 4.5
        # HELP odd odd
        # TYPE odd gauge
        odd{kind="a"} NaN
        odd{kind="b"} -Inf

        """)
  }

  /// A bucket counts what is at most its bound, and everything in the buckets before it.
  @Test func timers() {
    let registry = PrometheusRegistry()
    let timer = Timer(label: "http.request", dimensions: [("route", "/order")], factory: registry)
    timer.recordMilliseconds(1)
    timer.recordNanoseconds(1_000_001)
    timer.recordSeconds(3)
    timer.recordSeconds(60)
    #expect(
      registry.render() == """
        # HELP http_request_seconds http.request
        # TYPE http_request_seconds histogram
        http_request_seconds_bucket{route="/order",le="0.00025"} 0
        http_request_seconds_bucket{route="/order",le="0.0005"} 0
        http_request_seconds_bucket{route="/order",le="0.001"} 1
        http_request_seconds_bucket{route="/order",le="0.0025"} 2
        http_request_seconds_bucket{route="/order",le="0.005"} 2
        http_request_seconds_bucket{route="/order",le="0.01"} 2
        http_request_seconds_bucket{route="/order",le="0.025"} 2
        http_request_seconds_bucket{route="/order",le="0.05"} 2
        http_request_seconds_bucket{route="/order",le="0.1"} 2
        http_request_seconds_bucket{route="/order",le="0.25"} 2
        http_request_seconds_bucket{route="/order",le="0.5"} 2
        http_request_seconds_bucket{route="/order",le="1"} 2
        http_request_seconds_bucket{route="/order",le="2.5"} 2
        http_request_seconds_bucket{route="/order",le="5"} 3
        http_request_seconds_bucket{route="/order",le="10"} 3
        http_request_seconds_bucket{route="/order",le="+Inf"} 4
        http_request_seconds_sum{route="/order"} 63.002000001
        http_request_seconds_count{route="/order"} 4

        """)
  }

  @Test func recorders() {
    let registry = PrometheusRegistry()
    let recorder = Recorder(label: "batch", factory: registry)
    for size in [1, 2, 3, 100, 1_000_000] { recorder.record(size) }
    let text = registry.render()
    for line in [
      #"batch_bucket{le="1"} 1"#, #"batch_bucket{le="2"} 2"#, #"batch_bucket{le="4"} 3"#,
      #"batch_bucket{le="64"} 3"#, #"batch_bucket{le="128"} 4"#, #"batch_bucket{le="65536"} 4"#,
      #"batch_bucket{le="+Inf"} 5"#, "batch_sum 1000106", "batch_count 5",
    ] {
      #expect(text.contains(line + "\n"), "\(line)")
    }
  }

  /// A metric of the same name and dimensions is the same, in whatever order they are named.
  @Test func seriesAreShared() {
    let registry = PrometheusRegistry()
    Counter(label: "c", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment()
    Counter(label: "c", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
    Counter(label: "c", dimensions: [("a", "1")], factory: registry).increment()
    #expect(
      registry.render().hasSuffix(
        """
        c_total{a="1"} 1
        c_total{a="1",b="2"} 2

        """))
  }

  @Test func namesAreMadeValid() {
    let registry = PrometheusRegistry()
    Counter(
      label: "7 días/ü",
      dimensions: [("le", "x"), ("a-b", "1"), ("a.b", "2"), ("__own", "3"), ("", "4")],
      factory: registry
    ).increment()
    #expect(
      registry.render().contains(
        #"_7_d_as___total{_="4",a_b="1",a_b_="2",label___own="3",label_le="x"} 1"#))
  }

  @Test func valuesAreEscaped() {
    let registry = PrometheusRegistry()
    Counter(label: "c", dimensions: [("a", "\"\\\r\n")], factory: registry).increment()
    #expect(registry.render().contains("c_total{a=\"\\\"\\\\\r\\n\"} 1\n"))
  }

  /// A name has one type; the second one is called by its type.
  @Test func typesThatCollide() {
    let registry = PrometheusRegistry()
    Gauge(label: "x", factory: registry).record(1)
    Recorder(label: "x", factory: registry).record(2)
    let text = registry.render()
    #expect(text.contains("# TYPE x gauge\nx 1\n"))
    #expect(text.contains("# TYPE x_histogram histogram\n"))
    #expect(text.contains("x_histogram_count 1\n"))
  }

  @Test func destroyedMetricsAreForgotten() {
    let registry = PrometheusRegistry()
    let kept = Counter(label: "c", dimensions: [("a", "1")], factory: registry)
    kept.increment()
    Counter(label: "c", dimensions: [("a", "2")], factory: registry).destroy()
    #expect(registry.render().hasSuffix("counter\nc_total{a=\"1\"} 1\n"))
    kept.destroy()
    #expect(registry.render() == "")
  }

  /// Nothing is lost between threads, and what is told meanwhile is sound.
  @Test func concurrentUse() {
    let registry = PrometheusRegistry()
    let (threads, rounds) = (8, 2_000)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      for round in 0..<rounds {
        Counter(label: "c", factory: registry).increment()
        Recorder(label: "r", factory: registry).record(Double(round % 5))
        Meter(label: "m", factory: registry).increment()
        if round % 500 == 0 { _ = registry.render() }
      }
    }
    let text = registry.render()
    let count = threads * rounds
    #expect(text.contains("c_total \(count)\n"))
    #expect(text.contains("m \(count)\n"))
    #expect(text.contains("r_bucket{le=\"+Inf\"} \(count)\nr_sum \(count * 2)\nr_count \(count)\n"))
  }
}
