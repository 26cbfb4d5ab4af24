import Grids
import Routes

extension Solution {
  /// The grid, a blank line, a sentence, and the positions, one a line.
  func writeText(
    in coordinates: Coordinates, _ paint: Paint, to output: inout TextOutput
  ) throws {
    try output.writeGrid(map, marking: positions, paint)
    try output.write("\n\(sentence(in: coordinates))\n")
    if walks == nil && counts == nil {
      try output.writeLines(of: positions, in: coordinates)
    } else {
      try writeTable(in: coordinates, to: &output)
    }
  }

  private func sentence(in coordinates: Coordinates) -> String {
    let count = positions.count
    guard count > 0 else {
      let texts = routes.map { $0.text.isEmpty ? "''" : $0.text.visible }
      return "No position fits the \(texts.count == 1 ? "route" : "routes") "
        + texts.joined(separator: " and ") + "."
    }
    var sentence = "\(count) position\(count == 1 ? "" : "s"), as \(coordinates.description)"
    switch (counts?.total, walks) {
    case (nil, nil): break
    case (nil, _?): sentence += ", each with a shortest walk"
    case (let total?, nil): sentence += ", each with its share of \(total) walks"
    case (let total?, _?): sentence += ", each with its share of \(total) walks and a shortest one"
    }
    return sentence + ":"
  }

  /// Columns that stand below each other and that `awk` tells apart; the walk, the only one that
  /// holds a varying number of words, is the last.
  private func writeTable(in coordinates: Coordinates, to output: inout TextOutput) throws {
    var cellWidth = 0
    var countWidth = 0
    var leastShare = 1.0
    for cell in positions {
      cellWidth = max(cellWidth, coordinates.text(of: cell).utf8.count)
      if let counts {
        countWidth = max(countWidth, counts.count(at: cell).utf8.count)
        leastShare = min(leastShare, counts.share(at: cell))
      }
    }
    let decimals = Percentage.decimals(toTell: leastShare)
    for cell in positions {
      var line = coordinates.text(of: cell).padded(to: cellWidth)
      if let counts {
        let count = counts.count(at: cell)
        let share = Percentage.text(of: counts.share(at: cell), decimals: decimals)
        line += "  " + String(repeating: " ", count: countWidth - count.utf8.count) + count
        line +=
          (count == "1" ? " walk   " : " walks  ") + share.padded(to: 4 + decimals, left: true)
        line += " %"
      }
      if let walks, let walk = walks.walk(to: cell) {
        line += "  \(walk)"
      }
      try output.write(line + "\n")
    }
  }
}

/// Shares as people read them.
private enum Percentage {
  /// So many digits behind the point that even the least share is not 0, within reason.
  static func decimals(toTell leastShare: Double) -> Int {
    var decimals = 1
    var scaled = leastShare * 1000
    while scaled < 0.5, decimals < 6 {
      scaled *= 10
      decimals += 1
    }
    return decimals
  }

  static func text(of share: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int((share * 100 * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    return "\(scaled / scale)." + String(repeating: "0", count: decimals - fraction.utf8.count)
      + fraction
  }
}

extension String {
  /// At least so many bytes of ASCII, filled with spaces.
  fileprivate func padded(to width: Int, left: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - utf8.count))
    return left ? spaces + self : self + spaces
  }
}
