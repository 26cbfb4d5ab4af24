import Grids

/// What lies under paths and marks, a row of tiles at a time.
///
/// Members are counted a word at a time, so that a map is read about once however much smaller its
/// picture is; memory is one row of the picture.
struct Ground {
  private let map: GridMap
  private let positions: CellSet?
  private let visited: CellSet?
  private let heat: (@Sendable (Cell) -> Double)?
  private let frame: Frame
  private let splitsTiles: Bool

  /// - Parameter splitsTiles: Whether the halves of a tile can show different things.
  init(_ scene: Scene, in frame: Frame, splitsTiles: Bool) {
    for set in [scene.positions, scene.visited] {
      precondition(set.map { $0.size == scene.map.size } ?? true, "a set of another map's cells")
    }
    map = scene.map
    positions = scene.positions
    visited = scene.visited
    heat = scene.heat
    self.frame = frame
    self.splitsTiles = splitsTiles && frame.scale.isHalved
  }

  func symbols(inRow index: Int) -> [Symbol] {
    let rows = frame.rows(ofTile: index)
    var symbols = obstacles(in: rows)
    if let visited {
      for tile in symbols.indices where symbols[tile] == .clear {
        if visited.hasMember(in: frame.columns(ofTile: tile), rows) { symbols[tile] = .visited }
      }
    }
    if let heat {
      let heated = positions ?? map.traversable
      for tile in symbols.indices {
        let columns = frame.columns(ofTile: tile)
        let level = HeatRamp.level(
          ofHottest: heated.samples(in: columns, rows).lazy.map(heat))
        if let level {
          symbols[tile] = .heat(level)
        } else if positions?.hasMember(in: columns, rows) == true {
          symbols[tile] = .position
        }
      }
    } else if let positions {
      for tile in symbols.indices
      where positions.hasMember(in: frame.columns(ofTile: tile), rows) {
        symbols[tile] = .position
      }
    }
    return symbols
  }

  private func obstacles(in rows: Range<Int>) -> [Symbol] {
    guard splitsTiles else {
      return isObstacle(in: rows).map { $0 ? .obstacle : .clear }
    }
    let middle = min(rows.lowerBound + frame.scale.width, rows.upperBound)
    let upper = isObstacle(in: rows.lowerBound..<middle)
    let lower = isObstacle(in: middle..<rows.upperBound)
    return zip(upper, lower).map {
      switch $0 {
      case (false, false): .clear
      case (true, false): .upperObstacle
      case (false, true): .lowerObstacle
      case (true, true): .obstacle
      }
    }
  }

  /// For each tile, whether at least half of its cells in some rows are obstacles.
  private func isObstacle(in rows: Range<Int>) -> [Bool] {
    (0..<frame.width).map { tile in
      let columns = frame.columns(ofTile: tile)
      var clear = 0
      for y in rows { clear += map.traversable.count(inRow: y, columns) }
      return !rows.isEmpty && 2 * clear <= columns.count * rows.count
    }
  }
}

extension CellSet {
  fileprivate func hasMember(in columns: Range<Int>, _ rows: Range<Int>) -> Bool {
    rows.contains { first(inRow: $0, columns) != nil }
  }

  /// A member of each of at most 8×8 parts of a rectangle: every member, if it is no larger.
  fileprivate func samples(in columns: Range<Int>, _ rows: Range<Int>) -> [Cell] {
    let (width, height) = (columns.count.dividedUp(by: 8), rows.count.dividedUp(by: 8))
    var samples: [Cell] = []
    for y in stride(from: rows.lowerBound, to: rows.upperBound, by: height) {
      for x in stride(from: columns.lowerBound, to: columns.upperBound, by: width) {
        let part = x..<Swift.min(x + width, columns.upperBound)
        for y in y..<Swift.min(y + height, rows.upperBound) {
          guard let member = first(inRow: y, part) else { continue }
          samples.append(member)
          break
        }
      }
    }
    return samples
  }
}
