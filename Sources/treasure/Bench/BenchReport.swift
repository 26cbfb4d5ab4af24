import GridFormats
import Grids
import Pathfinding
import Scenarios

/// What the runs of scenarios came to.
struct BenchReport {
  struct Row {
    var file: BenchFile
    var run: ScenarioRun
  }

  var rows: [Row] = []

  var hasMismatch: Bool { rows.contains { !$0.run.mismatches.isEmpty } }
}

// MARK: - Text

extension BenchReport {
  /// Of one run; a file whose every length is wrong has them all for the same reason.
  private static let mismatchLimit = 20

  /// A table, and below it what did not come out right.
  func writeText(to output: inout TextOutput) throws {
    var lines = [
      [
        "scenario", "algorithm", "experiments", "set-up ms", "ms", "median µs", "99 % µs",
        "worst µs",
        "expanded", "bytes a cell", "mismatches",
      ]
    ]
    for row in rows {
      let share = Double(row.run.byteCount) / Double(max(row.file.cellCount, 1))
      lines.append(
        figures(of: row.run, named: row.file.name, bytesPerCell: share.decimalText(places: 1)))
    }
    if Set(rows.map(\.file.path)).count > 1 {
      for algorithm in PathAlgorithm.allCases {
        let runs = rows.map(\.run).filter { $0.algorithm == algorithm }
        guard !runs.isEmpty else { continue }
        var total = ScenarioRun(algorithm)
        for run in runs { total.add(run) }
        lines.append(figures(of: total, named: "total", bytesPerCell: ""))
      }
    }
    try output.write(lines: Self.aligned(lines))
    for row in rows { try writeMismatches(of: row, to: &output) }
  }

  private func figures(of run: ScenarioRun, named name: String, bytesPerCell: String) -> [String] {
    [
      name.visible, run.algorithm.rawValue, "\(run.experimentCount)", run.setUp.milliseconds,
      run.total.milliseconds, run.time(ofShare: 0.5).microseconds,
      run.time(ofShare: 0.99).microseconds, run.time(ofShare: 1).microseconds,
      "\(run.expandedCount)", bytesPerCell, "\(run.mismatches.count)",
    ]
  }

  /// The first two columns to the left, figures to the right.
  private static func aligned(_ lines: [[String]]) -> [String] {
    let widths = lines[0].indices.map { column in
      lines.map { $0[column].unicodeScalars.width }.max()!
    }
    return lines.map { cells in
      cells.enumerated().map { column, cell in
        let space = String(
          repeating: " ", count: widths[column] - cell.unicodeScalars.width)
        return column < 2 ? cell + space : space + cell
      }.joined(separator: "  ")
    }
  }

  private func writeMismatches(of row: Row, to output: inout TextOutput) throws {
    for mismatch in row.run.mismatches.prefix(Self.mismatchLimit) {
      let place = "\(row.file.path):\(mismatch.experiment.line)".visible
      try output.write("\(place): \(mismatch.text) (\(row.run.algorithm.rawValue))\n")
    }
    let rest = row.run.mismatches.count - Self.mismatchLimit
    if rest > 0 {
      try output.write("\(row.file.path.visible): \(rest) more (\(row.run.algorithm.rawValue))\n")
    }
  }
}

extension ScenarioRun.Mismatch {
  /// "1,2 to 3,4: length 5.24264069 instead of 6.00"
  fileprivate var text: String {
    let (start, goal) = (experiment.start, experiment.goal)
    let which = { (cell: Cell) in cell == start ? "the start" : "the goal" }
    return "\(start.x),\(start.y) to \(goal.x),\(goal.y): "
      + {
        switch reason {
        case .offMap(let cell): "\(which(cell)) is off the map"
        case .blocked(let cell): "\(which(cell)) is an obstacle"
        case .noPath: "no path instead of length \(experiment.length)"
        case .length(let cost):
          "length \(PrintedLength(straight: cost.straight, diagonal: cost.diagonal))"
            + " instead of \(experiment.length)"
        }
      }()
  }
}

// MARK: - JSON

extension BenchReport {
  /// A result for each file and algorithm, in the order of the table.
  func writeJSON(to output: inout TextOutput) throws {
    let results = rows.map { "\n    " + json(of: $0) }.joined(separator: ",")
    try output.write(
      JSONText.document([
        "\"schema\": \"treasure.bench/1\"",
        "\"results\": [\(results)\(rows.isEmpty ? "" : "\n  ")]",
      ]))
  }

  private func json(of row: Row) -> String {
    let run = row.run
    let mismatches = run.mismatches.map { mismatch in
      "\n      {\"line\": \(mismatch.experiment.line)"
        + ", \"from\": \(JSONText.cell(mismatch.experiment.start))"
        + ", \"to\": \(JSONText.cell(mismatch.experiment.goal))"
        + ", \"expected\": \(JSONText.string(mismatch.experiment.length.text))"
        + ", \"message\": \(JSONText.string(mismatch.text))}"
    }
    return "{\"path\": \(JSONText.string(row.file.path))"
      + ", \"maps\": \(JSONText.strings(row.file.mapPaths))"
      + ", \"algorithm\": \"\(run.algorithm.rawValue)\""
      + ", \"experiments\": \(run.experimentCount)"
      + ", \"setUpMilliseconds\": \(run.setUp.milliseconds)"
      + ", \"milliseconds\": \(run.total.milliseconds)"
      + ", \"microseconds\": {\"median\": \(run.time(ofShare: 0.5).microseconds)"
      + ", \"p99\": \(run.time(ofShare: 0.99).microseconds)"
      + ", \"worst\": \(run.time(ofShare: 1).microseconds)}"
      + ", \"expanded\": \(run.expandedCount), \"bytes\": \(run.byteCount)"
      + ", \"mismatches\": [\(mismatches.joined(separator: ","))\(mismatches.isEmpty ? "" : "\n    ")]}"
  }
}

extension Duration {
  fileprivate var milliseconds: String { (self / .milliseconds(1)).decimalText(places: 2) }
  fileprivate var microseconds: String { (self / .microseconds(1)).decimalText(places: 1) }
}
