import GridFormats
import Pathfinding
import Routes

// What the libraries throw, as diagnostics.

extension MapError {
  /// At least one.
  ///
  /// - Parameter name: What the map is called here.
  func diagnostics(named name: String) -> [Diagnostic] {
    switch self {
    case .unreadable(_, let reason): [Diagnostic("cannot read '\(name)': \(reason)")]
    case .malformed(_, let faults, _): faults.map { Diagnostic($0, in: name) }
    }
  }
}

extension Diagnostic {
  init(_ fault: MapFault, in file: String) {
    self.init(
      fault.message,
      at: Snippet(
        file: file, line: fault.line, column: fault.column, length: fault.length,
        excerpt: fault.excerpt.map { .init(text: $0, column: fault.excerptColumn) },
        label: fault.label),
      help: fault.help)
  }

  init(_ error: RouteError, in text: String) {
    self.init(
      error.message,
      at: Snippet(
        file: "<route>", line: 1, column: error.range.lowerBound + 1, length: error.range.count,
        excerpt: Snippet.Excerpt(clipping: text, around: error.range.lowerBound),
        label: error.label),
      help: error.help)
  }

  init(_ error: WalkError, in coordinates: Coordinates) {
    switch error {
    case .infinitelyManyWalks(let cell):
      self.init(
        "infinitely many walks end at \(coordinates.text(of: cell))",
        help: "a walk can go in circles there; bound its repeats, as in '.{1,20}'")
    case .ambiguousLegs(let first, let second, let walk):
      self.init(
        "legs \(first + 1) and \(second + 1) of the route can take the same step of the walk \(walk)",
        help: "what each took is not known then; make one leg of them, in parentheses")
    case .tooManyNodes(let stateCount, let size):
      self.init(
        "\(size) cells in \(stateCount) states of the route are too many to tell walks apart",
        help: "take a smaller map, or a route with lower counts")
    case .tooManyBoards(let count, let size):
      self.init(
        "the route takes \(count) boards of \(size) cells at once, which is too many",
        help: "take a smaller map, or a route with fewer repeated groups")
    }
  }

  init(_ error: PathError) {
    switch error {
    case .algorithmDoesNotFit(let algorithm, let moves, let hasCosts):
      let names = PathAlgorithm.namesFitting(moves, hasCosts: hasCosts)
      let needs =
        algorithm == .breadthFirst ? "takes all steps for equally long" : "goes by octile steps"
      self.init(
        "\(algorithm.rawValue) \(needs), and "
          + (hasCosts
            ? "the cells of this map have costs"
            : moves == .octile ? "octile steps are not" : "these are cardinal"),
        help: moves == .cardinal && !hasCosts
          ? "add --moves octile, or take --algorithm \(names)" : "take --algorithm \(names)")
    case .mapTooLarge(let size):
      self.init("\(size.width)×\(size.height) cells are too many to search for paths")
    }
  }

  init(_ error: OutputError) {
    switch error {
    case .closedPipe:
      self.init("the reader has gone")
    case .failed(let target, let number):
      self.init("cannot write to \(target): \(errorText(number))")
    }
  }
}

extension Snippet.Excerpt {
  /// A window of a long line, with the column (here from 0) well inside.
  fileprivate init(clipping text: String, around column: Int) {
    let (before, width) = (40, 100)
    let scalars = text.unicodeScalars
    let first = scalars.count <= width ? 0 : max(0, column - before)
    self.init(
      text: String(String.UnicodeScalarView(scalars.dropFirst(first).prefix(width))),
      column: first + 1)
  }
}
