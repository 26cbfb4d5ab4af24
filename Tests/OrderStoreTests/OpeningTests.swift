import Foundation
import GRDB
import OrderTesting
import Ordering
import StockCache
import Testing

@testable import OrderStore

@Suite struct OpeningTests {
  private func directory() throws -> URL {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "orders-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    return directory
  }

  private func message(opening path: String) -> String? {
    do {
      _ = try OrderStore(path: path) { _ in }
      return nil
    } catch {
      return error.description
    }
  }

  @Test func aSecondServerIsKeptOut() throws {
    let shop = try TemporaryStore()
    #expect(
      message(opening: shop.path)
        == "\(shop.path) is in use by another server; stop that one first")
  }

  @Test func aSecondServerIsKeptOutByAnyName() throws {
    let shop = try TemporaryStore()
    let link = shop.path + ".link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: shop.path)
    #expect(
      message(opening: link) == "\(link) is in use by another server; stop that one first")
  }

  /// The manual says that after the end the one file is all there is.
  @Test func theEndLeavesNothingInTheLog() async throws {
    let shop = try TemporaryStore()
    _ = try await shop.user()
    let log = shop.path + "-wal"
    let size = { try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int }
    #expect(try #require(try size()) > 0)
    await shop.store.close()
    #expect(try !FileManager.default.fileExists(atPath: log) || size() == 0)
  }

  @Test func aReaderFromOutsideDoesNotHoldUpTheEnd() async throws {
    let shop = try TemporaryStore()
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let reader = try DatabaseQueue(path: shop.path, configuration: configuration)
    try await reader.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN")
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM users")
    }
    _ = try await shop.user()
    let start = ContinuousClock.now
    await shop.store.close()
    // Waiting for the reader would take the 5 s that SQLite waits for a lock.
    #expect(ContinuousClock.now - start < .seconds(4))
    try await reader.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
  }

  @Test func aNewerDatabaseIsLeftAlone() async throws {
    let shop = try TemporaryStore()
    await shop.store.close()
    try shop.tamper("INSERT INTO grdb_migrations VALUES ('2: something of the future')")
    #expect(
      message(opening: shop.path)
        == "\(shop.path) was written by a newer version of orders; run that version or a later one")
  }

  @Test func otherFilesAreLeftAlone() throws {
    let directory = try directory()
    defer { try? FileManager.default.removeItem(at: directory) }
    let text = directory.appending(path: "notes.txt").path
    let words = String(repeating: "not a database at all ", count: 100)
    try words.write(toFile: text, atomically: true, encoding: .utf8)
    #expect(message(opening: text) == "\(text) is not a database of orders")
    #expect(try String(contentsOfFile: text, encoding: .utf8) == words)

    let foreign = directory.appending(path: "foreign.sqlite")
    let queue = try DatabaseQueue(path: foreign.path)
    try queue.write { try $0.execute(sql: "CREATE TABLE t (x)") }
    try queue.close()
    let before = try Data(contentsOf: foreign)
    #expect(message(opening: foreign.path) == "\(foreign.path) is not a database of orders")
    #expect(try Data(contentsOf: foreign) == before)
    #expect(
      message(opening: directory.path)
        == "cannot use \(directory.path): Is a directory")
    let nowhere = directory.appending(path: "missing/orders.sqlite").path
    #expect(message(opening: nowhere) == "cannot use \(nowhere): No such file or directory")
  }

  @Test func filesAreTheirOwnersAlone() async throws {
    let shop = try TemporaryStore()
    _ = try await shop.user()
    for suffix in ["", "-wal", "-shm", ".lock"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: shop.path + suffix)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(suffix)")
    }
  }

  @Test func whatWasInTheCacheIsLoadedAgain() async throws {
    let shop = try TemporaryStore()
    let lamp = try await shop.product(quantity: 3)
    _ = try await shop.store.perform(GenerateCache())
    let later = try await shop.product(quantity: 4)
    await shop.store.close()
    await shop.store.close()  // the same as once
    let cache = MemoryStock()
    let store = try OrderStore(path: shop.path, publish: cache.publish)
    #expect(await cache.available(lamp) == 3)
    #expect(await cache.available(later) == nil)
    await store.close()
  }
}
