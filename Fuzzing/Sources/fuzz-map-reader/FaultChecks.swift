import FuzzDriver

@testable import GridFormats

/// Looks at the faults of a text: as many as asked for, in order, and each inside the text.
func check(_ faults: [MapFault], omitted: Int, in input: FuzzedText) {
  require(!faults.isEmpty, "the text was refused without a fault")
  require(faults.count <= input.faultLimit, "more faults than asked for")
  require(omitted == 0 || faults.count == input.faultLimit, "faults omitted without need")
  require(input.faultLimit > 1 || omitted == 0, "reading went on behind the only fault asked for")
  let lines = lines(of: input.text)
  for fault in faults { check(fault, lines) }

  // Who asks for fewer gets the first of them.
  let first = input.outcome(pieces: [input.text[...]], byteCount: nil, faultLimit: 1)
  require(
    first == .faults([faults[0]], omitted: 0), "the first fault alone is another: \(first)")
}

/// The lines without their ends, and the first without its byte-order mark.
private func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
  var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
  // What follows the last line feed is a line only if there is something.
  if lines.last!.isEmpty { lines.removeLast() }
  if let first = lines.first, first.starts(with: [0xEF, 0xBB, 0xBF]) {
    lines[0] = first.dropFirst(3)
  }
  return lines.map { $0.last == 0x0D ? $0.dropLast() : $0 }
}

private func check(_ fault: MapFault, _ lines: [ArraySlice<UInt8>]) {
  require(1...lines.count + 1 ~= fault.line, "\(fault) is behind the text")
  let line = fault.line <= lines.count ? scalars(of: lines[fault.line - 1]) : []
  // Where cells are missing behind a row, the first would stand one further if spaces part them.
  let areMissing = fault.label?.hasSuffix("expected here") ?? false
  require(
    1...line.count + (areMissing ? 2 : 1) ~= fault.column, "\(fault) is outside of its line")
  require(fault.length >= 1, "\(fault) has no length")
  require(
    fault.column + fault.length - 1 <= max(line.count, fault.column),
    "\(fault) goes on behind its line")
  for words in [fault.message, fault.label, fault.help, fault.excerpt] {
    require(words?.unicodeScalars.allSatisfy(isHarmless) ?? true, "\(fault) moves the cursor")
  }
  guard let excerpt = fault.excerpt.map({ Array($0.unicodeScalars) }) else { return }
  let first = fault.excerptColumn - 1
  require(0...line.count ~= first, "the excerpt of \(fault) begins outside of its line")
  require(first + excerpt.count <= line.count, "the excerpt of \(fault) goes on behind its line")
  require(
    first < fault.column && fault.column <= first + excerpt.count + (areMissing ? 2 : 1),
    "\(fault) is outside of its excerpt")
  let isClipped = first + excerpt.count < line.count
  require(
    !isClipped || fault.column + fault.length - 1 <= first + excerpt.count,
    "\(fault) goes on behind its clipped excerpt")
  for (shown, scalar) in zip(excerpt, line[first...]) {
    require(
      shown == scalar || scalar.map { !isHarmless($0) } ?? (shown == "\u{FFFD}"),
      "the excerpt of \(fault) shows another text")
  }
}

/// The scalars of a line; `nil` for each byte that is no part of one.
///
/// Asks the standard library, for it shares no code with the reader.
private func scalars(of line: ArraySlice<UInt8>) -> [Unicode.Scalar?] {
  var scalars: [Unicode.Scalar?] = []
  var rest = line
  while !rest.isEmpty {
    let found = (1...4).lazy.compactMap { length in
      String(validating: rest.prefix(length), as: UTF8.self)?.unicodeScalars.first
    }.first
    scalars.append(found)
    rest = rest.dropFirst(found.map { UTF8.width($0) } ?? 1)
  }
  return scalars
}

/// Whether a terminal shows the scalar, rather than obeying it.
private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: false
  default: true
  }
}
