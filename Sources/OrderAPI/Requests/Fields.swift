import Ordering

/// What a request's body asks for, read from its fields.
protocol Form: Sendable {
  /// Reads every field. What is wrong is kept by `fields`; the form then has a stand-in and is not used.
  init(_ fields: inout Fields)
}

/// A form with what is wrong with it. Clients are told everything at once.
struct FilledForm<F: Form> {
  let form: F
  let faults: [FieldFault]

  /// - Returns: `nil` where the value is no object.
  init?(_ value: JSONValue) {
    guard var fields = Fields(value, pointer: "") else { return nil }
    form = F(&fields)
    faults = fields.faults
  }

  /// The form, if all of it is as it must be.
  func checked() throws(Problem) -> F {
    guard faults.isEmpty else { throw .invalidFields(faults) }
    return form
  }

  func isFaulty(_ pointer: String) -> Bool { faults.contains { $0.pointer == pointer } }
}

/// The members of a JSON object. Members that nobody asks for are ignored; of two with one name, the
/// first counts.
struct Fields {
  private let members: [(name: JSONValue, value: JSONValue)]
  private let pointer: String
  private(set) var faults: [FieldFault] = []

  /// - Returns: `nil` where the value is no object.
  init?(_ value: JSONValue, pointer: String) {
    guard let members = value.members else { return nil }
    self.members = members
    self.pointer = pointer
  }

  // MARK: Numbers

  mutating func integer(_ name: String, in range: ClosedRange<Int64>) -> Int64 {
    guard isGiven(name) else { return range.lowerBound }
    return value(name, .integer(range), \.integer) { range.contains($0) } ?? range.lowerBound
  }

  /// `nil` where it is not given, or null.
  mutating func optionalInteger(_ name: String, in range: ClosedRange<Int64>) -> Int64? {
    guard !isNull(name) else { return nil }
    return value(name, .integer(range), \.integer) { range.contains($0) }
  }

  mutating func nonzeroInteger(_ name: String, in range: ClosedRange<Int64>) -> Int64 {
    guard isGiven(name) else { return 1 }
    return value(name, .nonzeroInteger(range), \.integer) { $0 != 0 && range.contains($0) }
      ?? 1
  }

  // MARK: Texts

  mutating func text(_ name: String, length: ClosedRange<Int>) -> String {
    guard isGiven(name) else { return "" }
    return value(name, .text(length), \.text) { Limits.isPlain($0, length) } ?? ""
  }

  mutating func optionalText(_ name: String, length: ClosedRange<Int>) -> String? {
    guard contains(name) else { return nil }
    return value(name, .text(length), \.text) { Limits.isPlain($0, length) }
  }

  // MARK: Lists

  mutating func list<F: Form>(_ name: String, of type: F.Type, count: ClosedRange<Int>) -> [F] {
    guard isGiven(name) else { return [] }
    let rule = Rule.list(count)
    guard let lines = member(name)?.elements, count.contains(lines.count) else {
      note(name, rule.text)
      return []
    }
    var forms: [F] = []
    for (index, line) in lines.enumerated() {
      let pointer = "\(pointer)/\(name)/\(index)"
      if var fields = Fields(line, pointer: pointer) {
        forms.append(F(&fields))
        faults += fields.faults
      } else {
        faults.append(FieldFault(pointer: pointer, detail: "must be an object"))
      }
    }
    return forms
  }

  // MARK: What is there

  func contains(_ name: String) -> Bool { member(name) != nil }

  /// Whether it is null, or not there.
  func isNull(_ name: String) -> Bool { member(name)?.isNull ?? true }

  private func member(_ name: String) -> JSONValue? {
    members.first { $0.name.isText(name) }?.value
  }

  private mutating func isGiven(_ name: String) -> Bool {
    if contains(name) { return true }
    note(name, "is missing")
    return false
  }

  private mutating func value<Value>(
    _ name: String, _ rule: Rule, _ read: (JSONValue) -> Value?, where isGood: (Value) -> Bool
  ) -> Value? {
    if let value = member(name).flatMap(read), isGood(value) { return value }
    note(name, rule.text)
    return nil
  }

  private mutating func note(_ name: String, _ detail: String) {
    faults.append(FieldFault(pointer: "\(pointer)/\(name)", detail: detail))
  }

  private enum Rule {
    case integer(ClosedRange<Int64>)
    case nonzeroInteger(ClosedRange<Int64>)
    case text(ClosedRange<Int>)
    case list(ClosedRange<Int>)

    var text: String {
      switch self {
      case .integer(let range) where range.upperBound == .max:
        range.lowerBound == .min
          ? "must be a whole number" : "must be a whole number from \(range.lowerBound) up"
      case .integer(let range):
        "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
      case .nonzeroInteger(let range):
        "must be a whole number from \(range.lowerBound) to \(range.upperBound), not 0"
      case .text(let length):
        "must be a text of \(length.lowerBound) to \(length.upperBound) characters, not blank, "
          + "without control characters"
      case .list(let count):
        "must be an array of \(count.lowerBound) to \(count.upperBound) objects"
      }
    }
  }
}
