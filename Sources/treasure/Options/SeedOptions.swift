import ArgumentParser

/// Where chance comes from.
struct SeedOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The same seed gives the same outcome; without, one is drawn.", valueName: "n"))
  var seed: UInt64?

  func drawn() -> UInt64 { seed ?? .random(in: 0...UInt64.max) }
}

/// Tells how to have the same again; on standard error, since it is no part of the result.
func reportSeed(_ seed: UInt64) {
  writeError("seed: \(seed)\n")
}
