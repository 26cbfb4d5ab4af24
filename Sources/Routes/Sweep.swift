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
    // Counting references would take longer than many a row.
    let tracks = self.tracks.map(Unmanaged.passUnretained)
    withExtendedLifetime(self) {
      let open = self.open.rows
      var y = first
      while 0..<open.height ~= y {
        var isIdle = true
        for track in tracks {
          isIdle = track._withUnsafeGuaranteedRef { $0.advance(to: y, open) } && isIdle
        }
        if isIdle, (y - last) * step > 0 { break }
        y += step
      }
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

  /// What `layers` and `tracks` are for the sweep, which counts no references.
  private let sources: UnsafeMutableBufferPointer<Source>

  /// The row that the sweep is at, and the one before.
  private let rows: UnsafeMutablePointer<(current: Row, previous: Row)>
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
    let sources =
      layers.map { Source(columns: $0.columns, rows: .layer(Unmanaged.passUnretained($0))) }
      + tracks.map { Source(columns: $0.columns, rows: .track($0.rows)) }
    self.sources = .allocate(capacity: sources.count)
    _ = self.sources.initialize(from: sources)
    rows = .allocate(capacity: 1)
    rows.initialize(to: (.empty, .empty))
    layer = kept == .nothing ? nil : Layer(columns: columns, height: height)
    buffers = kept == .nothing ? (RowBuffer(columns), RowBuffer(columns)) : nil
    gathered = RowBuffer(columns)
    run =
      move.counts == 1...1 || move.direction.dy == 0
      ? nil
      : VerticalRun(
        counts: move.counts, dx: move.direction.dx, limits: columns, height: height)
  }

  deinit {
    sources.deallocate()
    rows.deallocate()
  }

  /// Where cells are that a step leaves.
  private struct Source {
    enum Rows {
      case layer(Unmanaged<Layer>)
      case track(UnsafePointer<(current: Row, previous: Row)>)
    }

    let columns: Range<Int>
    let rows: Rows

    /// - Parameter dy: That of the step, which ends in row `y`.
    func row(leftFor y: Int, dy: Int) -> Row {
      switch rows {
      case .layer(let layer): layer._withUnsafeGuaranteedRef { $0.row(y - dy) }
      case .track(let rows): dy == 0 ? rows.pointee.current : rows.pointee.previous
      }
    }
  }

  /// Fills the next row.
  ///
  /// - Returns: Whether nothing is reached there, nor will be without new sources.
  fileprivate func advance(to y: Int, _ open: CellRows) -> Bool {
    let (newer, older) = rows.pointee
    rows.pointee.previous = newer
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
    let written = reach(y, from: sources, open, into: result)
    var (first, end) = (written.lowerBound, written.upperBound)
    while first < end, result[first] == 0 { first += 1 }
    while first < end, result[end - 1] == 0 { end -= 1 }
    let row = Row(words: UnsafePointer(result), extent: first..<end)
    rows.pointee.current = row
    guard !row.isEmpty else { return run?.isIdle ?? true }
    layer?.setExtent(row.extent, ofRow: y)
    visitor?(y, row)
    return false
  }

  private func reach(
    _ y: Int, from sources: Row, _ open: CellRows, into result: RowWords
  ) -> Range<Int> {
    let dx = move.direction.dx
    let dy = move.direction.dy
    let target = open[y]
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
    let origin = open[y - dy]
    if let run { return run.advance(sources, from: origin, to: target, into: result) }
    let behind = move.isLoop ? rows.pointee.previous : .empty
    if dx == 0 { return stepStraight(sources, behind, into: target, result) }
    return stepDiagonally(
      sources, behind, dx, from: origin, to: target, limits: columns, into: result)
  }

  /// The cells that are left by a step into a row.
  private func sources(at y: Int) -> Row {
    let dy = move.direction.dy
    var only = Row.empty
    var isGathered = false
    for index in sources.indices {
      let source = sources[index]
      gather(source.row(leftFor: y, dy: dy), source.columns, &only, &isGathered)
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
