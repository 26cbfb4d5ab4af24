import Foundation
import OrderTesting
import Testing

extension FaultTests {
  /// A disk that fails when the log is synced, and one whose cache is lost with the power.
  struct DiskFailureTests {
    /// What becomes of what was written when its sync failed; see `Tests/FaultyDisk`.
    enum Fault: String, CaseIterable { case keep, lose, power }

    /// A commit whose sync failed may have reached the disk or not: nothing is answered, the process ends, and
    /// the retry gives exactly one order. What was acknowledged before is there, even where the disk has
    /// kept nothing but what was synced.
    @Test(arguments: Fault.allCases)
    func aSyncThatFailsEndsTheServer(fault: Fault) async throws {
      var random = SplitMix64(seed: TestSize.seed)
      try await withTemporaryFolder { folder in
        let library = try Self.buildFaultyDisk(in: folder)
        let first = try RunningServer(in: folder)
        let customer = try await Customer(of: first)
        #expect(try first.end() == 0)

        var orderCount = 0
        for sync in 1...TestSize.syncs {
          // A commit of each holds four requests at most.
          let purchases = Customer.purchases(2 * sync + 8, named: "sync-\(sync)", using: &random)
          try await Self.serve(
            customer, purchases, in: folder, library: library, fault: fault, sync: sync)

          let sound = try RunningServer(in: folder)
          #expect(try await customer.carryOut(purchases, at: sound.client) == 0)
          orderCount += purchases.count
          try await customer.expectOneOrderEach(purchases, at: sound.client)
          try Customer.audit(folder, orderCount: orderCount)
          #expect(try sound.end() == 0)
        }
        report(
          "disk",
          "\(fault): each of the first \(TestSize.syncs) syncs of the log failed once; "
            + "\(customer.acknowledgementCount) requests acknowledged for \(orderCount) orders, each there once"
        )
      }
    }

    /// Serves until the disk fails; the first syncs are those of the start.
    private static func serve(
      _ customer: Customer, _ purchases: [Customer.Purchase], in folder: URL, library: String,
      fault: Fault, sync: Int
    ) async throws {
      let before = customer.acknowledgementCount
      let (status, log): (Int32, String)
      let expected: (status: Int32, log: String)
      do {
        let server = try RunningServer(
          environment: ["LD_PRELOAD": library, "FAULTY_DISK": "\(fault):\(sync)"], in: folder)
        #expect(try await customer.carryOut(purchases, at: server.client, workers: 4) > 0)
        (status, log) = (try server.waitForEnd(), server.log)
        expected = (
          3,
          """
          error: the disk failed while something was written, and nothing of it was acknowledged: \
          SQLite error 10: disk I/O error - while executing `COMMIT TRANSACTION`

          """
        )
      } catch let refusal as RunningServer.ServerDidNotStart {
        (status, log) = (refusal.status, refusal.errors)
        expected = (2, "error: cannot use orders.sqlite: disk I/O error\n")
      }
      #expect(customer.acknowledgementCount - before <= 4 * (sync - 1))
      if fault == .power {
        #expect(status == SIGKILL)
      } else {
        #expect(status == expected.status)
        #expect(log.hasSuffix("\n" + expected.log) || log == expected.log)
      }
    }

    private static func buildFaultyDisk(in folder: URL) throws -> String {
      let library = folder.appendingPathComponent("faulty-disk.so").path
      let source = packageFolder.appendingPathComponent("Tests/FaultyDisk/faulty_disk.c").path
      let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
      let outcome = try run(
        ["/usr/bin/env", "clang", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, source],
        environment: ["PATH": path], in: folder)
      try #require(outcome.status == 0, "\(outcome)")
      return library
    }

    private static let stracePath = "/usr/bin/strace"

    /// A kill cannot see this, since the page cache survives it: the log must be on the disk before the
    /// answer is written.
    @Test(.enabled(if: canUse(stracePath), "strace is not installed"))
    func theLogIsOnTheDiskBeforeTheAnswerIsWritten() async throws {
      var random = SplitMix64(seed: TestSize.seed)
      try await withTemporaryFolder { folder in
        let trace = folder.appendingPathComponent("trace.txt")
        // The tracer stands aside (-D), so that signals reach the server itself.
        let server = try RunningServer(
          in: folder,
          by: [
            Self.stracePath, "-D", "-f", "-s", "64", "-o", trace.path, "-e",
            "trace=fdatasync,fsync,read,recvfrom,write,writev,sendto,sendmsg",
          ])
        let customer = try await Customer(of: server)
        let purchases = Customer.purchases(10, named: "traced", using: &random)
        #expect(try await customer.carryOut(purchases, at: server.client, workers: 1) == 0)
        #expect(try server.end() == 0)

        var isSynced = false
        var answers = 0
        for line in try String(contentsOf: trace, encoding: .utf8).split(separator: "\n") {
          if line.contains(#/"POST /(cart|order)/#) {
            isSynced = false
          } else if line.contains(#/f(data)?sync.*= 0$/#) {
            isSynced = true
          } else if line.contains("HTTP/1.1 201") {
            #expect(isSynced, "an answer came before the disk: \(line)")
            answers += 1
            // Users and products are answered 201 too, and each has a commit of its own.
            isSynced = false
          }
        }
        #expect(answers == 22, "the trace does not show what it should")
      }
    }
  }
}
