import Ordering

/// The version of a product, as in `ETag: "7"`.
struct EntityTag: Equatable, CustomStringConvertible {
  /// Of a new product.
  static let first = EntityTag(version: 1)

  let version: Int64

  var description: String { "\"\(version)\"" }
}

/// The condition `If-Match` of a request.
///
/// - SeeAlso: <https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1>
enum EntityCondition: Equatable {
  /// `*`: whatever there is.
  case any
  /// One of these versions. Empty where no tag is one that this server gives: weak ones never match.
  case versions([Int64])

  init(_ field: String) {
    let tags = field.split(separator: ",").map { $0.trimming(while: { $0 == " " || $0 == "\t" }) }
    if tags == ["*"] {
      self = .any
    } else {
      self = .versions(tags.compactMap(Self.version))
    }
  }

  /// The one version that the product may have, or `nil` for any.
  ///
  /// - Throws: ``Problem`` where the product, as it was last seen, fulfils no tag.
  func expectedVersion(of product: Product) throws(Problem) -> Int64? {
    switch self {
    case .any:
      return nil
    case .versions(let versions):
      guard versions.contains(product.version) else {
        throw Problem(.preconditionFailed(currentVersion: product.version))
      }
      return product.version
    }
  }

  private static func version(of tag: Substring) -> Int64? {
    guard tag.count > 2, tag.first == "\"", tag.last == "\"" else { return nil }
    return CanonicalInteger.read(tag.dropFirst().dropLast())
  }
}

extension Substring {
  func trimming(while isBlank: (Character) -> Bool) -> Substring {
    var rest = drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return rest
  }
}

/// A number written the one way in which this server writes it: no sign, no leading zero.
enum CanonicalInteger {
  static func read(_ text: some StringProtocol) -> Int64? {
    guard let first = text.utf8.first, UInt8(ascii: "1")...UInt8(ascii: "9") ~= first else {
      return nil
    }
    // Int64 takes digits only, once a sign is out of the way.
    return Int64(text)
  }
}
