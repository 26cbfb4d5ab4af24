import Configuration
import Logging

/// What `serve` is told by options, else by `ORDERS_…` variables of the environment, else by default.
///
/// Both kinds are read by the same rules, and a fault names the one that it came from. An empty variable
/// counts as none: that is what a template leaves behind where it was given nothing.
struct Settings {
  /// By its key: `rateLimit` is `--rate-limit` and `ORDERS_RATE_LIMIT`.
  private let options: [String: String]
  private let reader: ConfigReader

  init(
    options: [String: String?],
    environment: EnvironmentVariablesProvider = EnvironmentVariablesProvider(
      secretsSpecifier: .specific(["ORDERS_ADMIN_TOKEN", "ORDERS_CACHE"]))
  ) {
    self.options = options.compactMapValues { $0 }
    let values = self.options.map { key, value in
      (AbsoluteConfigKey(["orders", key]), ConfigValue(.string(value), isSecret: key == "cache"))
    }
    reader = ConfigReader(providers: [
      InMemoryProvider(name: "options", values: Dictionary(uniqueKeysWithValues: values)),
      environment,
    ])
  }

  func host() throws -> String {
    try value("host", default: "127.0.0.1", "an address to listen on", { $0 })
  }

  func port() throws -> Int {
    try value("port", default: 8080, "a port; expected 0 to 65535") { text in
      decimal(text).flatMap { 0...65_535 ~= $0 ? $0 : nil }
    }
  }

  func database() throws -> String {
    try value("database", default: StoreOptions.usualPath, "a path", { $0 })
  }

  func cache() throws -> CacheSetting {
    try value(
      "cache", default: .memory, "a cache; expected memory or redis://HOST:PORT/DB",
      isSecret: true, CacheSetting.init)
  }

  func hold() throws -> Duration {
    try value(
      "hold", default: .seconds(900),
      "a duration of at most 8760h; expected something like 0, 1s, 15m or 2h", duration)
  }

  /// Requests a second, or `nil` where they are not limited.
  func rateLimit() throws -> Int? { try rate("rateLimit", default: nil, example: 100) }

  /// Unknown tokens a second of one address, or `nil` where they are not limited.
  func guessLimit() throws -> Int? { try rate("guessLimit", default: 10, example: 10) }

  private func rate(_ key: String, default usual: Int?, example: Int) throws -> Int? {
    try value(key, default: usual, "a rate; expected something like \(example)/s, or off") { text in
      if text == "off" { return .some(nil) }
      guard text.hasSuffix("/s"), let rate = decimal(text.dropLast(2)), 1...1_000_000 ~= rate
      else { return nil }
      return rate
    }
  }

  func batchLimit() throws -> Int {
    try value("batchLimit", default: 256, "a number of commands; expected 1 to 4096") { text in
      decimal(text).flatMap { 1...4_096 ~= $0 ? $0 : nil }
    }
  }

  func logLevel() throws -> Logger.Level {
    try value("logLevel", default: .info, "a level; expected debug, info, warning or error") {
      Logger.Level(rawValue: $0)
    }
  }

  func demo() throws -> Bool {
    try value("demo", default: false, "a truth; expected true or false") { text in
      switch text.lowercased() {
      case "true", "yes", "1": true
      case "false", "no", "0": false
      default: nil
      }
    }
  }

  /// From the environment alone: other users of the machine see the arguments of a program.
  func administratorToken() throws -> String? {
    guard let token = reader.string(forKey: "orders.adminToken", isSecret: true), !token.isEmpty
    else { return nil }
    guard AdministratorToken.isStrong(token) else {
      throw Failure("ORDERS_ADMIN_TOKEN is not \(AdministratorToken.rule)")
    }
    return token
  }

  /// - Parameter expectation: What the text is not, where `parse` returns `nil`.
  private func value<Value>(
    _ key: String, default usual: Value, _ expectation: String, isSecret: Bool = false,
    _ parse: (String) throws -> Value?
  ) throws -> Value {
    guard let text = reader.string(forKey: ConfigKey(["orders", key]), isSecret: isSecret),
      options[key] != nil || !text.isEmpty
    else { return usual }
    do {
      guard !text.isEmpty, let value = try parse(text) else {
        throw Failure("'\(isSecret ? text.withoutUserinfo : text)' is not \(expectation)")
      }
      return value
    } catch let failure as Failure {
      throw Failure("\(source(of: key)): \(failure.message)")
    }
  }

  private func source(of key: String) -> String {
    let words = key.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : "\($1)" }
    return options[key] != nil
      ? "--\(words)" : "ORDERS_" + words.uppercased().replacing("-", with: "_")
  }
}

/// Digits and nothing else; `Int` would take a sign too.
private func decimal(_ text: some StringProtocol) -> Int? {
  text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? Int(text) : nil
}

/// `0`, `1s`, `15m` or `2h`, up to a year.
private func duration(_ text: String) -> Duration? {
  if text == "0" { return .zero }
  let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600]
  guard let unit = text.last.flatMap({ units[$0] }), let count = decimal(text.dropLast()) else {
    return nil
  }
  let (seconds, overflow) = count.multipliedReportingOverflow(by: unit)
  return !overflow && seconds <= 8_760 * 3_600 ? .seconds(seconds) : nil
}
