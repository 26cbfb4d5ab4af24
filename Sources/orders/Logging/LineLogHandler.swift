import Foundation
import Glibc
import Logging

/// Writes the log to standard error, a line an event: JSON for whoever collects logs, words where a
/// person sits at a terminal.
struct LineLogHandler: LogHandler {
  enum Form {
    case json, words

    /// What suits whoever reads standard error.
    static var suitable: Form { isatty(STDERR_FILENO) == 1 ? .words : .json }
  }

  private let form: Form
  private let now: @Sendable () -> Date
  private let write: @Sendable (String) -> Void
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  init(
    _ form: Form, now: @escaping @Sendable () -> Date = { Date() },
    write: @escaping @Sendable (String) -> Void = writeError
  ) {
    self.form = form
    self.now = now
    self.write = write
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var members = metadata.merging(event.metadata ?? [:]) { $1 }
    if let error = event.error { members["error"] = "\(error)" }
    let sorted = members.sorted { $0.key < $1.key }
    write(
      form == .json
        ? json(event.level, "\(event.message)", sorted)
        : words(event.level, "\(event.message)", sorted))
  }

  private typealias Members = [(key: String, value: Logger.MetadataValue)]

  private func json(_ level: Logger.Level, _ message: String, _ metadata: Members) -> String {
    let time = now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    var line = "{\"time\":\"\(time)\",\"level\":\"\(level)\""
    line += ",\"message\":\(JSONText.string(message))"
    for (key, value) in metadata {
      // What the handler says itself, nobody else may say.
      let name = ["time", "level", "message"].contains(key) ? key + "_" : key
      line += ",\(JSONText.string(name)):\(JSONText.value(value))"
    }
    return line + "}"
  }

  private func words(_ level: Logger.Level, _ message: String, _ metadata: Members) -> String {
    let time = now().formatted(
      Date.ISO8601FormatStyle(timeZone: .current).time(includingFractionalSeconds: true))
    let rest = metadata.map { " \($0.key)=\($0.value)" }.joined()
    return "\(time) \(level == .info ? "" : "\(level): ")\(message)\(rest)".onOneLine
  }
}

/// Metadata as JSON.
enum JSONText {
  static func value(_ value: Logger.MetadataValue) -> String {
    switch value {
    case .string(let text): string(text)
    case .stringConvertible(let value as Int): String(value)
    case .stringConvertible(let value as Bool): String(value)
    case .stringConvertible(let value): string("\(value)")
    case .array(let values): "[" + values.map(Self.value).joined(separator: ",") + "]"
    case .dictionary(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { "\(string($0.key)):\(Self.value($0.value))" }
        .joined(separator: ",") + "}"
    }
  }

  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
