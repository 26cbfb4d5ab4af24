import CFuzzDriver
import FuzzDriver
import Glibc

@testable import GridFormats

/// What reading a text comes to.
enum Outcome: Equatable {
  case document(MapDocument)
  case faults([MapFault], omitted: Int)
}

/// Reads a text in every way there is, and looks at what comes out.
func check(_ input: FuzzedText) {
  let outcome = input.outcome(pieces: [input.text[...]], byteCount: input.text.count)
  require(
    input.outcome(pieces: input.pieces, byteCount: nil) == outcome,
    "the pieces change what is read")
  // A length that turns out wrong, as when a file grows or shrinks meanwhile.
  require(
    input.outcome(pieces: input.pieces, byteCount: input.text.count / 2) == outcome,
    "an underestimated length changes what is read")
  require(
    input.outcome(pieces: [input.text[...]], byteCount: 2 * input.text.count + 1) == outcome,
    "an overestimated length changes what is read")
  require(
    input.outcomeOfFile() == outcome, "reading a file on two threads changes what is read")
  switch outcome {
  case .document(let document):
    check(document, read: input)
  case .faults(let faults, let omitted):
    check(faults, omitted: omitted, in: input)
  }
}

/// Reads pieces, each from memory of just its size, so that a byte read beyond it is noticed.
func outcome(
  of pieces: [ArraySlice<UInt8>], format: MapFormat?, legend: Legend, start: StartRule,
  faultLimit: Int, byteCount: Int? = nil
) -> Outcome {
  var reader = MapReader(
    format: format, legend: legend, start: start, faultLimit: faultLimit, byteCount: byteCount)
  do {
    for piece in pieces {
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: piece.count, alignment: 1)
      defer { copy.deallocate() }
      copy.copyBytes(from: piece)
      try reader.read(UnsafeRawBufferPointer(copy))
    }
    return .document(try reader.finish())
  } catch {
    return .faults(reader.ledger.faults, omitted: reader.ledger.omitted)
  }
}

extension FuzzedText {
  func outcome(
    pieces: [ArraySlice<UInt8>], byteCount: Int?, faultLimit: Int? = nil
  ) -> Outcome {
    fuzz_map_reader.outcome(
      of: pieces, format: format, legend: legend, start: startRule,
      faultLimit: faultLimit ?? self.faultLimit, byteCount: byteCount)
  }

  /// Reads a file, on two threads however small it is.
  func outcomeOfFile() -> Outcome {
    memoryFile.replaceContents(with: text)
    do {
      return .document(
        try MapSource(path: memoryFile.path).read(
          format: format, legend: legend, start: startRule, faultLimit: faultLimit,
          parallelFrom: 0))
    } catch {
      switch error {
      case .unreadable(_, let reason): fatalError("the file is unreadable: \(reason)")
      case .malformed(_, let faults, let omitted): return .faults(faults, omitted: omitted)
      }
    }
  }
}

private let memoryFile = MemoryFile()

/// A file that is written again and again.
private struct MemoryFile {
  private let descriptor: Int32
  let path: String

  init() {
    descriptor = fuzz_open_memory_file()
    precondition(descriptor >= 0, "no file in memory to be had")
    path = "/proc/self/fd/\(descriptor)"
  }

  func replaceContents(with bytes: [UInt8]) {
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, bytes, bytes.count, 0) == bytes.count
    else { fatalError("the file in memory cannot be written") }
  }
}
