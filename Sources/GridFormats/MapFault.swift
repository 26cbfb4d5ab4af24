/// One fault of a map's text.
public struct MapFault: Error, Equatable, Sendable {
  /// What is wrong: "row 3 is 7 cells wide, the first is 8".
  public var message: String

  /// The line, from 1; one more than there are where something is missing at the end.
  public var line: Int

  /// The column, from 1, in Unicode scalars of the line after a byte-order mark.
  public var column: Int

  /// How many scalars are at fault, at least 1 and never beyond a clipped excerpt.
  public var length: Int

  /// The line, clipped around the column if it is long, control characters replaced by their
  /// pictures; `nil` where there is none to show.
  public var excerpt: String?

  /// The column of the excerpt's first scalar.
  public var excerptColumn: Int

  /// What stands behind the caret: "one more cell expected here".
  public var label: String?

  /// What would be right: "every row of a map must have the same width".
  public var help: String?

  public init(
    message: String, line: Int, column: Int, length: Int = 1, excerpt: String? = nil,
    excerptColumn: Int = 1, label: String? = nil, help: String? = nil
  ) {
    self.message = message
    self.line = line
    self.column = column
    self.length = length
    self.excerpt = excerpt
    self.excerptColumn = excerptColumn
    self.label = label
    self.help = help
  }
}

extension MapFault {
  /// A fault of a line that is at hand.
  init(
    _ message: String, in line: TextLine, column: Int, length: Int = 1, label: String? = nil,
    help: String? = nil
  ) {
    let excerpt = line.excerpt(around: column)
    let visible = excerpt.column + excerpt.scalarCount - column
    self.init(
      message: message, line: line.number, column: column,
      length: excerpt.isClippedBehind ? min(length, visible) : length,
      excerpt: excerpt.text, excerptColumn: excerpt.column, label: label, help: help)
  }
}
