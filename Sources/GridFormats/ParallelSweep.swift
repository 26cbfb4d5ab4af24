import Grids
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads the rows of a large file on two threads, straight into the board.
///
/// Once a row is known, so is where every other one begins, if the map is sound; each line end is
/// verified. Rows that need a closer look (the start's, a faulty one's) are put aside for the
/// ``MapReader`` to read in their order, and where the lines stop being as they should be, it takes
/// over: so the outcome is the same as without this.
///
/// Each thread has a half, and goes through it piece by piece; whichever is done first takes pieces from the
/// end of the other's. So neither waits long where something else wants one of the processors, and as
/// long as both are at work, no large page of the board is new to both of them at once.
///
/// Rows that are the same, byte by byte, as the one before the first are not read but marked: where a large map
/// is open country, comparing is the faster, and most of the board's memory is never touched.
struct ParallelSweep {
  /// Below this, threads gain nothing worth having.
  static let leastByteCount = 32 << 20

  let sweep: RowSweep
  let file: InputFile

  /// Where the first row begins in the file's text.
  let offset: Int

  /// Where the words of the first row are.
  let words: UnsafeMutablePointer<UInt64>

  /// The rows of the board from the first to its last.
  let rows: Range<Int>

  /// Reads at most so many rows.
  func run(rowLimit: Int) -> SweptRows {
    let text = UnsafeMutableRawBufferPointer.allocate(byteCount: sweep.stride, alignment: 64)
    defer { text.deallocate() }
    let recurring = rowBefore(text)
    let known = recurring.map {
      KnownRow(text: UnsafeRawPointer(text.baseAddress!), marks: $0.marks.words + rows.lowerBound)
    }
    let pieces = Pieces(rowCount: rowLimit, rowsPerPiece: rowsPerPiece)
    let second = Sweeper(self, pieces, of: .second, known)
    let thread = second.start()
    let first = Sweeper(self, pieces, of: .first, known)
    first.run()
    thread?.join()
    let count = pieces.end
    // What lies behind is read again, by somebody who marks nothing.
    if let known { (known.marks + count).update(repeating: 0, count: rows.count - count) }
    return SweptRows(
      count: count, aside: (first.aside + second.aside).filter { $0 < count }.sorted(),
      recurring: recurring)
  }

  /// Reads the row before the first, if there is one and it is as it should be.
  private func rowBefore(_ text: UnsafeMutableRawBufferPointer) -> RecurringRow? {
    guard offset >= text.count, let row = text.baseAddress,
      (try? file.fill(text, from: offset - text.count)) == text.count, sweep.isRowEnded(row)
    else { return nil }
    let recurring = RecurringRow(wordsPerRow: sweep.wordsPerRow, height: rows.upperBound)
    return sweep.readRow(row, into: recurring.words.words) ? recurring : nil
  }

  fileprivate var rowsPerPiece: Int { max(1, InputFile.bufferSize / sweep.stride) }
}

/// The outcome of a sweep: so many rows from the first, but for some.
struct SweptRows {
  var count = 0

  /// The rows among them that are still to be read, in order.
  var aside: [Int] = []

  /// Stands for those of the others that were not read.
  var recurring: RecurringRow?
}

private enum Half {
  case first, second
}

/// The pieces of a file that are still to be read, as ranges of rows.
///
/// Every piece is handed out once, unless it lies behind a row at which reading has stopped: so in the end all
/// rows above the first such row have been read.
private final class Pieces: Sendable {
  private let rowsPerPiece: Int
  private let firstHalf: PieceRange
  private let secondHalf: PieceRange
  private let firstStop: Atomic<Int>

  init(rowCount: Int, rowsPerPiece: Int) {
    self.rowsPerPiece = rowsPerPiece
    let count = (rowCount + rowsPerPiece - 1) / rowsPerPiece
    firstHalf = PieceRange(0..<count / 2)
    secondHalf = PieceRange(count / 2..<count)
    firstStop = Atomic(rowCount)
  }

  /// - Parameter half: That of the thread that asks.
  /// - Returns: `nil` where nothing is left that is worth reading.
  func next(of half: Half) -> Range<Int>? {
    while let piece = take(of: half) {
      let first = piece * rowsPerPiece
      let end = self.end
      if first < end { return first..<min(first + rowsPerPiece, end) }
    }
    return nil
  }

  private func take(of half: Half) -> Int? {
    switch half {
    case .first: firstHalf.takeFirst() ?? secondHalf.takeLast()
    case .second: secondHalf.takeFirst() ?? firstHalf.takeLast()
    }
  }

  /// Lets nothing be read from a row on.
  func stop(before row: Int) { firstStop.min(row, ordering: .relaxed) }

  /// The row before which reading stopped, or is to stop.
  var end: Int { firstStop.load(ordering: .relaxed) }
}

/// Numbers from which two threads take at both ends.
private struct PieceRange: ~Copyable {
  /// The lower bound in the lower half, the upper bound in the upper.
  private let bounds: Atomic<UInt64>

  init(_ range: Range<Int>) {
    bounds = Atomic(UInt64(range.upperBound) << 32 | UInt64(range.lowerBound))
  }

  func takeFirst() -> Int? { take { $0 += 1 }.map { Int($0 & 0xFFFF_FFFF) } }

  func takeLast() -> Int? { take { $0 -= 1 << 32 }.map { Int($0 >> 32) - 1 } }

  /// - Returns: The bounds before, or `nil` where there was nothing between them.
  private func take(_ change: (inout UInt64) -> Void) -> UInt64? {
    var known = bounds.load(ordering: .relaxed)
    while known & 0xFFFF_FFFF < known >> 32 {
      var changed = known
      change(&changed)
      let (exchanged, original) = bounds.compareExchange(
        expected: known, desired: changed, ordering: .relaxed)
      if exchanged { return known }
      known = original
    }
    return nil
  }
}

/// What one thread reads.
///
/// Not checked for concurrent use: the words of its pieces and the outcome are its own until it is joined.
private final class Sweeper: @unchecked Sendable {
  /// With more rows aside than this, reading one by one is the faster way.
  private static let asideLimit = 256

  private let whole: ParallelSweep
  private let pieces: Pieces
  private let half: Half
  private let known: KnownRow?
  private(set) var aside: [Int] = []

  init(_ whole: ParallelSweep, _ pieces: Pieces, of half: Half, _ known: KnownRow?) {
    self.whole = whole
    self.pieces = pieces
    self.half = half
    self.known = known
  }

  func run() {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: whole.rowsPerPiece * whole.sweep.stride, alignment: 64)
    defer { buffer.deallocate() }
    while let rows = pieces.next(of: half) {
      let end = read(rows, buffer)
      if end < rows.upperBound { pieces.stop(before: end) }
    }
  }

  /// Reads rows or puts them aside.
  ///
  /// - Returns: The first row with which that was not possible.
  private func read(_ rows: Range<Int>, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let sweep = whole.sweep
    let stride = sweep.stride
    var row = rows.lowerBound
    while row < rows.upperBound {
      let wanted = UnsafeMutableRawBufferPointer(
        rebasing: buffer[..<((rows.upperBound - row) * stride)])
      // What a short read leaves out is read again; an error shows again in the reader.
      guard let count = try? whole.file.fill(wanted, from: whole.offset + row * stride),
        count >= stride
      else { return row }
      var text = UnsafeRawBufferPointer(rebasing: wanted[..<count])
      while text.count >= stride {
        let count = sweep.readRows(
          text, into: whole.words + row * sweep.wordsPerRow, limit: .max, but: known?.from(row))
        row += count
        text = UnsafeRawBufferPointer(rebasing: text[(count * stride)...])
        guard text.count >= stride else { break }
        guard let base = text.baseAddress, sweep.isRowEnded(base),
          aside.count < Self.asideLimit, !text[..<sweep.width].contains(0x0A)
        else { return row }
        aside.append(row)
        row += 1
        text = UnsafeRawBufferPointer(rebasing: text[stride...])
      }
    }
    return row
  }
}

// MARK: - Threads

extension Sweeper {
  fileprivate struct Thread {
    let id: pthread_t
    func join() { pthread_join(id, nil) }
  }

  /// Runs on a thread of its own, or here and now if the system has none to give.
  fileprivate func start() -> Thread? {
    #if canImport(Darwin)
      var id: pthread_t?
    #else
      var id = pthread_t()
    #endif
    let part = Unmanaged.passRetained(self)
    let status = pthread_create(&id, nil, sweeperMain, part.toOpaque())
    guard status == 0 else {
      part.release()
      run()
      return nil
    }
    #if canImport(Darwin)
      return id.map(Thread.init)
    #else
      return Thread(id: id)
    #endif
  }
}

#if canImport(Glibc)
  private func sweeperMain(_ part: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    Unmanaged<Sweeper>.fromOpaque(part!).takeRetainedValue().run()
    return nil
  }
#else
  private func sweeperMain(_ part: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Sweeper>.fromOpaque(part).takeRetainedValue().run()
    return nil
  }
#endif
