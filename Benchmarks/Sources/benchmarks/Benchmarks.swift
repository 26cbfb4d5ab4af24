import Glibc

/// Measures `treasure` and `orders` beside their peers, checks every answer, and writes
/// docs/BENCHMARKS.md.
@main
struct Benchmarks {
  let treasure: String
  let orders: String
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
        treasure: options.treasure, orders: options.orders,
        scale: options.isQuick ? .quick : .full, corpus: corpus)
      try benchmarks.run(options)
      corpus.remove()
    } catch {
      // The maps are kept: the failed command can be run again by hand.
      note("benchmarks: \(error)")
      exit(error is WrongAnswer ? 1 : 2)
    }
  }

  private func run(_ options: Options) throws {
    // Sections that are not measured now are kept as they were.
    var document = Document(heading: try heading(options))
    if let output = options.output, options.isPart {
      document.sections = try Document(reading: output).sections
    }
    var charts: [String: Chart] = [:]
    for section in options.sections {
      note(section.heading)
      let text: String
      switch section {
      case .largeMaps: text = try largeMaps()
      case .everyCoordinate: text = try everyCoordinate()
      case .startUp: text = try startUp()
      case .growth: (text, charts["growth.svg"]) = try growth()
      case .labyrinths: text = try labyrinths()
      case .generation: text = try generation()
      case .shortestPaths: (text, charts["paths.svg"]) = try shortestPaths()
      case .orders: text = try orderThroughput()
      case .puzzles: text = try puzzles()
      }
      document.sections[section] = "Measured on \(today()).\n\n\(text)"
    }
    guard let output = options.output else {
      print(document, terminator: "")
      return
    }
    try write("\(document)", to: output)
    for (name, chart) in charts { try write(chart.svg, to: sibling(name, of: output)) }
  }
}

enum Section: Int, CaseIterable {
  case largeMaps = 1
  case everyCoordinate, startUp, growth, labyrinths, generation, shortestPaths, orders, puzzles

  var title: String {
    switch self {
    case .largeMaps: "From a large map to a count"
    case .everyCoordinate: "Every coordinate"
    case .startUp: "Start-up"
    case .growth: "Growth"
    case .labyrinths: "Everything reachable"
    case .generation: "Random maps"
    case .shortestPaths: "Shortest paths"
    case .orders: "Orders a second"
    case .puzzles: "Puzzles"
    }
  }

  var heading: String { "\(rawValue). \(title)" }
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
  var loadRounds: Int
  var loadSeconds: Int
  var isQuick = false

  static let full = Scale(
    largeSide: 16384, middleSide: 4096, growthSides: [256, 512, 1024, 2048, 4096, 8192, 16384],
    labyrinthSides: [2047, 4095], pathSides: [256, 512, 1024, 2048, 4096, 8192],
    legs: [1, 2, 4, 8, 16, 32, 64], nestings: [1, 2, 4, 8, 16],
    rounds: 21, startUpRounds: 300, loadRounds: 5, loadSeconds: 5)

  /// Every answer is checked; the times mean nothing.
  static let quick = Scale(
    largeSide: 1024, middleSide: 256, growthSides: [64, 129, 256], labyrinthSides: [63, 127],
    pathSides: [64, 128], legs: [1, 3, 8, 64], nestings: [1, 2, 4], rounds: 2, startUpRounds: 5,
    loadRounds: 1, loadSeconds: 1, isQuick: true)
}

/// What the program answered is not so. Nothing else that is measured can fail a benchmark.
struct WrongAnswer: Error, CustomStringConvertible {
  var description: String
}
