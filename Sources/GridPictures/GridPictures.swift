// API sketch: bodies to come, a file a topic.
import Grids

/// What a picture is drawn on: a terminal of so many columns and rows, or text without end.
public struct Canvas: Sendable {
  public enum Glyphs: Sendable { case blocks, ascii }
  /// `nil`: as many as the picture needs (a pipe, a file).
  public var columns: Int?
  public var rows: Int?
  public var isColored: Bool
  public var glyphs: Glyphs
  public init(columns: Int?, rows: Int?, isColored: Bool, glyphs: Glyphs) { self.columns = columns; self.rows = rows; self.isColored = isColored; self.glyphs = glyphs }
}

/// What there is to see on a map.
public struct Scene: Sendable {
  public var map: GridMap
  public var positions: CellSet?
  public var visited: CellSet?
  /// Paths, each cell by cell.
  public var paths: [[Cell]] = []
  public var treasure: Cell?
  public var goals: [Cell] = []
  /// A value 0...1 for cells, as a heat map with a legend.
  public var heat: (@Sendable (Cell) -> Double)?
  public init(map: GridMap) { self.map = map }
}

/// The scene as lines of text, with a line that says so where it was scaled down or cut to a window.
public struct Picture {
  public init(_ scene: Scene, on canvas: Canvas) {}
  /// Lines with their escape sequences, without line ends.
  public var lines: [String] { [] }
}
