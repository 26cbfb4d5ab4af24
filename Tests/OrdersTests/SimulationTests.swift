import Foundation
import OrderTesting
import Testing

/// The store through crashes, power cuts and failures of the disk, against a model, seed by seed: see
/// `order-simulator`.
@Suite struct SimulationTests {
  private static let simulator = URL(fileURLWithPath: programPath).deletingLastPathComponent()
    .appendingPathComponent("order-simulator").path

  @Test func everySeed() throws {
    try withTemporaryFolder { (folder) throws in
      let outcome = try shell(
        "\"\(Self.simulator)\" 0-\(TestSize.simulations - 1)", in: folder, patience: .seconds(3_600)
      )
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.output.hasPrefix("\(TestSize.simulations) seeds; "))
      report("simulation", outcome.output)
      // Each way to end has been gone: closed, by an error of the disk, killed, by a power cut.
      for status in ["0", "3", "40", "41"] {
        #expect(outcome.output.contains(" ended by \(status)"), "\(outcome)")
      }
    }
  }

  /// A simulation that finds nothing would be none: on a disk that only says it has synced, orders get lost.
  @Test func aDiskThatLiesIsFoundOut() throws {
    try withTemporaryFolder { (folder) throws in
      let outcome = try shell("\"\(Self.simulator)\" --lying-disk 0-19", in: folder)
      #expect(outcome.status == 1)
      #expect(
        outcome.output.contains(#/seed [0-9]+ fails; to see it: order-simulator [0-9]+ --verbose/#))
    }
  }

  /// What a seed does, it does again.
  @Test func aSeedReplays() throws {
    try withTemporaryFolder { (folder) throws in
      let runs = try (0..<2).map { _ in
        try shell("\"\(Self.simulator)\" 7 --verbose", in: folder).output
      }
      #expect(runs[0] == runs[1])
      #expect(runs[0].split(separator: "\n").count > 100)
    }
  }
}
