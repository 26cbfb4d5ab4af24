import Foundation
import OrderStore

/// Re-enacts a sale against a way to sell, with real concurrency and a real database in a temporary file.
///
///     let outcome = try await Replay.run(Sale(seed: 1212), by: .originalCache)
///     outcome.soldBeyondStock  // several hundred pieces
///
/// The crowd and the pauses of the faulty ways are the same for a seed; who overtakes whom is up to the
/// machine, so that figures differ a little from run to run.
public enum Replay {
  /// The books of our own shop did not balance after the sale.
  public struct BooksOff: Error { public let findings: [String] }

  public static func run(_ sale: Sale, by way: Way) async throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("orders-replay-" + UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("sale.sqlite").path

    let clock = SaleClock()
    let witness = Witness(sale)
    let cache: [Int64]?
    if way.isOriginal {
      let shop = try OriginalShop(sale, by: way, path: path, clock: clock, witness: witness)
      try await shop.sell()
      cache = way == .originalCache ? shop.cachedStock : nil
    } else {
      let stock = try await OurShop(sale, by: way, path: path, clock: clock, witness: witness)
        .sell()
      cache = way == .threshold ? nil : stock
      let findings = try Audit(path: path).findings
      guard findings.isEmpty else { throw BooksOff(findings: findings.map(\.description)) }
    }
    return try Tally(path: path, way: way)
      .outcome(of: sale, by: way, cache: cache, record: witness.record)
  }
}
