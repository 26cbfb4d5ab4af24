import Grids

/// The paths and marks of a scene, tile by tile, in the order in which tiles are drawn.
///
/// A sorted list instead of a table: its size depends on the paths, not on the map.
struct Overlay {
  /// What lies on one tile.
  struct Item {
    let tile: Cell
    /// The tiles around to which a path goes on.
    var links: DirectionSet = []
    /// Where the path that ends here points.
    var head: Direction?
    var mark: Mark?

    mutating func merge(_ other: Item) {
      links.formUnion(other.links)
      head = head ?? other.head
      if let theirs = other.mark { mark = max(mark ?? theirs, theirs) }
    }
  }

  /// At most one a tile, row by row.
  private(set) var items: [Item] = []

  /// - Complexity: O(*p* log *p*), *p* cells of the paths.
  init(_ scene: Scene, in frame: Frame) {
    for path in scene.paths { append(path, in: frame) }
    for goal in scene.goals { append(.goal, at: goal, in: frame) }
    append(.treasure, at: scene.treasure, in: frame)
    append(.start, at: scene.map.start, in: frame)
    mergeItemsOfOneTile()
  }

  private mutating func append(_ mark: Mark, at cell: Cell?, in frame: Frame) {
    guard let cell, frame.box.contains(cell) else { return }
    items.append(Item(tile: frame.tile(of: cell), mark: mark))
  }

  /// Follows a path from tile to tile, however many of its cells lie on one.
  private mutating func append(_ path: [Cell], in frame: Frame) {
    var last: Item?
    for cell in path where frame.box.contains(cell) {
      let tile = frame.tile(of: cell)
      guard var previous = last else {
        last = Item(tile: tile, mark: .pathBegin)
        continue
      }
      if tile == previous.tile { continue }
      var next = Item(tile: tile)
      if let direction = Direction(from: previous.tile, to: tile) {
        previous.links.formUnion(DirectionSet(direction))
        next.links = DirectionSet(direction.reversed)
        next.head = direction
      }
      previous.head = nil
      items.append(previous)
      last = next
    }
    if let last { items.append(last) }
  }

  private mutating func mergeItemsOfOneTile() {
    items.sort { $0.tile < $1.tile }
    var merged: [Item] = []
    for item in items {
      if merged.last?.tile == item.tile {
        merged[merged.count - 1].merge(item)
      } else {
        merged.append(item)
      }
    }
    items = merged
  }
}

extension Direction {
  /// The direction of a neighbour, or `nil` of any other cell.
  fileprivate init?(from cell: Cell, to neighbor: Cell) {
    let offset = (neighbor.x - cell.x, neighbor.y - cell.y)
    guard let direction = Direction.allCases.first(where: { ($0.dx, $0.dy) == offset })
    else { return nil }
    self = direction
  }
}
