import Foundation
import GRDB
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

  @Test func aNewerDatabaseIsLeftAlone() async throws {
    let shop = try TemporaryStore()
    await shop.store.close()
    try shop.tamper("INSERT INTO grdb_migrations VALUES ('2: something of the future')")
    let path = shop.path
    let copy = path + ".copy"
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    #expect(
      message(opening: copy)
        == "\(copy) was written by a newer version of orders; run that version or a later one")
  }

  @Test func otherFilesAreLeftAlone() throws {
    let directory = try directory()
    defer { try? FileManager.default.removeItem(at: directory) }
    let text = directory.appending(path: "notes.txt").path
    let words = String(repeating: "not a database at all ", count: 100)
    try words.write(toFile: text, atomically: true, encoding: .utf8)
    #expect(message(opening: text) == "\(text) is not a database of orders")
    #expect(try String(contentsOfFile: text, encoding: .utf8) == words)

    let foreign = directory.appending(path: "foreign.sqlite").path
    try DatabaseQueue(path: foreign).write { try $0.execute(sql: "CREATE TABLE t (x)") }
    #expect(message(opening: foreign) == "\(foreign) is not a database of orders")
    #expect(
      message(opening: directory.path)
        == "cannot use \(directory.path): Is a directory")
    let nowhere = directory.appending(path: "missing/orders.sqlite").path
    #expect(message(opening: nowhere) == "cannot use \(nowhere).lock: No such file or directory")
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
    let copy = shop.path + ".copy"
    try FileManager.default.copyItem(atPath: shop.path, toPath: copy)
    let cache = StockCache()
    let store = try OrderStore(path: copy, publish: cache.publish)
    #expect(cache.available(lamp) == 3)
    #expect(cache.available(later) == nil)
    await store.close()
  }
}
