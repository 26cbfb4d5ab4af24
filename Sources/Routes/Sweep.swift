import Grids

/// One pass over the rows of a map, in which several states are filled together.
///
/// Each state is a track. A track's row is made from rows of those before it: the same row for a move
/// sideways, the row that the sweep passed last for any other. Two rows of a track are kept, and all
/// of them only where a later stage reads them.
final class Sweep {
  private let open: CellSet
  private let step: Int
  private var tracks: [Track] = []

  /// - Parameters:
  ///   - open: The cells that may be entered.
  ///   - step: To the next row: -1 from the bottom to the top, 1 from the top to the bottom.
  init(open: CellSet, step: Int) {
    self.open = open
    self.step = step
  }

  /// Adds a track behind those whose rows it reads.
  ///
  /// - Parameters:
  ///   - layers: What was filled before this sweep and is left by these steps.
  ///   - tracks: The tracks that are left by these steps.
  ///   - kept: What remains of the track after the sweep.
  ///   - visitor: Gets each row that has a reached cell.
  func addTrack(
    _ move: Move, from layers: [Layer], and tracks: [Track], keeping kept: Track.Kept,
    visitor: ((Int, Row) -> Void)? = nil
  ) -> Track {
    let origin = (layers.map(\.columns) + tracks.map(\.columns)).reduce(0..<0, hull)
    let reach = move.isLoop ? open.wordsPerRow : move.counts.upperBound / 64 + 1
    let dx = move.direction.dx
    let columns =
      kept == .wholeRows
      ? 0..<open.wordsPerRow
      : max(
        0, origin.lowerBound - (dx < 0 ? reach : 0))..<min(
          open.wordsPerRow, origin.upperBound + (dx > 0 ? reach : 0))
    let track = Track(
      move, layers: layers, tracks: tracks, columns: columns, height: open.height,
      kept: kept, visitor: visitor)
    self.tracks.append(track)
    return track
  }

  func run() {
    let sources = tracks.reduce(0..<0) { $1.layers.reduce($0) { hull($0, $1.rows) } }
    guard !sources.isEmpty else { return }
    let (first, last) =
      step > 0
      ? (sources.lowerBound, sources.upperBound - 1) : (sources.upperBound - 1, sources.lowerBound)
    var y = first
    while 0..<open.height ~= y {
      var isIdle = true
      for track in tracks {
        track.advance(to: y, open)
        isIdle = isIdle && track.isIdle
      }
      if isIdle, (y - last) * step > 0 { break }
      y += step
    }
  }
}

/// What enters a state: a number of steps in one direction.
struct Move: Equatable {
  var direction: Direction
  var counts: ClosedRange<Int>

  /// Whether the step may be repeated without end; `counts` is 1...1 then.
  var isLoop: Bool
}

/// A state on its way through a sweep.
final class Track {
  enum Kept {
    case nothing

    /// The words of each row that can be reached.
    case reachableColumns

    /// All words of each row, as a board has them.
    case wholeRows
  }

  let layers: [Layer]
  let columns: Range<Int>

  /// All rows, if they are kept.
  let layer: Layer?

  private let move: Move
  private let tracks: [Track]
  private let visitor: ((Int, Row) -> Void)?
  private let run: VerticalRun?

  /// The row that the sweep is at, and the one before.
  private var current = Row.empty
  private var previous = Row.empty
  private let buffers: (RowBuffer, RowBuffer)?
  private let gathered: RowBuffer
  private var gatheredExtent = 0..<0
  private var usesSecondBuffer = false

  fileprivate init(
    _ move: Move, layers: [Layer], tracks: [Track], columns: Range<Int>, height: Int,
    kept: Kept, visitor: ((Int, Row) -> Void)?
  ) {
    self.move = move
    self.layers = layers
    self.tracks = tracks
    self.columns = columns
    self.visitor = visitor
    layer = kept == .nothing ? nil : Layer(columns: columns, height: height)
    buffers = kept == .nothing ? (RowBuffer(columns), RowBuffer(columns)) : nil
    gathered = RowBuffer(columns)
    run =
      move.counts == 1...1 || move.direction.dy == 0
      ? nil
      : VerticalRun(
        counts: move.counts, dx: move.direction.dx, limits: columns, height: height)
  }

  /// Whether nothing is reached here, nor will be without new sources.
  fileprivate var isIdle: Bool { current.isEmpty && run?.isIdle ?? true }

  fileprivate func advance(to y: Int, _ open: CellSet) {
    let older = previous
    previous = current
    let sources = sources(at: y)
    let result: RowWords
    if let layer {
      result = layer.words(ofRow: y)
    } else {
      let buffer = usesSecondBuffer ? buffers!.1 : buffers!.0
      usesSecondBuffer.toggle()
      buffer.clear(older.extent)
      result = buffer.words
    }
    var extent = reach(y, from: sources, open, into: result)
    while let first = extent.first, result[first] == 0 { extent.removeFirst() }
    while let last = extent.last, result[last] == 0 { extent.removeLast() }
    current = Row(words: UnsafePointer(result), extent: extent)
    guard !extent.isEmpty else { return }
    layer?.setExtent(extent, ofRow: y)
    visitor?(y, current)
  }

  private func reach(
    _ y: Int, from sources: Row, _ open: CellSet, into result: RowWords
  ) -> Range<Int> {
    let dx = move.direction.dx
    let dy = move.direction.dy
    let target = open.row(y)
    if dy == 0 {
      guard !sources.isEmpty else { return 0..<0 }
      switch (move.isLoop, move.counts) {
      case (true, _):
        return dx > 0
          ? fillEast(sources, through: target, limits: columns, into: result)
          : fillWest(sources, through: target, limits: columns, into: result)
      case (false, 1...1):
        return stepSideways(sources, dx: dx, through: target, limits: columns, into: result)
      case (false, let counts):
        return runSideways(
          sources, dx: dx, counts: counts, through: target, limits: columns, into: result)
      }
    }
    guard 0..<open.height ~= y - dy else { return 0..<0 }
    let origin = open.row(y - dy)
    if let run { return run.advance(sources, from: origin, to: target, into: result) }
    let behind = move.isLoop ? previous : .empty
    if dx == 0 {
      return advanceStraight(sources, behind, into: target, result)
    }
    return advanceDiagonally(sources, behind, dx, from: origin, to: target, result)
  }

  /// The row beyond the one that is left, straight on.
  private func advanceStraight(
    _ sources: Row, _ behind: Row, into open: OpenRow, _ result: RowWords
  ) -> Range<Int> {
    if behind.isEmpty {
      for index in sources.extent { result[index] = open[index] & sources.words[index] }
      return sources.extent
    }
    if sources.isEmpty {
      for index in behind.extent { result[index] = open[index] & behind.words[index] }
      return behind.extent
    }
    let extent = hull(sources.extent, behind.extent)
    for index in extent {
      result[index] = open[index] & (sources.words[index] | behind.words[index])
    }
    return extent
  }

  private func advanceDiagonally(
    _ sources: Row, _ behind: Row, _ dx: Int, from origin: OpenRow, to target: OpenRow,
    _ result: RowWords
  ) -> Range<Int> {
    let extent = widened(hull(sources.extent, behind.extent), by: dx, within: columns)
    for index in extent {
      var moved: UInt64 = 0
      if !sources.isEmpty { moved |= shifted(sources.words, index, dx, columns) }
      if !behind.isEmpty { moved |= shifted(behind.words, index, dx, columns) }
      result[index] = moved & entrances(from: origin, to: target, dx: dx, index, limits: columns)
    }
    return extent
  }

  /// The cells that are left by a step into a row.
  private func sources(at y: Int) -> Row {
    let origin = y - move.direction.dy
    var only = Row.empty
    var isGathered = false
    for layer in layers {
      gather(layer.row(origin), layer.columns, &only, &isGathered)
    }
    for track in tracks {
      let row = move.direction.dy == 0 ? track.current : track.previous
      gather(row, track.columns, &only, &isGathered)
    }
    guard isGathered else { return only }
    return Row(words: UnsafePointer(gathered.words), extent: gatheredExtent)
  }

  /// Takes a single source as it is, if it has all the words of this track; else sources are united
  /// in a row of this track's own.
  private func gather(
    _ row: Row, _ rowColumns: Range<Int>, _ only: inout Row, _ isGathered: inout Bool
  ) {
    guard !row.isEmpty else { return }
    if only.isEmpty, !isGathered, rowColumns == columns {
      only = row
      return
    }
    if !isGathered {
      gathered.clear(gatheredExtent)
      gatheredExtent = 0..<0
      isGathered = true
      unite(only)
    }
    unite(row)
  }

  private func unite(_ row: Row) {
    for index in row.extent { gathered.words[index] |= row.words[index] }
    gatheredExtent = hull(gatheredExtent, row.extent)
  }
}
