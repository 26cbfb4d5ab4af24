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
/// The threads take a piece at a time, in the order of the file: where something else wants one of the
/// processors, the other thread reads more, and none waits long for the last.
struct ParallelSweep {
  /// Below this, threads gain nothing worth having.
  static let leastByteCount = 32 << 20

  let sweep: RowSweep
  let file: InputFile

  /// Where the first row begins in the file's text.
  let offset: Int

  /// Where the words of the first row are.
  let words: UnsafeMutablePointer<UInt64>

  /// Reads at most so many rows.
  func run(rowLimit: Int) -> SweptRows {
    let pieces = Pieces(rowsPerPiece: rowsPerPiece, rowLimit: rowLimit)
    let second = Sweeper(self, pieces)
    let thread = second.start()
    let first = Sweeper(self, pieces)
    first.run()
    thread?.join()
    let count = pieces.end
    return SweptRows(
      count: count, aside: (first.aside + second.aside).filter { $0 < count }.sorted())
  }

  fileprivate var rowsPerPiece: Int { max(1, InputFile.bufferSize / sweep.stride) }
}

/// The outcome of a sweep: so many rows from the first, but for some.
struct SweptRows {
  var count = 0

  /// The rows among them that are still to be read, in order.
  var aside: [Int] = []
}

/// The pieces of a file that are still to be read, as ranges of rows.
///
/// They are taken in order; so when a sweep has ended, all rows above the first that stopped it have been
/// read.
private final class Pieces: Sendable {
  private let rowsPerPiece: Int
  private let taken = Atomic(0)
  private let firstStop: Atomic<Int>

  init(rowsPerPiece: Int, rowLimit: Int) {
    self.rowsPerPiece = rowsPerPiece
    firstStop = Atomic(rowLimit)
  }

  /// - Returns: `nil` where nothing is left that is worth reading.
  func next() -> Range<Int>? {
    let (first, _) = taken.add(rowsPerPiece, ordering: .relaxed)
    let end = self.end
    return first < end ? first..<min(first + rowsPerPiece, end) : nil
  }

  /// Lets nothing be read from a row on.
  func stop(before row: Int) { firstStop.min(row, ordering: .relaxed) }

  /// The row before which reading stopped, or is to stop.
  var end: Int { firstStop.load(ordering: .relaxed) }
}

/// What one thread reads.
///
/// Not checked for concurrent use: the words of its pieces and the outcome are its own until it is joined.
private final class Sweeper: @unchecked Sendable {
  /// With more rows aside than this, reading one by one is the faster way.
  private static let asideLimit = 256

  private let whole: ParallelSweep
  private let pieces: Pieces
  private(set) var aside: [Int] = []

  init(_ whole: ParallelSweep, _ pieces: Pieces) {
    self.whole = whole
    self.pieces = pieces
  }

  func run() {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: whole.rowsPerPiece * whole.sweep.stride, alignment: 64)
    defer { buffer.deallocate() }
    while let rows = pieces.next() {
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
        let count = sweep.readRows(text, into: whole.words + row * sweep.wordsPerRow, limit: .max)
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
    let status = pthread_create(&id, nil, sweepPartMain, part.toOpaque())
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
  private func sweepPartMain(_ part: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    Unmanaged<Sweeper>.fromOpaque(part!).takeRetainedValue().run()
    return nil
  }
#else
  private func sweepPartMain(_ part: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Sweeper>.fromOpaque(part).takeRetainedValue().run()
    return nil
  }
#endif
