import Grids

/// A number and the byte behind it, in the eight bytes that one store can write.
///
/// Numbers of up to seven digits fit, and so every coordinate of the largest map does.
private struct NumberText {
  var bytes: UInt64
  var length: Int

  init(_ number: Int, _ terminator: Unicode.Scalar) {
    assert(0..<10_000_000 ~= number && GridSize.maximumSide < 10_000_000)
    bytes = UInt64(terminator.value)
    length = 1
    var rest = number
    repeat {
      bytes = bytes << 8 | UInt64(48 + rest % 10)
      length += 1
      rest /= 10
    } while rest > 0
  }

  /// Writes eight bytes, of which the first `length` count.
  func store(at place: inout UnsafeMutableRawPointer) {
    place.storeBytes(of: bytes.littleEndian, as: UInt64.self)
    place += length
  }
}

extension TextOutput {
  /// The positions, row by row, one a line.
  ///
  /// Two stores write a position: one takes its column's text from a table, the other the text that
  /// its row shares. Where the row comes first ("3,12"), the texts alternate all the same, with one
  /// row's text ahead and the last taken back.
  ///
  /// - Complexity: O(*w* + *n*), *w* words of the map, *n* positions.
  mutating func writeLines(of cells: CellSet, in coordinates: Coordinates) throws(OutputError) {
    let isColumnFirst = coordinates.convention.isColumnFirst
    let columns = UnsafeMutablePointer<NumberText>.allocate(capacity: cells.width)
    defer { columns.deallocate() }
    for x in 0..<cells.width {
      let text = NumberText(coordinates.columnNumber(x), isColumnFirst ? "," : "\n")
      (columns + x).initialize(to: text)
    }

    let longest = MemoryLayout<UInt64>.size
    for y in 0..<cells.height {
      let words = cells.row(y)
      let row = NumberText(coordinates.rowNumber(y), isColumnFirst ? "\n" : ",")
      var isRowAhead = isColumnFirst
      for index in 0..<cells.wordsPerRow where words[index] != 0 {
        var place = try reserve(longest * (2 * UInt64.bitWidth + 1))
        if !isRowAhead {
          row.store(at: &place)
          isRowAhead = true
        }
        let texts = columns + index * UInt64.bitWidth
        var word = words[index]
        while word != 0 {
          texts[word.trailingZeroBitCount].store(at: &place)
          row.store(at: &place)
          word &= word &- 1
        }
        advance(to: place)
      }
      if isRowAhead && !isColumnFirst {
        retract(row.length)
      }
    }
  }
}
