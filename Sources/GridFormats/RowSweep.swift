import CGridKernels
import Grids

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads rows at the speed of memory, as long as they are as they should be: of the same width, with
/// the same line end, and of glyphs that are a bit each.
///
/// Since the classification knows every byte of such a row, there is no need to look for the end of a
/// line: if it stands where it should, there is none before it.
struct RowSweep: Sendable {
  let width: Int

  /// 1 for LF, 2 for CRLF.
  let lineEndLength: Int

  private var clearSet: [UInt8]
  private var blockedSet: [UInt8]

  init(width: Int, lineEndLength: Int, glyphs: GlyphTable) {
    self.width = width
    self.lineEndLength = lineEndLength
    clearSet = glyphs.clearSet
    blockedSet = glyphs.blockedSet
  }

  /// The same for rows with kinds of terrain, which it does not tell apart.
  func takingTerrain(of glyphs: GlyphTable) -> RowSweep {
    var sweep = self
    sweep.clearSet = glyphs.clearTerrainSet
    sweep.blockedSet = glyphs.blockedTerrainSet
    return sweep
  }

  /// The bytes from one row to the next.
  var stride: Int { width + lineEndLength }

  var wordsPerRow: Int { (width + 63) / 64 }

  /// Reads one row without its line end.
  ///
  /// - Returns: Whether every glyph is a bit; otherwise the words hold what is to be overwritten.
  func readRow(_ row: UnsafeRawPointer, into words: UnsafeMutablePointer<UInt64>) -> Bool {
    gk_classify(
      KernelLevel.best, row.assumingMemoryBound(to: UInt8.self), width, clearSet, blockedSet, words)
  }

  /// Whether a line end of the expected kind follows a row of the expected width.
  func isRowEnded(_ row: UnsafeRawPointer) -> Bool {
    let end = row + width
    return lineEndLength == 1
      ? end.load(as: UInt8.self) == 0x0A
      : end.loadUnaligned(as: UInt16.self) == UInt16(littleEndian: 0x0A0D)
  }

  /// Reads rows from the start of the text up to the first that needs a closer look.
  ///
  /// - Parameter known: A row that is marked where it stands instead of being read again.
  /// - Returns: The number of rows read, at most `limit`.
  func readRows(
    _ text: UnsafeRawBufferPointer, into words: UnsafeMutablePointer<UInt64>, limit: Int,
    but known: KnownRow? = nil
  ) -> Int {
    guard let base = text.baseAddress else { return 0 }
    let wordsPerRow = self.wordsPerRow
    let count = min(limit, text.count / stride)
    for row in 0..<count {
      let bytes = base + row * stride
      if let known, memcmp(bytes, known.text, stride) == 0 {
        known.marks[row] = 1
        continue
      }
      guard isRowEnded(bytes), readRow(bytes, into: words + row * wordsPerRow) else { return row }
    }
    return count
  }
}

/// The text of a row, line end and all, whose bits are known.
struct KnownRow {
  let text: UnsafeRawPointer

  /// For each row from the first that is read, whether it is this one: 1 or 0.
  let marks: UnsafeMutablePointer<UInt8>

  /// The same for the rows from a later one on.
  func from(_ row: Int) -> KnownRow { KnownRow(text: text, marks: marks + row) }
}
