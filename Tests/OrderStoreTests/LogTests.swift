import Foundation
import GRDB
import OrderTesting
import Testing

@testable import OrderStore

/// What is read of a log, against what SQLite reads of it; and what its mark makes of it.
@Suite struct LogTests {
  /// SQLite is asked for the number of frames that it has found.
  @Test(arguments: [512, 4_096, 65_536])
  func framesAreCountedAsSQLiteDoes(pageSize: Int) throws {
    var random = SplitMix64(seed: 7)
    try withTemporaryFolder { folder in
      let (database, log) = try makeLog(in: folder, pageSize: pageSize, using: &random)
      #expect(try sqliteCount(database, log, in: folder) == LogContent(ofLog: log.path)?.frameCount)
      let whole = try Data(contentsOf: log)
      for round in 0..<60 {
        var damaged = whole
        let place = Int.random(
          in: 0..<(round.isMultiple(of: 10) ? 80 : whole.count), using: &random)
        if Bool.random(using: &random) {
          damaged.removeSubrange(place...)
        } else {
          damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        }
        try damaged.write(to: log)
        let count = LogContent(ofLog: log.path)?.frameCount ?? 0
        #expect(
          try sqliteCount(database, log, in: folder) == count, "round \(round), byte \(place)")
      }
    }
  }

  /// A database with a log of several commits, as a kill leaves it.
  private func makeLog(
    in folder: URL, pageSize: Int, using random: inout SplitMix64
  ) throws -> (database: URL, log: URL) {
    let made = folder.appending(path: "made.sqlite")
    let database = folder.appending(path: "left.sqlite")
    let log = folder.appending(path: "left.sqlite-wal")
    let queue = try DatabaseQueue(path: made.path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA page_size = \(pageSize)")
      try db.execute(sql: "PRAGMA journal_mode = WAL")
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
      try db.execute(sql: "CREATE TABLE t (x)")
      for _ in 0..<20 {
        let size = Int.random(in: 1...3 * pageSize, using: &random)
        try db.execute(sql: "INSERT INTO t VALUES (randomblob(\(size)))")
      }
    }
    try FileManager.default.copyItem(at: made, to: database)
    try FileManager.default.copyItem(atPath: made.path + "-wal", toPath: log.path)
    try queue.close()
    return (database, log)
  }

  private func sqliteCount(_ database: URL, _ log: URL, in folder: URL) throws -> Int {
    let copy = folder.appending(path: "copy.sqlite")
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: copy.path + suffix)
    }
    try FileManager.default.copyItem(at: database, to: copy)
    try FileManager.default.copyItem(atPath: log.path, toPath: copy.path + "-wal")
    let queue = try DatabaseQueue(path: copy.path)
    defer { try? queue.close() }
    return try queue.writeWithoutTransaction { db in
      // Without a read first, there is no log that is open.
      _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
      return try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(PASSIVE)")?[1] ?? 0
    }
  }

  @Test func marksAreWrittenAndRead() {
    let mark = LogMark(.moved, salt: 0xFEDC_BA98_7654_3210, frameCount: .max)
    #expect(mark.text.utf8.count == 64)
    #expect(LogMark(mark.text) == mark)
    let short = LogMark(.moving, salt: 1, frameCount: 4_099)
    #expect(short.text == "moving 1 4099" + String(repeating: " ", count: 50) + "\n")
    for text in ["", "moved", "moved 1", "gone 1 2", "moved g 2", "moved 1 2 3", "moved 1 -"] {
      #expect(LogMark(text) == nil, "\(text)")
    }
  }

  @Test func aLogIsSettledByItsMark() throws {
    var random = SplitMix64(seed: 8)
    try withTemporaryFolder { folder in
      let log = try makeLog(in: folder, pageSize: 4_096, using: &random).log
      let whole = try Data(contentsOf: log)
      let content = try #require(LogContent(ofLog: log.path))
      let (salt, count) = (content.salt, content.frameCount)
      let moving = LogMark(.moving, salt: salt, frameCount: count)
      let moved = LogMark(.moved, salt: salt, frameCount: count)

      // All that was moved is there; or the log has begun anew, or is gone.
      for mark in [moving, moved, LogMark(.moving, salt: salt + 1, frameCount: count + 1)] {
        try mark.settle(log: log.path)
        try mark.settle(log: log.path + "-that-is-gone")
        #expect(try Data(contentsOf: log) == whole)
      }
      let cut = whole.dropLast(100)
      for rest in [cut, cut.prefix(31), Data()] {
        try rest.write(to: log)
        let left = LogContent(ofLog: log.path)?.frameCount ?? 0
        #expect(throws: StoreError.damagedLog(path: log.path, whole: left, moving: count)) {
          try moving.settle(log: log.path)
        }
        #expect(try Data(contentsOf: log) == rest)
      }
      try cut.write(to: log)
      try moved.settle(log: log.path)
      #expect(try Data(contentsOf: log).isEmpty)
      #expect(
        StoreError.damagedLog(path: "orders.sqlite-wal", whole: 3, moving: 4_099).description
          == "orders.sqlite-wal is damaged: only 3 of 4099 pages are whole, and later ones may be in the "
          + "database already; restore a backup")
    }
  }
}
