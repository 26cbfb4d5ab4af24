import Grids

/// The rows of a map: their bits and whatever else they say.
struct MapBody {
  let format: MapFormat
  let startRule: StartRule

  /// What a header says.
  let statedHeight: Int?

  /// The path of every row that the vector path does not know.
  let decoder: RowDecoder

  /// The vector path, where a row has as many bytes as cells, and each is a bit.
  ///
  /// It takes kinds of terrain from the first row on that has any: so one look at one row is enough
  /// to know that there are some.
  private(set) var sweep: RowSweep?

  private var board: GrowingBoard
  private(set) var rowCount = 0
  private var start: (cell: Cell, line: Int, column: Int)?

  /// Whether a row was not text. The start may have been in it.
  private var hasUnreadableRow = false

  /// `nil` until the first goal; grows with the board.
  private var goals: GrowingBoard?

  private var costs: [UInt8]?
  private var hasTerrain = false

  /// - Parameters:
  ///   - first: The first row.
  ///   - byteCount: The bytes of this row and all behind it, where that is known.
  init(
    first: TextLine, lineEndLength: Int, byteCount: Int?, stated: GridSize?, format: MapFormat,
    glyphs: GlyphTable, startRule: StartRule, ledger: inout FaultLedger
  ) throws(ReadingStopped) {
    // Where the row is not text, each byte that is none counts as a cell: a fair guess, with which
    // the rows behind can be looked at.
    let scalarCount = first.measuredLossily()
    let isSpaced =
      format.allowsSpacedCells && glyphs.meaning(of: 0x20) == .unknown
      && first.isSecondScalarSpace
    let width = stated?.width ?? (isSpaced ? (scalarCount + 1) / 2 : scalarCount)
    guard width <= GridSize.maximumSide else {
      throw ledger.stop(
        first.measure().flaw.map { .notText($0, in: first) }
          ?? .tooWide(first, column: (isSpaced ? 2 : 1) * GridSize.maximumSide + 1))
    }
    self.format = format
    self.startRule = startRule
    statedHeight = stated?.height
    decoder = RowDecoder(width: width, isSpaced: isSpaced, glyphs: glyphs)
    sweep =
      isSpaced || format.hasCosts
      ? nil : RowSweep(width: width, lineEndLength: lineEndLength, glyphs: glyphs)
    costs = format.hasCosts ? [] : nil

    // The last row may lack its line end, hence the addition.
    let stride = first.bytes.count + lineEndLength
    let expected = byteCount.map { ($0 + lineEndLength) / stride } ?? 64
    let limit = stated?.height ?? Self.rowLimit(width: width)
    board = GrowingBoard(width: width, capacity: min(max(expected, 1), limit))
  }

  var width: Int { decoder.width }

  private var glyphs: GlyphTable { decoder.glyphs }
  private var isSpaced: Bool { decoder.isSpaced }

  /// The rows that a map of this width may have at most.
  var rowLimit: Int { statedHeight ?? Self.rowLimit(width: width) }

  /// Whether all the rows that a header says are there.
  var isComplete: Bool { rowCount == statedHeight }

  private static func rowLimit(width: Int) -> Int {
    min(GridSize.maximumSide, GridSize.maximumCellCount / width)
  }
}

// MARK: - Rows

extension MapBody {
  /// Reads whole rows from the start of the text as long as the vector path knows them.
  ///
  /// - Returns: How many, and how many bytes they are.
  mutating func readRows(_ text: UnsafeRawBufferPointer) -> (rows: Int, bytes: Int) {
    guard let sweep, let room else { return (0, 0) }
    let rows = sweep.readRows(text, into: room.words, limit: room.rows.count)
    accept(rows: rows)
    return (rows, rows * sweep.stride)
  }

  /// Where the words of the next rows go, and which of the board's rows they are.
  var room: (words: UnsafeMutablePointer<UInt64>, rows: Range<Int>)? {
    rowCount < board.capacity ? (board.row(rowCount), rowCount..<board.capacity) : nil
  }

  /// Takes over rows that were marked instead of written, before they are accepted.
  mutating func adopt(_ recurring: RecurringRow) { board.adopt(recurring) }

  /// Takes over rows that were read straight into their words.
  mutating func accept(rows: Int) {
    assert(rowCount + rows <= board.capacity)
    rowCount += rows
  }

  /// Reads one row.
  mutating func readRow(_ line: TextLine, ledger: inout FaultLedger) throws(ReadingStopped) {
    guard rowCount < rowLimit else {
      throw ledger.stop(
        statedHeight.map { .tooManyRows(line, stated: $0) }
          ?? .tooManyRows(line, limit: rowLimit, width: width))
    }
    let (count, limit) = (rowCount, rowLimit)
    board.grow(beyond: count, limit: limit)
    goals?.grow(beyond: count, limit: limit)
    if let sweep, let bytes = line.bytes.baseAddress, line.bytes.count == width,
      sweep.readRow(bytes, into: board.row(rowCount))
    {
      rowCount += 1
      return
    }
    if !readBits(line) {
      let (scalarCount, flaw) = line.measure()
      if let flaw {
        hasUnreadableRow = true
        try ledger.note(.notText(flaw, in: line))
      } else {
        try readSpecialCells(line, ledger: &ledger)
        try checkWidth(line, scalarCount: scalarCount, ledger: &ledger)
      }
    }
    rowCount += 1
  }

  /// Sets the bits and costs of a row.
  ///
  /// - Returns: Whether that is all there is to the row.
  private mutating func readBits(_ line: TextLine) -> Bool {
    let words = board.row(rowCount)
    guard let costsBefore = costs?.count else {
      return decoder.readBits(line, into: words, costs: nil)
    }
    costs!.append(contentsOf: repeatElement(0, count: decoder.width))
    return costs!.withUnsafeMutableBufferPointer { [decoder] costs in
      decoder.readBits(line, into: words, costs: costs.baseAddress! + costsBefore)
    }
  }
}

// MARK: - Starts, goals and faults

extension MapBody {
  /// Looks at each cell of a row that is not just clear or blocked.
  private mutating func readSpecialCells(
    _ line: TextLine, ledger: inout FaultLedger
  ) throws(ReadingStopped) {
    var index = 0
    var column = 1
    var unknown: (scalar: Unicode.Scalar, column: Int, length: Int)?
    while index < line.bytes.count, column <= (isSpaced ? 2 * width : width) {
      let (value, length) = line.scalar(at: index)!
      let scalar = Unicode.Scalar(value)!
      index += length
      defer { column += 1 }
      if isSpaced, column & 1 == 0 {
        if scalar != " " {
          try ledger.note(.missingSpace(scalar, in: line, column: column))
        }
        continue
      }
      let meaning = glyphs.meaning(of: value)
      // Neighbours of the same unknown glyph are one fault.
      if let run = unknown, run.scalar != scalar || isSpaced {
        try note(run, in: line, ledger: &ledger)
        unknown = nil
      }
      let cell = Cell(x: isSpaced ? column / 2 : column - 1, y: rowCount)
      switch meaning {
      case .start: try readStart(cell, line, column: column, ledger: &ledger)
      case .goal: readGoal(cell)
      case .clearTerrain, .blockedTerrain: noteTerrain()
      case .unknown:
        unknown = (scalar, unknown?.column ?? column, (unknown?.length ?? 0) + 1)
      default: break
      }
    }
    if let unknown { try note(unknown, in: line, ledger: &ledger) }
  }

  private mutating func readGoal(_ cell: Cell) {
    if goals == nil { goals = GrowingBoard(width: width, capacity: board.capacity) }
    goals!.row(cell.y)[cell.x >> 6] |= 1 << UInt64(cell.x & 63)
  }

  private mutating func noteTerrain() {
    guard !hasTerrain else { return }
    hasTerrain = true
    sweep = sweep?.takingTerrain(of: glyphs)
  }

  private func note(
    _ unknown: (scalar: Unicode.Scalar, column: Int, length: Int), in line: TextLine,
    ledger: inout FaultLedger
  ) throws(ReadingStopped) {
    try ledger.note(
      .unknownGlyph(
        unknown.scalar, in: line, column: unknown.column, length: unknown.length, table: glyphs,
        format: format))
  }

  private mutating func readStart(
    _ cell: Cell, _ line: TextLine, column: Int, ledger: inout FaultLedger
  ) throws(ReadingStopped) {
    if let start {
      try ledger.note(
        .secondStart(in: line, column: column, first: (start.line, start.column)))
    } else {
      start = (cell, line.number, column)
    }
  }

  private func checkWidth(
    _ line: TextLine, scalarCount: Int, ledger: inout FaultLedger
  ) throws(ReadingStopped) {
    let pitch = isSpaced ? 2 : 1
    let cells = (scalarCount + pitch - 1) / pitch
    guard cells != width else { return }
    try ledger.note(
      .ragged(
        line, row: rowCount + 1, cells: cells, width: width, stated: statedHeight != nil,
        column: min(cells, width) * pitch + 1,
        length: cells < width ? 1 : (cells - width) * pitch - (pitch - 1)))
  }
}

// MARK: - The map

extension MapBody {
  /// What the rows amount to.
  ///
  /// - Parameter nextLine: The number of the line behind the last, for what is missing there.
  mutating func finish(nextLine: Int, ledger: inout FaultLedger) throws(ReadingStopped) {
    if let statedHeight, rowCount < statedHeight {
      try ledger.note(.tooFewRows(rowCount, stated: statedHeight, atLine: nextLine))
    }
    if start == nil, startRule == .required, !hasUnreadableRow {
      if let glyph = glyphs.startGlyph {
        try ledger.note(.noStart(glyph))
      } else if let glyph = glyphs.replacedStartGlyph {
        try ledger.note(.noStartGlyph(replaced: glyph))
      }
    }
  }

  /// - Precondition: No fault was found.
  mutating func document() -> MapDocument {
    let count = rowCount
    return MapDocument(
      map: GridMap(traversable: board.cells(rows: count), start: start?.cell), format: format,
      goals: goals?.cells(rows: count), costs: costs, hasTerrain: hasTerrain)
  }
}
