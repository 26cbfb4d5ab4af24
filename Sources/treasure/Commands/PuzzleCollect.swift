import ArgumentParser
import GridFormats
import Grids
import Hunts
import Pathfinding
import Puzzles

struct PuzzleCollect: TreasureCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Visit all treasures on a short walk.",
    usage: "treasure puzzle collect [<options>] [<puzzle>]",
    discussion: """
      EXAMPLES:
        treasure puzzle collect maps/hoard.txt
                                             a walk that ends anywhere
        treasure puzzle collect --return hoard.txt
                                             back to the start at the end
        treasure puzzle collect --count < hoard.txt
                                             the number of steps alone
        treasure solve --grid map.txt | treasure puzzle collect
                                             all positions of a treasure

      '$' is a treasure, 'X' or '@' the start, '#' an obstacle and '.' clear.
      Up to \(ShortestTour.exactCount) treasures, the walk is a shortest one. Beyond, it is the best
      that was found, and the answer says how much shorter another could be.

      EXIT STATUS:
        0 a walk was found, 1 a treasure is out of reach (standard error names
        it), 2 failed
      """)

  @OptionGroup var input: PuzzleOptions

  @Flag(name: .customLong("return"), help: "End where the walk began.")
  var returns = false

  @Flag var forms: [WalkForm] = []

  @OptionGroup var conventions: CoordinateOptions
  @OptionGroup var picturing: PictureOptions
  @OptionGroup var appearance: AppearanceOptions

  func validate() throws {
    _ = try forms.single()
  }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus {
    let (name, puzzle) = try input.read(for: Self.self) { text throws(MapError) in
      try CollectPuzzle(text)
    }
    let missing = puzzle.unreachableTreasures()
    let report = CollectReport(
      name: name, puzzle: puzzle, returns: returns, missing: missing,
      dig: missing.isEmpty ? try dig(through: puzzle) : nil,
      coordinates: conventions.coordinates(on: puzzle.map.size))
    switch forms.first {
    case nil: try report.writeText(on: picturing.page(appearance.color), to: &output)
    case .count: try output.write("\(report.dig?.stepCount ?? 0)\n")
    case .plain: try report.writeCells(to: &output)
    case .asRoute: try report.writeRoute(to: &output)
    case .json: try report.writeJSON(to: &output)
    }
    try output.flush()
    writeError(report.remarks)
    return report.dig == nil ? .nothingFound : .found
  }
  private func dig(through puzzle: CollectPuzzle) throws -> Hunts.Dig? {
    var positions = CellSet(size: puzzle.map.size)
    for treasure in puzzle.treasures { positions.insert(treasure) }
    let progress = Progress()
    defer { progress.finish() }
    do throws(PathError) {
      return try Hunts.Dig(
        on: puzzle.map, start: puzzle.start, positions: positions, returns: returns
      ) {
        progress.advance(to: $1, of: $2, $0 == .distances ? "distances" : "order of treasures")
      }
    } catch {
      throw Diagnostic(error)
    }
  }
}
