/// How names, labels and numbers are written for Prometheus.
///
/// - SeeAlso: <https://prometheus.io/docs/concepts/data_model/>
enum PrometheusText {
  /// A valid name: `[a-zA-Z_:][a-zA-Z0-9_:]*`, everything else replaced by `_`.
  ///
  /// - Parameter suffix: At the end, unless the name ends like that already.
  static func name(_ label: String, suffix: String) -> String {
    let name = identifier(label, allowsColon: true)
    return name.hasSuffix(suffix) ? name : name + suffix
  }

  /// The dimensions as `name="value"`, by name, without braces. What swift-metrics calls the same
  /// dimensions in another order is the same series.
  static func labels(_ dimensions: [(String, String)]) -> String {
    var seen: Set<String> = []
    var labels: [(name: String, value: String)] = []
    for (dimension, value) in dimensions {
      var name = identifier(dimension, allowsColon: false)
      // `le` is the bound of a bucket, names with two underscores are Prometheus's own.
      if name == "le" || name.hasPrefix("__") { name = "label_" + name }
      while !seen.insert(name).inserted { name += "_" }
      labels.append((name, value))
    }
    return labels.sorted { $0.name < $1.name }
      .map { "\($0.name)=\"\(escapedValue($0.value))\"" }
      .joined(separator: ",")
  }

  static func escapedHelp(_ text: String) -> String {
    escaped(text, quotes: false)
  }

  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    // Whole numbers without ".0", as Prometheus itself writes the bounds of buckets.
    return Int64(exactly: value).map { String($0) } ?? "\(value)"
  }

  static func write(_ name: String, _ labels: String, _ value: String, to text: inout String) {
    text += name
    if !labels.isEmpty { text += "{" + labels + "}" }
    text += " " + value + "\n"
  }

  private static func escapedValue(_ text: String) -> String {
    escaped(text, quotes: true)
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    // By scalar: a carriage return before a line feed would hide it from a comparison of characters.
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func identifier(_ text: String, allowsColon: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "_": result.unicodeScalars.append(scalar)
      case "0"..."9":
        if result.isEmpty { result = "_" }
        result.unicodeScalars.append(scalar)
      case ":" where allowsColon: result.unicodeScalars.append(scalar)
      default: result += "_"
      }
    }
    return result.isEmpty ? "_" : result
  }
}
