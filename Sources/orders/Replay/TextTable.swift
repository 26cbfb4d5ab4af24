import Foundation

/// Columns of text: names on the left, figures on the right. As wide as it needs to be.
struct TextTable {
  private var rows: [[String]] = []

  mutating func add(_ cells: [String]) { rows.append(cells) }
  /// An empty line.
  mutating func space() { rows.append([]) }

  var text: String {
    let columnCount = rows.map(\.count).max() ?? 0
    let widths = (0..<columnCount).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max()!
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + padding : "  " + padding + cell
      }.joined()
    }.joined(separator: "\n")
  }
}

extension Int64 {
  /// With a true minus sign, as wide as a digit.
  var figure: String { self < 0 ? "−\(magnitude)" : "\(self)" }
}

extension Duration {
  /// Three digits that count.
  var milliseconds: String {
    let value = self / .milliseconds(1)
    let places = value < 10 ? 2 : value < 100 ? 1 : 0
    return value.formatted(
      .number.precision(.fractionLength(places)).grouping(.never)
        .locale(.init(identifier: "en_US_POSIX"))) + " ms"
  }
}
