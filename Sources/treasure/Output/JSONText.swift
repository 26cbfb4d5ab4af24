import Grids

/// Values as JSON, to be put into the documents that the commands write.
///
/// - SeeAlso: <https://www.rfc-editor.org/rfc/rfc8259>
enum JSONText {
  static func string(_ text: some StringProtocol) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case "\r": json += "\\r"
      case "\t": json += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }

  static func strings(_ texts: [String]) -> String {
    "[" + texts.map(string).joined(separator: ", ") + "]"
  }

  /// A document, a member a line.
  static func document(_ members: [String]) -> String {
    "{\n  " + members.joined(separator: ",\n  ") + "\n}\n"
  }

  /// Positions in JSON are always x right, y down, from 0,0 at the top left.
  static func cell(_ cell: Cell) -> String {
    "{\"x\": \(cell.x), \"y\": \(cell.y)}"
  }

  /// The members of a map's object.
  static func map(named name: String, _ map: GridMap) -> String {
    "\"path\": \(string(name)), \"width\": \(map.size.width), \"height\": \(map.size.height)"
      + (map.start.map { ", \"start\": " + cell($0) } ?? "")
  }
}
