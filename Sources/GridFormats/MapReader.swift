import Grids

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a map from the pieces of its text, however it is cut.
///
/// Whole rows in a piece go the fast way; a line that two pieces share is put together first. What
/// comes out, faults included, does not depend on where the cuts are.
struct MapReader {
  /// No row is longer: the widest, each cell four bytes and a space, a byte-order mark and a CR.
  static let lineByteLimit = 5 * GridSize.maximumSide + 4

  private let requestedFormat: MapFormat?
  private let legend: Legend
  private let startRule: StartRule
  private let byteCount: Int?

  private(set) var ledger: FaultLedger
  private var lineCount = 0

  /// The bytes of the lines read so far: where the next one begins.
  private(set) var bytesRead = 0

  /// Blank lines of which it is not known yet whether rows follow.
  private var pendingBlankLines = 0

  /// The beginning of a line whose end is still to come.
  private var partialLine: [UInt8] = []

  /// `nil` until the first line that is not blank.
  private var format: MapFormat?

  /// `nil` but between the first line of a header and its last.
  private var header: OctileHeader?

  /// What a header said.
  private var statedSize: GridSize?

  /// `nil` until the first row.
  private(set) var body: MapBody?

  /// - Parameter byteCount: The length of the whole text, where it is known: room is made for the
  ///   board at once then. A wrong one costs time only.
  init(
    format: MapFormat?, legend: Legend, start: StartRule, faultLimit: Int, byteCount: Int? = nil
  ) {
    requestedFormat = format
    self.legend = legend
    startRule = start
    ledger = FaultLedger(limit: faultLimit)
    self.byteCount = byteCount
  }
}

// MARK: - Pieces

extension MapReader {
  /// Reads the next piece of the text.
  mutating func read(_ piece: UnsafeRawBufferPointer) throws(ReadingStopped) {
    var text = piece
    while !text.isEmpty {
      if isBetweenRows, partialLine.isEmpty, let read = body?.readRows(text), read.rows > 0 {
        account(rows: read.rows, bytes: read.bytes)
        text = UnsafeRawBufferPointer(rebasing: text[read.bytes...])
        continue
      }
      guard let lineEnd = text.firstLineFeed else { return try keep(text) }
      let line = UnsafeRawBufferPointer(rebasing: text[..<lineEnd])
      if partialLine.isEmpty {
        try readLine(line)
      } else {
        try keep(line)
        try readPartialLine()
      }
      text = UnsafeRawBufferPointer(rebasing: text[(lineEnd + 1)...])
    }
  }

  /// Reads what no piece follows.
  mutating func finish() throws(ReadingStopped) -> MapDocument {
    if !partialLine.isEmpty { try readPartialLine() }
    guard format != nil else { throw ledger.stop(.empty) }
    let nextLine = lineCount - pendingBlankLines + 1
    if header != nil { throw ledger.stop(.headerEnds(atLine: nextLine)) }
    if let statedSize, body == nil {
      throw ledger.stop(.tooFewRows(0, stated: statedSize.height, atLine: nextLine))
    }
    // Without a row there is a header, and it is at fault.
    try body?.finish(nextLine: nextLine, ledger: &ledger)
    guard ledger.faults.isEmpty else { throw ReadingStopped() }
    return body!.document()
  }

  /// Whether the next line may be taken for a row without looking back.
  var isBetweenRows: Bool { pendingBlankLines == 0 && body != nil }

  private mutating func account(rows: Int, bytes: Int) {
    lineCount += rows
    bytesRead += bytes
  }

  /// Keeps the beginning of a line, but no more than it takes to see that it is too long.
  private mutating func keep(_ text: UnsafeRawBufferPointer) throws(ReadingStopped) {
    partialLine.append(contentsOf: text.prefix(Self.lineByteLimit + 1 - partialLine.count))
    if partialLine.count > Self.lineByteLimit { try readPartialLine() }
  }

  private mutating func readPartialLine() throws(ReadingStopped) {
    var line: [UInt8] = []
    swap(&line, &partialLine)
    try line.withUnsafeBufferPointer { bytes throws(ReadingStopped) in
      try readLine(UnsafeRawBufferPointer(bytes))
    }
    // The memory serves the next one.
    line.removeAll(keepingCapacity: true)
    swap(&line, &partialLine)
  }
}

// MARK: - Rows from elsewhere

extension MapReader {
  /// Forgets the beginning of a line, which is to be read again from ``bytesRead``.
  mutating func dropPartialLine() { partialLine.removeAll(keepingCapacity: true) }

  /// Takes over rows that were marked instead of read into the board, before they are accepted.
  mutating func adopt(_ recurring: RecurringRow) { body!.adopt(recurring) }

  /// Takes over rows that were read straight into the board.
  mutating func accept(rows: Int, stride: Int) {
    body!.accept(rows: rows)
    account(rows: rows, bytes: rows * stride)
  }
}

// MARK: - Lines

extension MapReader {
  /// Reads a line, given without its line feed.
  mutating func readLine(_ bytes: UnsafeRawBufferPointer) throws(ReadingStopped) {
    lineCount += 1
    let isTooLong = bytes.count > Self.lineByteLimit
    var text = UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.lineByteLimit))
    let hasMark = lineCount == 1 && text.starts(with: [0xEF, 0xBB, 0xBF])
    if hasMark { text = UnsafeRawBufferPointer(rebasing: text[3...]) }
    if isTooLong { throw tooLong(TextLine(bytes: text, number: lineCount)) }

    let hasCarriageReturn = text.last == 0x0D
    if hasCarriageReturn { text = UnsafeRawBufferPointer(rebasing: text.dropLast()) }
    let line = TextLine(bytes: text, number: lineCount)
    if header == nil, text.isEmpty {
      try readBlankLine(line)
    } else {
      try readFilledLine(
        line, lineEndLength: hasCarriageReturn ? 2 : 1, start: bytesRead + (hasMark ? 3 : 0))
    }
    bytesRead += bytes.count + 1
  }

  private mutating func readBlankLine(_ line: TextLine) throws(ReadingStopped) {
    pendingBlankLines += 1
    // A stream of nothing but line ends must end, too.
    if pendingBlankLines > GridSize.maximumSide {
      throw ledger.stop(.tooManyRows(line, limit: GridSize.maximumSide, width: 0))
    }
  }

  private mutating func readFilledLine(
    _ line: TextLine, lineEndLength: Int, start: Int
  ) throws(ReadingStopped) {
    if pendingBlankLines > 0 {
      let first = lineCount - pendingBlankLines
      pendingBlankLines = 0
      if body?.isComplete != true {
        try ledger.note(.blankLine(first, isFirst: format == nil))
      }
    }
    guard let format else { return try readFirstLine(line, lineEndLength, start: start) }
    if header != nil {
      try header!.read(line, ledger: &ledger)
      if header!.isComplete {
        statedSize = header!.size
        header = nil
      }
      return
    }
    if body == nil {
      body = try MapBody(
        first: line, lineEndLength: lineEndLength, byteCount: byteCount.map { $0 - start },
        stated: statedSize, format: format,
        glyphs: GlyphTable(format: format, legend: legend, start: startRule),
        startRule: startRule, ledger: &ledger)
    }
    try body!.readRow(line, ledger: &ledger)
  }

  /// Decides the format.
  private mutating func readFirstLine(
    _ line: TextLine, _ lineEndLength: Int, start: Int
  ) throws(ReadingStopped) {
    if OctileHeader.begins(with: line) {
      if let flaw = line.measure().flaw { throw ledger.stop(.notText(flaw, in: line)) }
      if let requestedFormat, requestedFormat != .octile {
        throw ledger.stop(.headerContradicts(requestedFormat, in: line))
      }
      format = .octile
      header = try OctileHeader(first: line, ledger: &ledger)
    } else {
      if requestedFormat == .octile {
        throw ledger.stop(line.measure().flaw.map { .notText($0, in: line) } ?? .noHeader(line))
      }
      format = requestedFormat ?? .plain
      try readFilledLine(line, lineEndLength: lineEndLength, start: start)
    }
  }

  private mutating func tooLong(_ line: TextLine) -> ReadingStopped {
    // The limit may have cut the last scalar.
    if let flaw = line.measure().flaw, flaw.byte == 0 || flaw.index + 4 <= line.bytes.count {
      return ledger.stop(.notText(flaw, in: line))
    }
    return ledger.stop(.tooWide(line, column: GridSize.maximumSide + 1))
  }
}

extension UnsafeRawBufferPointer {
  /// The index of the first LF.
  fileprivate var firstLineFeed: Int? {
    guard let baseAddress, let found = memchr(baseAddress, 0x0A, count) else { return nil }
    return UnsafeRawPointer(found) - baseAddress
  }
}
