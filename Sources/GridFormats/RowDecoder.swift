/// Reads rows scalar by scalar: cells that are parted by spaces, cost something or are not ASCII.
struct RowDecoder {
  let width: Int

  /// Whether a space stands between two cells.
  let isSpaced: Bool

  let glyphs: GlyphTable

  /// Sets the bits and costs of a row, as many of its cells as belong there.
  ///
  /// - Returns: Whether that is all there is to the row; otherwise it has cells that say more or are
  ///   none, another width, or is no text.
  func readBits(
    _ line: TextLine, into words: UnsafeMutablePointer<UInt64>, costs: UnsafeMutablePointer<UInt8>?
  ) -> Bool {
    var union: UInt8 = 0
    var word: UInt64 = 0
    var x = 0
    var index = 0
    while x < width, index < line.bytes.count {
      guard let (value, length) = line.scalar(at: index) else { return false }
      let meaning = glyphs.meaning(of: value)
      index += length
      union |= meaning.rawValue
      word |= (meaning.isTraversable ? 1 : 0) << UInt64(x & 63)
      costs?[x] = meaning.cost
      x += 1
      if x & 63 == 0 {
        words[x / 64 - 1] = word
        word = 0
      }
      if isSpaced, index < line.bytes.count {
        guard line.bytes[index] == 0x20 else { return false }
        index += 1
      }
    }
    if x & 63 != 0 { words[x / 64] = word }
    return !GlyphMeaning(rawValue: union).isSpecial && x == width && index == line.bytes.count
  }
}
