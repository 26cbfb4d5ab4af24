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
    guard count > 0 else { return routes.noPositionSentence }
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
    let cellWidth = positions.reduce(0) { max($0, coordinates.text(of: $1).utf8.count) }
    let weights = counts.map { WeightColumns(of: $0, at: positions) }
    for cell in positions {
      try output.write(coordinates.text(of: cell).padded(to: cellWidth))
      if let weights {
        try output.write("  " + weights.text(at: cell))
      }
      if let walk = walks?.walk(to: cell) {
        try output.write("  \(walk)")
      }
      try output.write("\n")
    }
  }
}

extension [Route] {
  /// What to say where there is no position.
  var noPositionSentence: String {
    let texts = map { $0.text.isEmpty ? "''" : $0.text.visible }
    return "No position fits the \(count == 1 ? "route" : "routes") "
      + texts.joined(separator: " and ") + "."
  }
}

/// "3 walks  12.5 %", as wide at one position as at another.
private struct WeightColumns {
  private let counts: WalkCounts
  private var countWidth = 0
  private var unitWidth = 0
  private var decimals = 1
  private var shareWidth = 0

  init(of counts: WalkCounts, at positions: CellSet) {
    self.counts = counts
    var leastShare = 1.0
    var greatestShare = 0.0
    for cell in positions {
      let count = counts.count(at: cell).description
      countWidth = max(countWidth, count.utf8.count)
      unitWidth = max(unitWidth, Self.unit(of: count).utf8.count)
      leastShare = min(leastShare, counts.share(at: cell))
      greatestShare = max(greatestShare, counts.share(at: cell))
    }
    // So many digits behind the point that even the least share is not 0, within reason.
    var scaled = leastShare * 1000
    while scaled < 0.5, decimals < 6 {
      scaled *= 10
      decimals += 1
    }
    shareWidth = percentage(greatestShare).utf8.count
  }

  func text(at cell: Cell) -> String {
    let count = counts.count(at: cell).description
    let share = percentage(counts.share(at: cell))
    return count.padded(to: countWidth, onTheLeft: true) + " "
      + Self.unit(of: count).padded(to: unitWidth) + "  "
      + share.padded(to: shareWidth, onTheLeft: true) + " %"
  }

  private static func unit(of count: String) -> String { count == "1" ? "walk" : "walks" }

  private func percentage(_ share: Double) -> String {
    (share * 100).decimalText(places: decimals)
  }
}

extension String {
  /// At least so many bytes of ASCII, filled with spaces.
  fileprivate func padded(to width: Int, onTheLeft: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - utf8.count))
    return onTheLeft ? spaces + self : self + spaces
  }
}
