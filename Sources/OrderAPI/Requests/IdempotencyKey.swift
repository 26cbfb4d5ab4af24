/// A client's name for one intention: 1 to 255 visible characters of ASCII.
///
/// The draft of the header writes it as a structured field's string, many clients write it bare; both
/// mean the same key.
///
/// - SeeAlso: <https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/>
struct IdempotencyKey: Equatable {
  let text: String

  init(_ field: String) throws(Problem) {
    guard let text = Self.unquoted(field), 1...255 ~= text.utf8.count,
      text.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
    else {
      throw .invalidFields([
        FieldFault(
          pointer: "/Idempotency-Key", detail: "must be 1 to 255 visible characters of ASCII")
      ])
    }
    self.text = text
  }

  /// - Returns: `nil` where a quoted string is not one.
  private static func unquoted(_ field: String) -> String? {
    guard field.utf8.first == UInt8(ascii: "\"") else { return field }
    guard field.utf8.count >= 2, field.utf8.last == UInt8(ascii: "\"") else { return nil }
    var text = ""
    var isEscaped = false
    for character in field.unicodeScalars.dropFirst().dropLast() {
      switch (isEscaped, character) {
      case (false, "\\"):
        isEscaped = true
      case (false, "\""):
        return nil
      case (true, "\\"), (true, "\""), (false, _):
        text.unicodeScalars.append(character)
        isEscaped = false
      case (true, _):
        return nil
      }
    }
    return isEscaped ? nil : text
  }
}
