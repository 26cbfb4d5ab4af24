import Foundation
import Glibc
import OrderTesting
import Synchronization
import Testing

extension FaultTests {
  /// A log that somebody or something has cut or garbled after a kill.
  struct DamagedLogTests {
    /// When the server was killed.
    enum Moment: CaseIterable {
      /// Everything since the start is in the log, and nowhere else.
      case beforeTheLogIsMoved
      /// Some is in the database as well.
      case whileTheLogIsMoved
      /// Everything is in the database as well.
      case afterTheLogIsMoved
      /// The log begins anew; behind it there is what it was before.
      case later
    }

    /// What is there is a prefix of what was committed, without a gap, and the books of it balance; or the server
    /// does not start, and says why.
    @Test(arguments: Moment.allCases)
    func whatIsLeftIsAPrefixOfWhatWasCommitted(moment: Moment) async throws {
      var random = SplitMix64(seed: TestSize.seed)
      try await withTemporaryFolder { folder in
        let (customer, purchases) = try await Self.fillLog(
          in: folder, until: moment, using: &random)
        let log = try [UInt8](Data(contentsOf: folder.appendingPathComponent("orders.sqlite-wal")))
        let whole = purchases.count { customer.hasHeardOfOrder(of: $0) }
        var (refusals, leastLeft, complete) = (0, whole, 0)
        let count = (TestSize.damagedLogs + Moment.allCases.count - 1) / Moment.allCases.count
        for index in 0..<count {
          var damaged = log
          let damage = Damage(of: log.count, using: &random)
          damage.apply(to: &damaged, using: &random)
          try await withTemporaryFolder { copy in
            var names = ["orders.sqlite", "orders.sqlite.lock", "orders.sqlite.admin-token"]
            if Bool.random(using: &random) { names.append("orders.sqlite-shm") }
            for name in names {
              try FileManager.default.copyItem(
                at: folder.appendingPathComponent(name), to: copy.appendingPathComponent(name))
            }
            try Data(damaged).write(to: copy.appendingPathComponent("orders.sqlite-wal"))
            let context: Comment = "\(moment), log \(index), seed \(TestSize.seed): \(damage)"
            let left = try await Self.countOrders(
              in: copy, of: customer, purchases, another: "after-\(moment)-\(index)", context)
            if let left {
              leastLeft = min(leastLeft, left)
              if left >= whole { complete += 1 }
            } else {
              refusals += 1
            }
          }
        }
        report(
          "log",
          "\(moment): \(count) logs of \(log.count >> 10) KiB damaged, seed \(TestSize.seed): of "
            + "\(whole) orders at least \(leastLeft) were left, never with a gap, all of them "
            + "\(complete) times; the start was refused \(refusals) times")
      }
    }

    /// What is in the database before the log begins.
    private static let earlierCount = 1_000

    /// Purchases one after the other, until the server is killed.
    private static func fillLog(
      in folder: URL, until moment: Moment, using random: inout SplitMix64
    ) async throws -> (Customer, [Customer.Purchase]) {
      let first = try RunningServer("--hold", "8760h", in: folder)
      let customer = try await Customer(of: first)
      let earlier = Customer.purchases(earlierCount, named: "earlier", using: &random)
      #expect(try await customer.carryOut(earlier, at: first.client) == 0)
      #expect(try first.end() == 0)

      let server = try RunningServer("--hold", "8760h", in: folder)
      let files = DatabaseFiles(folder.appendingPathComponent("orders.sqlite").path)
      let untouched = files.modificationTime
      let start = customer.acknowledgementCount
      let fullAt = Mutex<Int?>(nil)
      customer.atEachAcknowledgement { count in
        let full = fullAt.withLock { full in
          // The server then moves the log without being asked.
          if full == nil, files.logSize >= DatabaseFiles.logLimit { full = count }
          return full
        }
        switch moment {
        case .beforeTheLogIsMoved where count == start + 100: server.send(SIGKILL)
        case .whileTheLogIsMoved where count == full:
          while files.modificationTime == untouched { sched_yield() }
          server.send(SIGKILL)
        case .afterTheLogIsMoved where count == full:
          while !files.isLogMoved { sched_yield() }
          server.send(SIGKILL)
        case .later where count == full.map { $0 + 100 }: server.send(SIGKILL)
        default: break
        }
      }
      var begun: [Customer.Purchase] = []
      for purchase in Customer.purchases(1_000, named: "logged", using: &random) {
        begun.append(purchase)
        guard (try? await customer.carryOut(purchase, at: server.client)) != nil else { break }
      }
      customer.atEachAcknowledgement(nil)
      #expect(try server.waitForEnd() == SIGKILL)
      return (customer, begun)
    }

    /// - Returns: how many of the orders are left; `nil` where the server refuses to start.
    private static func countOrders(
      in folder: URL, of customer: Customer, _ purchases: [Customer.Purchase], another: String,
      _ context: Comment
    ) async throws -> Int? {
      let server: RunningServer
      do {
        server = try RunningServer("--hold", "8760h", in: folder)
      } catch let refusal as RunningServer.ServerDidNotStart {
        #expect(refusal.status == 2, context)
        #expect(
          refusal.errors.contains(#/^error: .*orders\.sqlite.*\n$/#), "\(refusal): \(context)")
        return nil
      }
      let left = try await customer.expectPrefix(
        of: purchases, after: earlierCount, at: server.client, context)
      let new = Customer.Purchase(name: another, path: "/order", ending: .pay)
      #expect(try await customer.carryOut([new], at: server.client) == 0, context)
      #expect(try server.end() == 0, context)
      try Customer.audit(folder, orderCount: earlierCount + left + 1, context)
      return left
    }
  }
}

/// A database and what is beside it, as they are on the disk.
private struct DatabaseFiles {
  private let path: String

  init(_ path: String) { self.path = path }

  /// What the server lets the log grow to: 4,096 pages, each with a header.
  static let logLimit = 4_096 * (4_096 + 24)

  var logSize: Int { Int(status(of: path + "-wal").st_size) }

  /// Of the database.
  var modificationTime: [Int] {
    let time = status(of: path).st_mtim
    return [time.tv_sec, time.tv_nsec]
  }

  /// Whether the server has noted that all of the log is in the database.
  var isLogMoved: Bool {
    FileManager.default.contents(atPath: path + ".lock")?.starts(with: Data("moved ".utf8)) == true
  }

  private func status(of file: String) -> stat {
    var status = stat()
    stat(file, &status)
    return status
  }
}

/// What happens to a log.
private enum Damage {
  case cut(at: Int)
  case flippedBit(at: Int)
  case noise(Range<Int>)
  case zeros(Range<Int>)
  /// Some of it is where some other of it should be.
  case copy(Range<Int>, to: Int)

  init(of size: Int, using random: inout SplitMix64) {
    // Every tenth is in the header or in the first frame.
    let end = Int.random(in: 0..<10, using: &random) == 0 ? 4_152 : size
    let place = Int.random(in: 0..<end, using: &random)
    let range = place..<min(size, place + Int.random(in: 1...10_000, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: self = .cut(at: place)
    // Behind a frame, where a cut is not seen.
    case 1: self = .cut(at: min(size, 32 + (4_096 + 24) * (place / 4_120)))
    case 2: self = .flippedBit(at: place)
    case 3: self = .noise(range)
    case 4: self = .zeros(range)
    default: self = .copy(range, to: Int.random(in: 0...size - range.count, using: &random))
    }
  }

  func apply(to log: inout [UInt8], using random: inout SplitMix64) {
    switch self {
    case .cut(let place): log.removeSubrange(place...)
    case .flippedBit(let place): log[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case .noise(let range):
      for place in range { log[place] = UInt8.random(in: .min ... .max, using: &random) }
    case .zeros(let range): for place in range { log[place] = 0 }
    case .copy(let range, let place):
      log.replaceSubrange(place..<place + range.count, with: log[range])
    }
  }
}
