/// How many cells a tile stands for, and how many columns it takes.
///
/// A tile is the unit of a picture: one character, or two where cells are wide.
struct Scale: Equatable {
  /// Columns a tile: 1 or 2.
  let columns: Int

  /// Cells across a tile.
  let width: Int

  /// Cells down a tile: its width, or twice that where its upper and lower half are drawn apart.
  let height: Int

  private init(columns: Int = 1, width: Int, isHalved: Bool = false) {
    self.columns = columns
    self.width = width
    height = isHalved ? 2 * width : width
  }

  /// Cells look square: a character is about twice as high as it is wide.
  static let wide = Scale(columns: 2, width: 1)

  var isHalved: Bool { height > width }

  /// Whether every cell has a character of its own.
  var isExact: Bool { height == 1 }

  /// The scale that shows a rectangle of cells largest: wide, narrow, in half blocks, or with
  /// *k*×*k* cells a character or half block for the least *k*.
  init(showing width: Int, by height: Int, in room: Room) {
    if room.allowsWide && 2 * width <= room.columns && height <= room.rows {
      self = .wide
      return
    }
    let acrossAll = width.dividedUp(by: room.columns)
    let whole = max(acrossAll, height.dividedUp(by: room.rows))
    let halved = max(acrossAll, height.dividedUp(by: 2 * room.rows))
    self = halved < whole ? Scale(width: halved, isHalved: true) : Scale(width: whole)
  }
}

/// The characters that tiles may take.
struct Room: Equatable {
  /// Stands for no limit: more than any map needs, and no product of it overflows.
  static let endless = 1 << 40

  var columns: Int
  var rows: Int
  var allowsWide: Bool
}

extension Int {
  /// The quotient, rounded up.
  func dividedUp(by divisor: Int) -> Int { (self + divisor - 1) / divisor }
}
