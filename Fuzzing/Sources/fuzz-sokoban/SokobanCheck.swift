import FuzzDriver
import GridTesting
import Grids

@testable import GridFormats
@testable import Puzzles

/// Reads a text of levels, and looks at what comes out; solves what is small.
func check(_ bytes: [UInt8]) {
  do {
    let text = try HeldText(bytes, name: "levels")
    let levels = try SokobanCollection(text).levels
    var last = 0
    for level in levels {
      require(level.line > last && level.line <= text.lineCount, "levels are not in order")
      last = level.line
      if let board = board(of: level, in: text) { check(board) }
    }
  } catch {
    check(error, lineCount: nil)
  }
}

private func board(of level: SokobanCollection.Level, in text: HeldText) -> SokobanBoard? {
  let rows = level.glyphs
  let side = SokobanCollection.maximumSide
  require(1...side ~= rows.count, "a level of \(rows.count) rows")
  for row in rows {
    require(1...side ~= row.count, "a row of \(row.count) cells")
    require(row.allSatisfy { "#@$.*+ ".utf8.contains($0) }, "a glyph that is none")
  }
  do {
    return try SokobanBoard(level)
  } catch {
    check(error, lineCount: text.lineCount)
    return nil
  }
}

private func check(_ error: MapError, lineCount: Int?) {
  guard case .malformed(_, let faults, _) = error, let fault = faults.first else {
    fatalError("no fault: \(error)")
  }
  require(faults.count == 1 && !fault.message.isEmpty, "the fault says nothing")
  require(fault.line >= 1 && fault.column >= 1 && fault.length >= 1, "\(fault) is nowhere")
  require(lineCount.map { fault.line <= $0 } ?? true, "\(fault) is behind the text")
}

private func check(_ board: SokobanBoard) {
  require(board.boxes.count == board.goals.count, "boxes without goals")
  // As it is drawn it is the same level.
  let rows = SokobanReplay(board).rows
  do {
    let levels = try SokobanCollection(HeldText(rows.joined(separator: "\n"), name: "again")).levels
    require(levels.count == 1, "\(levels.count) levels of one")
    let again = try SokobanBoard(levels[0])
    require(SokobanReplay(again).rows == rows, "drawn and read again, it is another level")
  } catch {
    fatalError("drawn and read again: \(error)")
  }
  guard board.boxNumbers.count <= 3, board.cells.count <= 24 else { return }
  do {
    let solution = try board.solution(limits: SearchLimits(byteCount: 16 << 20))
    if let solution { check(solution, of: board) }
    let isAllInside = board.boxNumbers.count == board.boxes.count
    if isAllInside, board.cells.count <= 12, board.boxes.count <= 2 {
      require(
        referencePushes(rows) == solution?.pushCount ?? -1, "plain search found other pushes")
    }
  } catch {
    fatalError("a small level met a limit: \(error)")
  }
}

private func check(_ solution: SokobanSolution, of board: SokobanBoard) {
  var replay = SokobanReplay(board)
  require(replay.make(all: solution.moves), "the solution solves nothing")
  require(replay.pushCount == solution.pushCount, "the pushes were not counted right")
}
