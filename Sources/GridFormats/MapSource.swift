/// Where a map's text comes from: a file or standard input.
public struct MapSource: Sendable {
  private let path: String?

  /// What errors and JSON call it: the path or `<stdin>`.
  public var name: String { path ?? "<stdin>" }

  /// - Parameter path: `nil` or "-" for standard input.
  public init(path: String?) {
    self.path = path == "-" ? nil : path
  }

  /// Reads the map.
  ///
  /// Memory is bounded by the board, its doubling while it grows, and a line.
  ///
  /// - Parameters:
  ///   - format: How the text is written; `nil` to tell by its header, or else take it for plain.
  ///   - legend: Glyphs beside the format's own.
  ///   - start: Whether the map must say where the hunter starts.
  ///   - faultLimit: How many faults to report, at least 1. With 1, reading ends at the first fault;
  ///     with more, the text is read to its end, or to a fault after which nothing more makes sense,
  ///     and faults beyond the limit are only counted.
  /// - Complexity: O(*n*), *n* bytes of text.
  public func read(
    format: MapFormat? = nil, legend: Legend = Legend(), start: StartRule = .required,
    faultLimit: Int = 1
  ) throws(MapError) -> MapDocument {
    try read(
      format: format, legend: legend, start: start, faultLimit: faultLimit,
      parallelFrom: ParallelSweep.leastByteCount)
  }

  /// - Parameter parallelFrom: With how many bytes a second thread is worth it.
  func read(
    format: MapFormat?, legend: Legend, start: StartRule, faultLimit: Int, parallelFrom: Int
  ) throws(MapError) -> MapDocument {
    var reader: MapReader?
    do {
      let file = try InputFile(path: path)
      reader = MapReader(
        format: format, legend: legend, start: start, faultLimit: faultLimit,
        byteCount: file.byteCount)
      return try reader!.read(file, parallelFrom: parallelFrom)
    } catch let error as SystemError {
      throw .unreadable(path: name, reason: error.reason)
    } catch {
      let ledger = reader!.ledger
      throw .malformed(source: name, faults: ledger.faults, omitted: ledger.omitted)
    }
  }
}

extension MapReader {
  /// Reads a whole file.
  fileprivate mutating func read(_ file: InputFile, parallelFrom: Int) throws -> MapDocument {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: InputFile.bufferSize, alignment: 64)
    defer { buffer.deallocate() }
    var offset = 0
    var mayRunParallel = file.byteCount != nil
    while true {
      let count = try file.fill(buffer, from: offset)
      if count == 0 { return try finish() }
      try read(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      offset += count
      if mayRunParallel, isBetweenRows {
        mayRunParallel = false
        if try readRowsInParallel(of: file, atLeast: parallelFrom) { offset = bytesRead }
      }
    }
  }

  /// Reads rows on two threads as far as that goes.
  ///
  /// - Returns: Whether it did, and the text goes on at ``bytesRead``.
  private mutating func readRowsInParallel(of file: InputFile, atLeast: Int) throws -> Bool {
    guard let byteCount = file.byteCount, byteCount - bytesRead >= atLeast,
      let sweep = body?.sweep, let room = body?.room
    else { return false }
    dropPartialLine()
    let swept = ParallelSweep(
      sweep: sweep, file: file, offset: bytesRead, words: room.words, rows: room.rows
    ).run(rowLimit: min(room.rows.count, (byteCount - bytesRead) / sweep.stride))
    if let recurring = swept.recurring { adopt(recurring) }
    var rowsRead = 0
    let line = UnsafeMutableRawBufferPointer.allocate(byteCount: sweep.stride, alignment: 64)
    defer { line.deallocate() }
    for row in swept.aside {
      accept(rows: row - rowsRead, stride: sweep.stride)
      // Should the file have changed meanwhile, what is there now is read in the ordinary way.
      guard try file.fill(line, from: bytesRead) == line.count, line.last == 0x0A else {
        return true
      }
      try readLine(UnsafeRawBufferPointer(rebasing: line.dropLast()))
      // A lone CR among rows one cell wide is a blank line.
      guard isBetweenRows else { return true }
      rowsRead = row + 1
    }
    accept(rows: swept.count - rowsRead, stride: sweep.stride)
    return true
  }
}
