import Hummingbird
import Ordering

/// Where a list goes on, opaque to clients: the number of the last thing they saw, and of which list.
struct Cursor: Equatable, CustomStringConvertible {
  enum List: Character {
    case orders = "o"
    case products = "p"
  }

  let list: List
  let lastID: Int64

  init(_ list: List, after lastID: Int64) {
    self.list = list
    self.lastID = lastID
  }

  /// - Returns: `nil` for what this server has not given out.
  init?(_ text: String, of list: List) {
    guard let id = Int64(text.dropFirst(), radix: 36), id > 0 else { return nil }
    self.init(list, after: id)
    guard description == text else { return nil }
  }

  var description: String { "\(list.rawValue)\(String(lastID, radix: 36))" }
}

/// Which part of a list a client wants: `?limit=` and `?cursor=`.
struct PageRequest {
  static let limits = 1...100
  static let usualLimit = 20

  let limit: Int
  /// The number of the last thing that the client saw.
  let lastID: Int64?

  init(_ request: Request, of list: Cursor.List) throws(Problem) {
    let parameters = request.uri.queryParameters
    var faults: [FieldFault] = []

    var limit = Self.usualLimit
    if let text = parameters["limit"] {
      if let number = CanonicalInteger.read(text), Self.limits.contains(Int(number)) {
        limit = Int(number)
      } else {
        faults.append(
          FieldFault(
            pointer: "/limit",
            detail: "must be from \(Self.limits.lowerBound) to \(Self.limits.upperBound)"))
      }
    }
    var lastID: Int64?
    if let text = parameters["cursor"] {
      lastID = Cursor(String(text), of: list)?.lastID
      if lastID == nil {
        faults.append(FieldFault(pointer: "/cursor", detail: "must be a nextCursor of this list"))
      }
    }
    guard faults.isEmpty else { throw .invalidFields(faults) }
    self.limit = limit
    self.lastID = lastID
  }

  /// One more than is shown, to see whether the list goes on.
  var fetchCount: Int { limit + 1 }

  func page<Element>(
    _ fetched: [Element], of list: Cursor.List, id: (Element) -> Int64
  ) -> Page<Element> {
    let shown = Array(fetched.prefix(limit))
    let goesOn = fetched.count > limit
    return Page(
      elements: shown, next: goesOn ? shown.last.map { Cursor(list, after: id($0)) } : nil)
  }
}

/// A part of a list.
struct Page<Element> {
  let elements: [Element]
  /// Where the rest begins, or `nil` at the end.
  let next: Cursor?
}
