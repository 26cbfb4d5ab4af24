import Logging
import Synchronization

/// Keeps everything that is logged, at every level.
public final class TestLog: Sendable {
  private let kept = Mutex<[String]>([])

  public init() {}

  /// A line an event, with its metadata.
  public var lines: [String] { kept.withLock { $0 } }

  public var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

  private func keep(_ line: String) { kept.withLock { $0.append(line) } }

  private struct Handler: LogHandler {
    let log: TestLog
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let details = metadata.merging(event.metadata ?? [:]) { $1 }
      log.keep("\(event.level) \(event.message) \(details)")
    }
  }
}
