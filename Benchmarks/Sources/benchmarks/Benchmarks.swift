import Glibc

/// Measures `treasure` beside its peers, checks every answer, and writes docs/BENCHMARKS.md.
@main
struct Benchmarks {
  let treasure: String
  let scale: Scale
  let corpus: Corpus

  static func main() {
    do {
      let options = try Options(CommandLine.arguments.dropFirst())
      // Now rather than after minutes of measuring.
      if let output = options.output, access(sibling(".", of: output), W_OK) != 0 {
        throw SystemError(output)
      }
      let corpus = try Corpus(treasure: options.treasure)
      let benchmarks = Benchmarks(
        treasure: options.treasure, scale: options.isQuick ? .quick : .full, corpus: corpus)
      try benchmarks.run(options)
      corpus.remove()
    } catch {
      // The maps are kept: the failed command can be run again by hand.
      note("benchmarks: \(error)")
      exit(error is WrongAnswer ? 1 : 2)
    }
  }

  private func run(_ options: Options) throws {
    var document = try Document(options, heading: heading(options))
    var charts: [String: Chart] = [:]
    for section in options.sections {
      note(section.heading)
      let text: String
      switch section {
      case .largeMaps: text = try largeMaps()
      case .everyCoordinate: text = try everyCoordinate()
      case .startUp: text = try startUp()
      case .growth:
        let growth = try growth()
        text = growth.text
        charts["growth.svg"] = growth.chart
      case .labyrinths: text = try labyrinths()
      case .generation: text = try generation()
      case .shortestPaths:
        let paths = try shortestPaths()
        text = paths.text
        charts["paths.svg"] = paths.chart
      }
      document.replace(section, by: text)
    }
    guard let output = options.output else {
      print(document.text, terminator: "")
      return
    }
    try write(document.text, to: output)
    for (name, chart) in charts { try write(chart.svg, to: sibling(name, of: output)) }
  }
}

enum Section: Int, CaseIterable {
  case largeMaps = 1
  case everyCoordinate, startUp, growth, labyrinths, generation, shortestPaths

  var title: String {
    switch self {
    case .largeMaps: "From a large map to a count"
    case .everyCoordinate: "Every coordinate"
    case .startUp: "Start-up"
    case .growth: "Growth"
    case .labyrinths: "Everything reachable"
    case .generation: "Random maps"
    case .shortestPaths: "Shortest paths"
    }
  }

  var heading: String { "\(rawValue). \(title)" }
}

/// The text of the page, of which sections can be replaced.
struct Document {
  private(set) var text: String

  /// A page that is there already where only some sections are measured, or else the heading of a new one.
  init(_ options: Options, heading: String) throws {
    text = options.isPart ? try options.output.map(read) ?? "" : heading
  }

  mutating func replace(_ section: Section, by body: String) {
    let parts = text.components(partedBefore: "\n## ")
    let new = "\n## \(section.heading)\n\n\(body)"
    let isOld = { (part: String) in part.hasPrefix("\n## \(section.rawValue). ") }
    text =
      parts.contains(where: isOld)
      ? parts.map { isOld($0) ? new : $0 }.joined() : text + new
  }
}

extension String {
  /// Pieces that each begin with the mark, but for the first.
  fileprivate func components(partedBefore mark: String) -> [String] {
    var pieces = [""]
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      if ("\n" + line).hasPrefix(mark) { pieces.append("") }
      pieces[pieces.count - 1] += line + "\n"
    }
    pieces[pieces.count - 1].removeLast()
    // The newline before a mark belongs to it.
    for index in pieces.indices.dropLast() {
      pieces[index].removeLast()
      pieces[index + 1] = "\n" + pieces[index + 1]
    }
    return pieces
  }
}

/// How large and how often.
struct Scale {
  var largeSide: Int
  var middleSide: Int
  var growthSides: [Int]
  var labyrinthSides: [Int]
  var pathSides: [Int]
  var legs: [Int]
  var nestings: [Int]
  var rounds: Int
  var startUpRounds: Int
  var isQuick = false

  static let full = Scale(
    largeSide: 16384, middleSide: 4096, growthSides: [256, 512, 1024, 2048, 4096, 8192, 16384],
    labyrinthSides: [2047, 4095], pathSides: [256, 512, 1024, 2048, 4096, 8192],
    legs: [1, 2, 4, 8, 16, 32, 64], nestings: [1, 2, 4, 8, 16],
    rounds: 21, startUpRounds: 300)

  /// Every answer is checked; the times mean nothing.
  static let quick = Scale(
    largeSide: 1024, middleSide: 256, growthSides: [64, 129, 256], labyrinthSides: [63, 127],
    pathSides: [64, 128], legs: [1, 3, 8, 64], nestings: [1, 2, 4], rounds: 2, startUpRounds: 5,
    isQuick: true)
}

/// What the program answered is not so. Nothing else that is measured can fail a benchmark.
struct WrongAnswer: Error, CustomStringConvertible {
  var description: String
}
