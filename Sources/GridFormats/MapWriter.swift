import Grids

/// Writes a map as text of a format, in pieces of bounded size.
///
/// What the format cannot hold is left out, and so are kinds of terrain; ``losses(of:)`` names it.
public struct MapWriter: Sendable {
  /// The bytes of a piece: whole words of the board, and they fit the level-two cache.
  private static let pieceSize = 128 << 10

  public let format: MapFormat

  public init(format: MapFormat) {
    self.format = format
  }

  /// What of the document is not written, for a warning: "the start", "2 goals", "the costs".
  public func losses(of document: MapDocument) -> [String] {
    var losses: [String] = []
    if document.map.start != nil, !holdsStart { losses.append("the start") }
    if !holdsGoals, let count = document.goals?.count, count > 0 {
      losses.append(counted(count, "goal"))
    }
    if !format.hasCosts, document.costs?.contains(where: { $0 > 1 }) ?? false {
      losses.append("the costs")
    }
    if document.hasTerrain { losses.append("the kinds of terrain") }
    return losses
  }

  /// Writes the map, each line ended by LF.
  ///
  /// - Complexity: O(*n*), *n* cells.
  public func write(
    _ document: MapDocument, to sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    let size = document.map.size
    var piece = Piece(capacity: Self.pieceSize)
    defer { piece.deallocate() }
    if format == .octile {
      piece.append("type octile\nheight \(size.height)\nwidth \(size.width)\nmap\n".utf8)
    }
    let glyphs = GlyphBytes(clear: clearGlyph, blocked: blockedGlyph)
    let costs = format.hasCosts ? document.costs : nil
    for y in 0..<size.height {
      let words = document.map.traversable.row(y)
      var x = 0
      while x < size.width {
        if piece.room < 64 { try piece.flush(to: sink) }
        let count = min(size.width - x, piece.room & ~63)
        if let costs {
          piece.append(
            costs[(y * size.width + x)..<(y * size.width + x + count)].lazy.map(Self.digit))
        } else {
          piece.append(words + x / 64, count: count, as: glyphs)
        }
        drawMarks(of: document, row: y, columns: x..<(x + count), on: &piece)
        x += count
      }
      if piece.room == 0 { try piece.flush(to: sink) }
      piece.append(CollectionOfOne(0x0A))
    }
    try piece.flush(to: sink)
  }

  private static func digit(_ cost: UInt8) -> UInt8 {
    precondition(cost <= 9, "a cost is one digit")
    return 0x30 + cost
  }
}

// MARK: - Glyphs

extension MapWriter {
  private var clearGlyph: UInt8 { UInt8(ascii: format == .digits ? "1" : ".") }

  private var blockedGlyph: UInt8 {
    switch format {
    case .plain, .maze: UInt8(ascii: "#")
    case .octile: UInt8(ascii: "@")
    case .digits: UInt8(ascii: "0")
    }
  }

  private var startGlyph: UInt8? {
    switch format {
    case .plain: UInt8(ascii: "X")
    case .maze: UInt8(ascii: "S")
    case .octile, .digits: nil
    }
  }

  private var goalGlyph: UInt8? { format == .maze ? UInt8(ascii: "E") : nil }

  private var holdsStart: Bool { startGlyph != nil }
  private var holdsGoals: Bool { goalGlyph != nil }
}

/// Eight glyphs for each pattern of eight cells.
private struct GlyphBytes {
  private let table: [UInt64]

  init(clear: UInt8, blocked: UInt8) {
    var table = [UInt64](repeating: 0, count: 256)
    for pattern in table.indices {
      for cell in 0..<8 {
        let glyph = pattern >> cell & 1 == 1 ? clear : blocked
        table[pattern] |= UInt64(glyph) << UInt64(8 * cell)
      }
    }
    self.table = table
  }

  @inline(__always)
  subscript(pattern: UInt64) -> UInt64 { table[Int(pattern & 255)].littleEndian }
}

// MARK: - Marks

extension MapWriter {
  /// Draws the goals and the start on the cells that the piece ends with.
  ///
  /// The start comes last: where it is a goal, too, the map could not be read again without it.
  private func drawMarks(
    of document: MapDocument, row y: Int, columns: Range<Int>, on piece: inout Piece
  ) {
    if let goalGlyph, let words = document.goals?.row(y) {
      assert(columns.lowerBound & 63 == 0, "pieces end between words")
      for index in (columns.lowerBound / 64)..<((columns.upperBound + 63) / 64) {
        var word = words[index]
        while word != 0 {
          let x = index * 64 + word.trailingZeroBitCount
          piece.overwrite(columns.upperBound - x, fromEndWith: goalGlyph)
          word &= word - 1
        }
      }
    }
    if let startGlyph, let start = document.map.start, start.y == y, columns ~= start.x {
      piece.overwrite(columns.upperBound - start.x, fromEndWith: startGlyph)
    }
  }
}

// MARK: - Pieces

/// Text that is still to be handed on.
private struct Piece {
  private let bytes: UnsafeMutableRawBufferPointer
  private var count = 0

  init(capacity: Int) {
    bytes = .allocate(byteCount: capacity, alignment: 64)
  }

  func deallocate() { bytes.deallocate() }

  var room: Int { bytes.count - count }

  mutating func append(_ text: some Collection<UInt8>) {
    UnsafeMutableRawBufferPointer(rebasing: bytes[count...]).copyBytes(from: text)
    count += text.count
  }

  /// Appends a glyph for each of `cellCount` bits.
  ///
  /// - Precondition: There is room for whole words.
  mutating func append(_ words: UnsafePointer<UInt64>, count cellCount: Int, as glyphs: GlyphBytes)
  {
    var end = bytes.baseAddress! + count
    for index in 0..<((cellCount + 63) / 64) {
      var word = words[index]
      for _ in 0..<8 {
        end.storeBytes(of: glyphs[word], as: UInt64.self)
        end += 8
        word >>= 8
      }
    }
    count += cellCount
  }

  mutating func overwrite(_ distance: Int, fromEndWith glyph: UInt8) {
    bytes[count - distance] = glyph
  }

  mutating func flush(to sink: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    if count > 0 { try sink(UnsafeRawBufferPointer(rebasing: bytes[..<count])) }
    count = 0
  }
}
