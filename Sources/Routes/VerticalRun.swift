import Grids

/// `counts` steps up, down or diagonally, one row after another.
///
/// A cell is reached after exactly the least number *a* of steps where a source lies *a* rows behind
/// and the last *a* entrances were clear; from there on, as long as entrances stay clear, for as many
/// rows as the counts leave. Both are counted for all columns at once, in counters whose bits are
/// rows of words: `N{3,500}` costs some twenty operations a word, not 500.
final class VerticalRun {
  private let counts: ClosedRange<Int>
  private let dx: Int
  private let limits: Range<Int>

  /// The sources of the last *a* rows.
  private var history: [RowBuffer]
  private var newest = 0
  private var occupied = 0

  private let clearSteps: SlicedCounter
  private let laterSteps: SlicedCounter
  private let unbroken: RowBuffer
  private let reached: RowBuffer
  private let entrance: RowBuffer
  private let arrivals: RowBuffer
  private var isReset = true

  /// - Parameter height: Of the map; no more steps than rows are possible.
  init(counts: ClosedRange<Int>, dx: Int, limits: Range<Int>, height: Int) {
    self.counts = counts
    self.dx = dx
    self.limits = limits
    let isPossible = counts.lowerBound < height
    history = (0..<(isPossible ? counts.lowerBound : 0)).map { _ in RowBuffer(limits) }
    clearSteps = SlicedCounter(limit: counts.lowerBound, columns: limits)
    laterSteps = SlicedCounter(
      limit: min(counts.upperBound, height) - min(counts.lowerBound, height) + 1, columns: limits)
    unbroken = RowBuffer(limits)
    reached = RowBuffer(limits)
    entrance = RowBuffer(limits)
    arrivals = RowBuffer(limits)
  }

  /// Whether nothing is under way: without new sources, no row will be reached.
  private(set) var isIdle = true

  func advance(
    _ sources: Row, from origin: OpenRow, to target: OpenRow, into result: RowWords
  ) -> Range<Int> {
    guard !history.isEmpty, !(isIdle && sources.isEmpty) else {
      reset()
      return 0..<0
    }
    isReset = false
    for index in limits {
      entrance.words[index] = entrances(from: origin, to: target, dx: dx, index, limits: limits)
    }
    let oldest = remember(sources)
    if dx != 0 {
      for buffer in clearSteps.planes + laterSteps.planes + [unbroken, reached] {
        buffer.shift(by: dx)
      }
    }
    clearSteps.increment(where: entrance) { [unbroken, entrance] index, overflow in
      unbroken.words[index] = unbroken.words[index] & entrance.words[index] | overflow
    }
    clearSteps.reset { [entrance] index in ~entrance.words[index] }

    oldest.copy(to: arrivals, movedBy: dx * counts.lowerBound)
    for index in limits {
      arrivals.words[index] &= unbroken.words[index]
      reached.words[index] &= entrance.words[index]
    }
    laterSteps.increment(where: reached) { [reached] index, overflow in
      reached.words[index] &= ~overflow
    }
    laterSteps.reset { [arrivals] index in arrivals.words[index] }
    var any: UInt64 = 0
    for index in limits {
      reached.words[index] |= arrivals.words[index]
      result[index] = reached.words[index]
      any |= reached.words[index]
    }
    isIdle = any == 0 && occupied == 0
    return any == 0 ? 0..<0 : limits
  }

  /// Stores a row of sources and returns the one from *a* - 1 rows before.
  private func remember(_ sources: Row) -> RowBuffer {
    newest = (newest + 1) % history.count
    occupied -= history[newest].isEmpty ? 0 : 1
    history[newest].assign(sources)
    occupied += history[newest].isEmpty ? 0 : 1
    return history[(newest + 1) % history.count]
  }

  private func reset() {
    guard !isReset else { return }
    isReset = true
    clearSteps.reset { _ in ~0 }
    unbroken.assign(.empty)
  }
}

/// A counter for each cell of a row, bit *i* of all of them in the *i*-th plane of words. It starts
/// so that it overflows when it has been incremented `limit` times.
private final class SlicedCounter {
  let planes: [RowBuffer]
  private let columns: Range<Int>
  private let initialValue: Int

  init(limit: Int, columns: Range<Int>) {
    let bitCount = limit <= 1 ? 0 : Int.bitWidth - (limit - 1).leadingZeroBitCount
    planes = (0..<bitCount).map { _ in RowBuffer(columns) }
    self.columns = columns
    initialValue = 1 << bitCount - limit
    reset { _ in ~0 }
  }

  /// - Parameter overflow: Gets the number of each word and the cells that overflowed in it.
  func increment(where cells: RowBuffer, overflow: (Int, UInt64) -> Void) {
    for index in columns {
      var carry = cells.words[index]
      for plane in planes {
        let bits = plane.words[index]
        plane.words[index] = bits ^ carry
        carry &= bits
      }
      overflow(index, carry)
    }
  }

  func reset(where cells: (Int) -> UInt64) {
    for index in columns {
      let mask = cells(index)
      for (bit, plane) in planes.enumerated() {
        if initialValue >> bit & 1 == 1 {
          plane.words[index] |= mask
        } else {
          plane.words[index] &= ~mask
        }
      }
    }
  }
}

/// A row of words of one's own, all zero at first.
final class RowBuffer {
  let words: RowWords
  let columns: Range<Int>
  private(set) var isEmpty = true

  init(_ columns: Range<Int>) {
    self.columns = columns
    let block = RowWords.allocate(capacity: max(columns.count, 1))
    block.initialize(repeating: 0, count: max(columns.count, 1))
    words = block - columns.lowerBound
  }

  deinit { (words + columns.lowerBound).deallocate() }

  func clear(_ extent: Range<Int>) {
    for index in extent { words[index] = 0 }
  }

  func assign(_ row: Row) {
    clear(columns)
    for index in row.extent { words[index] = row.words[index] }
    isEmpty = row.isEmpty
  }

  /// Moves all cells by one; those that leave the row are gone.
  func shift(by dx: Int) {
    if dx > 0 {
      for index in columns.reversed() { words[index] = shifted(words, index, dx, columns) }
    } else {
      for index in columns { words[index] = shifted(words, index, dx, columns) }
    }
  }

  /// Writes the cells of this row to another, moved by any number.
  func copy(to target: RowBuffer, movedBy distance: Int) {
    let wordShift = distance >> 6
    let bitShift = UInt64(distance & 63)
    for index in columns {
      let lower = index - wordShift
      let high = columns.contains(lower) ? words[lower] << bitShift : 0
      let low =
        columns.contains(lower - 1) && bitShift > 0 ? words[lower - 1] >> (64 - bitShift) : 0
      target.words[index] = high | low
    }
  }
}
