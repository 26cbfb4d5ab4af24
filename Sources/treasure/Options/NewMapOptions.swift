import ArgumentParser
import Grids

/// What every map that is made needs to be told, and where it is written to.
struct NewMapOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp("Cells in a row.", valueName: "cells"))
  var width: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("Rows.", valueName: "cells"))
  var height: Int?

  @OptionGroup var chance: SeedOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where the hunter starts; without, a cell is drawn.", valueName: "cell")
  )
  var start: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write; - or none is standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @OptionGroup var conventions: CoordinateOptions

  /// - Parameters:
  ///   - usual: What is not given.
  ///   - minimumSide: What a map of the kind needs.
  func size(
    _ usual: (width: Int, height: Int) = (32, 16), minimumSide: Int = 1
  ) throws(Diagnostic) -> GridSize {
    let (width, height) = (width ?? usual.width, height ?? usual.height)
    guard let size = GridSize(width: width, height: height), min(width, height) >= minimumSide
    else {
      throw Diagnostic(
        "a map of \(width)×\(height) cells is not possible",
        help: "each side is \(minimumSide) to \(GridSize.maximumSide), and at most "
          + "\(GridSize.maximumCellCount) cells")
    }
    return size
  }

  func startCell(on size: GridSize) throws(Diagnostic) -> Cell? {
    guard let start else { return nil }
    return try conventions.coordinates(on: size).cell(start)
  }

  /// Tells the seed, and writes the map: to the file whole or not at all.
  ///
  /// - Parameters:
  ///   - label: What is being made, for the progress bar.
  ///   - make: Makes the map of a seed. Its first function takes text, its second what is done of all.
  func write(
    _ label: String, to standardOutput: inout TextOutput,
    _ make: (UInt64, (UnsafeRawBufferPointer) throws -> Void, (Int, Int) -> Void) throws -> Void
  ) throws {
    let seed = chance.drawn()
    reportSeed(seed)
    let isFile = output != nil && output != "-"
    let progress = Progress()
    defer { progress.finish() }
    func advance(to done: Int, of all: Int) { progress.advance(to: done, of: all, label) }
    if isFile, let output {
      try ReplacedFile.write(to: ArgumentPath(output)) { file in
        try make(seed, { try file.write($0) }, advance)
      }
    } else {
      // What is seen on a terminal shows by itself how far it is.
      let isSeen = isatty(STDOUT_FILENO) == 1
      try make(
        seed,
        { piece in
          if isSeen { progress.finish() }
          try standardOutput.write(piece)
        }, advance)
      try standardOutput.flush()
    }
  }
}

/// Makes sure that what a map takes to be made fits into this machine, before it is tried.
func requireMemory(_ byteCount: Int, for what: String, help: String) throws(Diagnostic) {
  guard byteCount <= Memory.byteCount / 4 * 3 else {
    throw Diagnostic(
      "\(what) takes \(byteCount >> 20) MiB, more than this machine can spare", help: help)
  }
}
