import ArgumentParser
import GridFormats
import Puzzles

/// A puzzle's text.
struct PuzzleOptions: ParsableArguments {
  @Argument(
    help: "The puzzle's file; - or none reads standard input.",
    completion: .file())
  var puzzle: String?

  /// Reads the text as a puzzle of one kind or another.
  func read<Kind>(
    for command: any ParsableCommand.Type, _ parse: (HeldText) throws(MapError) -> Kind
  ) throws -> (name: String, puzzle: Kind) {
    let input = try MapInput(path: puzzle, for: command)
    do throws(MapError) {
      return (input.name, try parse(HeldText(path: input.path)))
    } catch {
      throw error.diagnostics(named: input.name)[0]
    }
  }
}

/// How long a search may take, and how much memory.
struct LimitOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Give up after so many seconds.", valueName: "seconds"))
  var timeLimit = 60.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Give up when the search takes so many MiB.", valueName: "MiB"))
  var memoryLimit = 2048

  func validate() throws {
    guard timeLimit > 0, timeLimit <= 1e9 else {
      throw ValidationError("--time-limit must be more than 0 and at most a billion seconds")
    }
    guard 1...(1 << 20) ~= memoryLimit else {
      throw ValidationError("--memory-limit must be 1 to \(1 << 20) MiB")
    }
  }

  func limits(_ report: @escaping (Int) -> Void) -> SearchLimits {
    SearchLimits(
      duration: .seconds(timeLimit), byteCount: memoryLimit << 20, report: report)
  }

  /// "not solved within 60 s"
  func sentence(_ limit: LimitReached) -> String {
    switch limit {
    case .time:
      let seconds = timeLimit.decimalText(places: 3)
      return "not solved within \(seconds.withoutTrailingZeros) s"
    case .memory: return "not solved within \(memoryLimit) MiB"
    }
  }

  func diagnostic(_ limit: LimitReached, of level: String = "") -> Diagnostic {
    Diagnostic(
      level + sentence(limit),
      help: limit == .time
        ? "--time-limit allows more seconds" : "--memory-limit allows more MiB")
  }
}

extension String {
  /// A decimal number without zeros that say nothing: "2.5" for "2.500".
  fileprivate var withoutTrailingZeros: String {
    var digits = self[...]
    while digits.last == "0" { digits.removeLast() }
    if digits.last == "." { digits.removeLast() }
    return String(digits)
  }
}
