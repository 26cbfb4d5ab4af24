/// What one glyph of a map says of its cell.
///
/// The lower four bits are the cost of entering the cell, 0 for an obstacle; the upper ones are set
/// for what needs more than a bit of the board.
struct GlyphMeaning: Equatable {
  let rawValue: UInt8

  static let blocked = GlyphMeaning(cost: 0)
  static let clear = GlyphMeaning(cost: 1)
  static let start = GlyphMeaning(rawValue: 0x11)
  static let goal = GlyphMeaning(rawValue: 0x21)
  static let unknown = GlyphMeaning(rawValue: 0x40)

  /// Clear or blocked by a kind of terrain that the board does not keep.
  static let blockedTerrain = GlyphMeaning(rawValue: 0x80)
  static let clearTerrain = GlyphMeaning(rawValue: 0x81)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(cost: UInt8) {
    assert(cost < 16)
    rawValue = cost
  }

  var cost: UInt8 { rawValue & 15 }
  var isTraversable: Bool { cost != 0 }

  /// Whether a bit of the board and a cost do not tell all of it.
  var isSpecial: Bool { rawValue > 15 }
}

/// The glyphs of a format, those that a legend adds, and what they mean.
struct GlyphTable: Sendable {
  /// The meaning of every ASCII byte, as raw values; unknown from 128 on.
  let meanings: [UInt8]

  /// The glyphs beyond ASCII. Few, so that looking through them beats hashing.
  private let others: [(scalar: UInt32, meaning: UInt8)]

  /// The ASCII glyphs that need no more than a bit, as sets for `gk_classify`.
  let clearSet: [UInt8]
  let blockedSet: [UInt8]

  /// Those, and the glyphs for kinds of terrain.
  let clearTerrainSet: [UInt8]
  let blockedTerrainSet: [UInt8]

  /// The glyphs in words: "'#', '.' or 'X'".
  let expected: String

  /// A glyph that marks the start, if there is any.
  let startGlyph: Unicode.Scalar?

  /// The format's glyph for the start, where the legend gave it another meaning.
  let replacedStartGlyph: Unicode.Scalar?

  init(format: MapFormat, legend: Legend, start rule: StartRule) {
    var meanings = [UInt8](repeating: GlyphMeaning.unknown.rawValue, count: 256)
    var others: [(scalar: UInt32, meaning: UInt8)] = []
    var starts: [Unicode.Scalar] = []

    func add(_ scalar: Unicode.Scalar, _ meaning: GlyphMeaning) {
      let kept = meaning == .start && rule == .ignored ? .clear : meaning
      if scalar.isASCII {
        meanings[Int(scalar.value)] = kept.rawValue
      } else {
        others.append((scalar.value, kept.rawValue))
      }
      starts.removeAll { $0 == scalar }
      if kept == .start { starts.append(scalar) }
    }
    for (scalars, meaning) in format.glyphs {
      for scalar in scalars.unicodeScalars { add(scalar, meaning) }
    }
    let formatStart = starts.first
    // Later than the format's own, so that a legend can also give one of those another meaning.
    for entry in legend.entries { add(entry.scalar, entry.role.meaning) }

    self.meanings = meanings
    self.others = others
    startGlyph = starts.first
    replacedStartGlyph = formatStart.flatMap { starts.contains($0) ? nil : $0 }
    func set(of members: GlyphMeaning...) -> [UInt8] {
      Self.byteSet { members.contains(GlyphMeaning(rawValue: meanings[$0])) }
    }
    clearSet = set(of: .clear)
    blockedSet = set(of: .blocked)
    clearTerrainSet = set(of: .clear, .clearTerrain)
    blockedTerrainSet = set(of: .blocked, .blockedTerrain)
    var names = format.expectedGlyphs
    for name in legend.entries.map({ $0.scalar.quoted }) where !names.contains(name) {
      names.append(name)
    }
    expected = names.listed(before: "or")
  }

  /// What a scalar, given by its number, means.
  @inline(__always)
  func meaning(of scalar: UInt32) -> GlyphMeaning {
    if scalar < 128 { return GlyphMeaning(rawValue: meanings[Int(scalar)]) }
    for other in others where other.scalar == scalar {
      return GlyphMeaning(rawValue: other.meaning)
    }
    return .unknown
  }

  /// The set as `gk_classify` takes it.
  private static func byteSet(_ contains: (Int) -> Bool) -> [UInt8] {
    var set = [UInt8](repeating: 0, count: 16)
    for byte in 0..<128 where contains(byte) { set[byte & 15] |= 1 << UInt8(byte >> 4) }
    return set
  }
}
