// API sketch: bodies to come.
import Grids

public enum MapFormat: String, CaseIterable, Sendable { case plain, octile, maze, digits }

/// What `--legend 'wall=█ clear=· start=@ goal=E'` says: glyphs added to a format's own.
public struct Legend: Sendable, Equatable {
  public init() {}
  public init(_ text: String) throws(LegendError) {}
}

public struct LegendError: Error, Equatable, Sendable { public var message: String }

/// A map with whatever else its format carries.
public struct MapDocument: Sendable {
  public var map: GridMap
  public var format: MapFormat
  /// `E` of a maze, row by row.
  public var goals: [Cell]
  /// Cost of entering each cell, row by row, 0 where blocked; `nil` but for digits.
  public var costs: [UInt8]?
}

/// One fault of a map's text.
public struct MapFault: Error, Equatable, Sendable {
  public var message: String        // "row 3 is 7 cells wide, the first is 8"
  public var line: Int              // from 1
  public var column: Int            // from 1, Unicode scalars after a BOM
  public var length: Int            // of what is underlined, at least 1
  public var excerpt: String?       // the line (clipped around the column if long); nil: none to show
  public var excerptColumn: Int     // the column of the excerpt's first scalar
  public var label: String?         // behind the caret: "one more cell expected here"
  public var help: String?          // "every row of a map must have the same width"
}

/// Why a map could not be read.
public enum MapError: Error, Sendable {
  case unreadable(path: String, reason: String)   // no such file, a directory, no permission …
  case malformed(source: String, faults: [MapFault], omitted: Int)  // source: path or "<stdin>"
}

public struct MapSource: Sendable {
  /// `nil` or "-": standard input.
  public init(path: String?) {}
  /// What errors and JSON call it: the path or `<stdin>`.
  public var name: String { "" }
  /// - Parameter faultLimit: how many faults to look for before giving up.
  public func read(format: MapFormat?, legend: Legend, faultLimit: Int = 1) throws(MapError) -> MapDocument { fatalError() }
}

/// Writes a map as text of a format, in pieces of bounded size.
public struct MapWriter {
  public init(format: MapFormat) {}
  public func write(_ document: MapDocument, to sink: (UnsafeRawBufferPointer) throws -> Void) rethrows {}
  /// What of the document the format cannot hold, for a warning: "the start", "2 goals", "the costs".
  public func losses(of document: MapDocument) -> [String] { [] }
}
