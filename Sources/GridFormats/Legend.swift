/// Glyphs that a map uses beside its format's own, as `wall=█ clear=· start=@ goal=E` gives them.
///
/// A role may have several glyphs (`clear=·_`), each one Unicode scalar. A glyph of the format that is
/// given a role here loses its old one.
public struct Legend: Sendable, Equatable {
  /// What a glyph can stand for.
  enum Role: String, CaseIterable, Sendable {
    case wall, clear, start, goal

    var meaning: GlyphMeaning {
      switch self {
      case .wall: .blocked
      case .clear: .clear
      case .start: .start
      case .goal: .goal
      }
    }
  }

  struct Entry: Sendable, Equatable {
    var scalar: Unicode.Scalar
    var role: Role
  }

  private(set) var entries: [Entry] = []

  /// The legend that adds nothing.
  public init() {}

  /// - Parameter text: `role=glyphs`, any number of times, parted by spaces.
  public init(_ text: String) throws(LegendError) {
    for scalar in text.unicodeScalars where ["\n", "\r", "\0"].contains(scalar) {
      throw LegendError(message: "\(scalar.quoted) cannot be a glyph: it never stands in a row")
    }
    for entry in text.split(separator: " ") {
      guard let equals = entry.firstIndex(of: "=") else {
        throw LegendError(message: "'\(entry)' gives no glyph; write role=glyph, as in wall=█")
      }
      let name = entry[..<equals]
      guard let role = Role(rawValue: String(name)) else {
        let roles = Role.allCases.map(\.rawValue).listed(before: "or")
        throw LegendError(message: "unknown role '\(name)'; expected \(roles)")
      }
      let glyphs = entry[entry.index(after: equals)...]
      if glyphs.isEmpty {
        throw LegendError(message: "'\(name)' has no glyph; write \(name)=█")
      }
      for glyph in glyphs { try add(glyph, as: role) }
    }
  }

  private mutating func add(_ glyph: Character, as role: Role) throws(LegendError) {
    let scalars = glyph.unicodeScalars
    guard let scalar = scalars.first, scalars.count == 1 else {
      throw LegendError(
        message: "glyph '\(glyph)' is \(scalars.count) Unicode scalars; a cell is written as one")
    }
    if let earlier = entries.first(where: { $0.scalar == scalar }) {
      throw LegendError(
        message: earlier.role == role
          ? "glyph \(scalar.quoted) is given twice for '\(role.rawValue)'"
          : "glyph \(scalar.quoted) is given for '\(earlier.role.rawValue)' and for '\(role.rawValue)'"
      )
    }
    entries.append(Entry(scalar: scalar, role: role))
  }
}

/// Why a legend was not understood.
public struct LegendError: Error, Equatable, Sendable {
  /// What is wrong and what would be right: "unknown role 'wal'; expected wall, clear, start or goal".
  public var message: String

  public init(message: String) { self.message = message }
}
