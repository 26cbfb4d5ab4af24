/// Comma-separated values by RFC 4180, with the place of every field.
///
/// Fields may stand between quotes, and then hold commas, line feeds and doubled quotes; lines end with LF
/// or CRLF; a byte order mark is skipped, and so are empty lines. Spaces belong to their field. Reading
/// goes on after a fault, so that all of them can be told at once.
///
/// - SeeAlso: <https://www.rfc-editor.org/rfc/rfc4180>
struct CSVTable {
  struct Place: Equatable {
    /// From 1; columns in Unicode scalars.
    var line: Int
    var column: Int
  }

  struct Field: Equatable {
    var text: String
    /// Of the first character, of the opening quote where there is one.
    var place: Place
  }

  struct Record: Equatable {
    /// At least one.
    var fields: [Field]
    /// Behind the last field.
    var end: Place
    /// Whether its quotes are right. The fields of one that is not mean nothing.
    var isSound: Bool
  }

  private(set) var records: [Record] = []
  private(set) var faults: [ImportFault] = []

  /// - Complexity: O(*n*) in the length of the text.
  init(_ text: String) {
    var scanner = Scanner(text.unicodeScalars)
    while !scanner.isAtEnd {
      if scanner.skipLineEnd() { continue }
      records.append(record(&scanner))
    }
  }

  private mutating func record(_ scanner: inout Scanner) -> Record {
    var fields: [Field] = []
    let faultCount = faults.count
    while true {
      fields.append(scanner.peek == "\"" ? quoted(&scanner) : bare(&scanner))
      if scanner.skip(",") { continue }
      let end = scanner.place
      _ = scanner.skipLineEnd()
      return Record(fields: fields, end: end, isSound: faults.count == faultCount)
    }
  }

  private mutating func bare(_ scanner: inout Scanner) -> Field {
    var field = Field(text: "", place: scanner.place)
    while let scalar = scanner.peek, scalar != ",", !scanner.isAtLineEnd {
      if scalar == "\"" {
        faults.append(
          ImportFault(
            scanner.place,
            "a quote in the middle of a field; put the whole field between quotes and double this one"
          ))
        scanner.skipToLineEnd()
        return field
      }
      field.text.unicodeScalars.append(scalar)
      scanner.advance()
    }
    return field
  }

  private mutating func quoted(_ scanner: inout Scanner) -> Field {
    var field = Field(text: "", place: scanner.place)
    scanner.advance()
    while true {
      guard let scalar = scanner.peek else {
        faults.append(ImportFault(field.place, "this quote is never closed"))
        return field
      }
      scanner.advance()
      if scalar != "\"" {
        field.text.unicodeScalars.append(scalar)
      } else if scanner.skip("\"") {
        field.text += "\""
      } else {
        break
      }
    }
    if let next = scanner.peek, next != ",", !scanner.isAtLineEnd {
      faults.append(
        ImportFault(
          scanner.place, "text behind a closing quote; expected ',' or the end of the line"))
      scanner.skipToLineEnd()
    }
    return field
  }
}

/// What is wrong, and where.
struct ImportFault: Equatable {
  var place: CSVTable.Place
  var message: String

  init(_ place: CSVTable.Place, _ message: String) {
    self.place = place
    self.message = message
  }
}

/// A text and how far it was read.
private struct Scanner {
  private let scalars: String.UnicodeScalarView
  private var index: String.Index
  private(set) var place = CSVTable.Place(line: 1, column: 1)

  init(_ scalars: String.UnicodeScalarView) {
    self.scalars = scalars
    index = scalars.startIndex
    if scalars.first == "\u{FEFF}" { index = scalars.index(after: index) }
  }

  var isAtEnd: Bool { index == scalars.endIndex }

  var peek: Unicode.Scalar? { isAtEnd ? nil : scalars[index] }

  /// Whether nothing of the line is left. A carriage return by itself is text.
  var isAtLineEnd: Bool {
    switch peek {
    case nil, "\n": true
    case "\r": scalars[scalars.index(after: index)...].first == "\n"
    default: false
    }
  }

  mutating func advance() {
    if peek == "\n" {
      place = CSVTable.Place(line: place.line + 1, column: 1)
    } else {
      place.column += 1
    }
    index = scalars.index(after: index)
  }

  mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    advance()
    return true
  }

  mutating func skipLineEnd() -> Bool {
    guard isAtLineEnd, !isAtEnd else { return false }
    _ = skip("\r")
    return skip("\n")
  }

  mutating func skipToLineEnd() {
    while !isAtLineEnd { advance() }
  }
}
