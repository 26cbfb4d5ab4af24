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
    var document = try heading(options)
    var chart: Chart?
    for section in options.sections {
      note("\(section.rawValue). \(section.title)")
      document += "\n## \(section.rawValue). \(section.title)\n\n"
      switch section {
      case .largeMaps: document += try largeMaps()
      case .everyCoordinate: document += try everyCoordinate()
      case .startUp: document += try startUp()
      case .growth:
        let growth = try growth()
        document += growth.text
        chart = growth.chart
      case .labyrinths: document += try labyrinths()
      case .generation: document += try generation()
      }
    }
    guard let output = options.output else {
      print(document, terminator: "")
      return
    }
    try write(document, to: output)
    if let chart { try write(chart.svg, to: sibling("growth.svg", of: output)) }
  }
}

enum Section: Int, CaseIterable {
  case largeMaps = 1
  case everyCoordinate, startUp, growth, labyrinths, generation

  var title: String {
    switch self {
    case .largeMaps: "From a large map to a count"
    case .everyCoordinate: "Every coordinate"
    case .startUp: "Start-up"
    case .growth: "Growth"
    case .labyrinths: "Everything reachable"
    case .generation: "Random maps"
    }
  }
}

/// How large and how often.
struct Scale {
  var largeSide: Int
  var middleSide: Int
  var growthSides: [Int]
  var labyrinthSides: [Int]
  var legs: [Int]
  var nestings: [Int]
  var rounds: Int
  var startUpRounds: Int

  static let full = Scale(
    largeSide: 16384, middleSide: 4096, growthSides: [256, 512, 1024, 2048, 4096, 8192, 16384],
    labyrinthSides: [2047, 4095], legs: [1, 2, 4, 8, 16, 32, 64], nestings: [1, 2, 4, 8, 16],
    rounds: 21, startUpRounds: 300)

  /// Every answer is checked; the times mean nothing.
  static let quick = Scale(
    largeSide: 1024, middleSide: 256, growthSides: [64, 129, 256], labyrinthSides: [63, 127],
    legs: [1, 3, 8, 64], nestings: [1, 2, 4], rounds: 2, startUpRounds: 5)
}

/// What the program answered is not so. Nothing else that is measured can fail a benchmark.
struct WrongAnswer: Error, CustomStringConvertible {
  var description: String
}
