/// How a maze is made; each has its own look, and its own needs.
public enum MazeAlgorithm: String, CaseIterable, Sendable {
  /// Depth-first search: long corridors that wind, few dead ends. (The recursive backtracker.)
  case backtracker

  /// A tree that grows at a random place of its edge: short dead ends everywhere.
  case prim

  /// Every maze of that size with the same probability. Slow at first, while there is little to meet.
  case wilson

  /// Row by row, with sets of rooms that are joined already: no bias that meets the eye.
  case eller

  /// Row by row: corridors of random length, each with one way down. The last row is one corridor.
  case sidewinder

  /// Each room by itself: a way to the right or down. The last row and column are corridors.
  case binaryTree = "binary-tree"

  /// Whether mazes are written as they are made, in the memory of a few rows. The others keep a byte
  /// for each room, and `prim` four more for each room at the edge of its tree.
  public var isStream: Bool {
    switch self {
    case .backtracker, .prim, .wilson: false
    case .eller, .sidewinder, .binaryTree: true
    }
  }
}
