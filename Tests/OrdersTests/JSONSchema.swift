import Foundation

/// Checks JSON against the schemas of `openapi.json`: the part of JSON Schema that the document uses. A
/// keyword that is not known here is a fault, so that nothing goes unchecked.
struct JSONSchema {
  /// The whole document, which references point into.
  let document: [String: Any]

  /// - Returns: What is wrong, each with its place; empty where nothing is.
  func faults(of value: Any, by schema: [String: Any], at place: String = "") -> [String] {
    var faults: [String] = []
    func check(_ isRight: Bool, _ fault: @autoclosure () -> String) {
      if !isRight { faults.append("\(place): \(fault())") }
    }
    for (keyword, rule) in schema {
      switch (keyword, rule) {
      case ("$ref", let name as String):
        faults += self.faults(of: value, by: resolve(name), at: place)
      case ("type", let type as String):
        check(Self.types(of: value).contains(type), "is no \(type)")
      case ("type", let types as [String]):
        check(!Self.types(of: value).isDisjoint(with: types), "is none of \(types)")
      case ("const", _):
        check(Self.areEqual(value, rule), "is not \(rule)")
      case ("enum", let values as [Any]):
        check(values.contains { Self.areEqual(value, $0) }, "is none of \(values)")
      case ("allOf", let schemas as [[String: Any]]):
        for schema in schemas { faults += self.faults(of: value, by: schema, at: place) }
      case ("oneOf", let schemas as [[String: Any]]):
        let matches = schemas.filter { self.faults(of: value, by: $0).isEmpty }.count
        check(matches == 1, "matches \(matches) of \(schemas.count) schemas")
      case ("not", let schema as [String: Any]):
        check(!self.faults(of: value, by: schema).isEmpty, "is what it must not be")
      case ("required", let names as [String]):
        guard let object = value as? [String: Any] else { break }
        for name in names { check(object[name] != nil, "has no '\(name)'") }
      case ("properties", let properties as [String: [String: Any]]):
        guard let object = value as? [String: Any] else { break }
        for (name, schema) in properties {
          guard let member = object[name] else { continue }
          faults += self.faults(of: member, by: schema, at: "\(place)/\(name)")
        }
        // Clients may meet new members later; today's answers have no others than documented.
        for name in object.keys where properties[name] == nil {
          faults.append("\(place)/\(name): undocumented")
        }
      case ("maxProperties", let count as Int):
        if let object = value as? [String: Any] { check(object.count <= count, "has members") }
      case ("items", let schema as [String: Any]):
        for (index, element) in ((value as? [Any]) ?? []).enumerated() {
          faults += self.faults(of: element, by: schema, at: "\(place)/\(index)")
        }
      case ("minItems", let count as Int):
        if let array = value as? [Any] { check(array.count >= count, "has too few") }
      case ("maxItems", let count as Int):
        if let array = value as? [Any] { check(array.count <= count, "has too many") }
      case ("minimum", let bound as Int):
        if let number = value as? Int { check(number >= bound, "is below \(bound)") }
      case ("maximum", let bound as Int):
        if let number = value as? Int { check(number <= bound, "is above \(bound)") }
      case ("minLength", let count as Int):
        if let text = value as? String { check(text.unicodeScalars.count >= count, "is too short") }
      case ("maxLength", let count as Int):
        if let text = value as? String { check(text.unicodeScalars.count <= count, "is too long") }
      case ("pattern", let pattern as String):
        guard let text = value as? String else { break }
        check(text.range(of: pattern, options: .regularExpression) != nil, "is not \(pattern)")
      case ("format", let format as String) where format == "date-time":
        guard let text = value as? String else { break }
        check(
          text.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/#) != nil, "is no time")
      case ("format", let format as String) where ["int64", "uri-reference"].contains(format):
        break
      case ("description", _), ("examples", _), ("default", _):
        break
      default:
        faults.append("\(place): unknown keyword '\(keyword)'")
      }
    }
    return faults
  }

  /// The schema with what several of its parts say of members put together; members that one part does
  /// not name may be named by another.
  func merged(_ schema: [String: Any]) -> [[String: Any]] {
    if let name = schema["$ref"] as? String { return merged(resolve(name)) }
    if let options = schema["oneOf"] as? [[String: Any]] { return options.flatMap(merged) }
    guard let parts = schema["allOf"] as? [[String: Any]] else { return [schema] }
    return parts.map(merged).reduce([[:]]) { products, options in
      products.flatMap { product in
        options.map { option in
          var both = product
          let properties = (product["properties"] as? [String: Any]) ?? [:]
          both["type"] = option["type"]
          both["properties"] = properties.merging(option["properties"] as? [String: Any] ?? [:]) {
            ["allOf": [$0, $1]]
          }
          both["required"] =
            (product["required"] as? [String] ?? []) + (option["required"] as? [String] ?? [])
          return both
        }
      }
    }
  }

  func resolve(_ reference: String) -> [String: Any] {
    let path = reference.split(separator: "/").dropFirst().map(String.init)
    return path.reduce(document) { $0[$1] as! [String: Any] }
  }

  /// What a reference stands for, or the value itself.
  func resolved(_ value: [String: Any]) -> [String: Any] {
    (value["$ref"] as? String).map(resolve) ?? value
  }

  private static func types(of value: Any) -> Set<String> {
    switch value {
    case is NSNull: ["null"]
    case let number as NSNumber where isTruth(number): ["boolean"]
    case let number as NSNumber:
      number.doubleValue == number.doubleValue.rounded() ? ["integer", "number"] : ["number"]
    case is String: ["string"]
    case is [Any]: ["array"]
    case is [String: Any]: ["object"]
    default: []
    }
  }

  /// Foundation keeps what was `true` or `false` as a number of one byte.
  private static func isTruth(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c"
  }

  private static func areEqual(_ one: Any, _ other: Any) -> Bool {
    types(of: one) == types(of: other) && "\(one)" == "\(other)"
  }
}
