import Foundation
import OrderTesting
import Testing

extension FaultTests {
  /// kill -9 under load, again and again, over one database.
  struct KillTests {
    /// After each kill the customer repeats whatever the last server was asked, with the same keys.
    @Test func killedUnderLoadItForgetsNothingThatItAcknowledged() async throws {
      var random = SplitMix64(seed: TestSize.seed)
      try await withTemporaryFolder { folder in
        var customer: Customer?
        var purchases: [Customer.Purchase] = []
        var latest: ArraySlice<Customer.Purchase> { purchases.suffix(100) }
        var slowestStart = Duration.zero
        var lost = 0
        for cycle in 1...TestSize.kills + 1 {
          if Int.random(in: 0..<3, using: &random) == 0 {
            try Self.killWhileItStarts(in: folder, after: Int.random(in: 0..<100, using: &random))
          }
          let start = ContinuousClock.now
          let server = try RunningServer("--hold", "8760h", in: folder)
          let client = server.client
          #expect(try await client.get("/readyz").status == 200)
          slowestStart = max(slowestStart, start.duration(to: .now))

          let sari: Customer
          if let customer {
            sari = customer
            #expect(try await sari.carryOut(Array(latest), at: client) == 0)
            try await sari.expectOneOrderEach(Array(latest), at: client)
            try Customer.audit(folder, orderCount: purchases.count)
          } else {
            sari = try await Customer(of: server)
            customer = sari
          }
          if cycle > TestSize.kills {
            try await sari.expectOneOrderEach(purchases, at: client)
            #expect(try server.end() == 0)
            try Customer.audit(folder, orderCount: purchases.count)
            report(
              "kill",
              "\(TestSize.kills) kills, seed \(TestSize.seed): \(sari.acknowledgementCount) requests "
                + "acknowledged for \(purchases.count) orders, each there once; \(lost) purchases were cut off, "
                + "with \(sari.unheardCount) requests done and not answered; ready again after at most \(slowestStart.inSeconds)"
            )
            #expect(slowestStart < .seconds(20))
            return
          }

          purchases += Customer.purchases(100, named: "cycle-\(cycle)", using: &random)
          let enough = sari.acknowledgementCount + Int.random(in: 1...200, using: &random)
          sari.atEachAcknowledgement { if $0 == enough { server.send(SIGKILL) } }
          lost += try await sari.carryOut(Array(latest), at: client)
          sari.atEachAcknowledgement(nil)
          #expect(try server.waitForEnd() == SIGKILL)
        }
      }
    }

    /// Somewhere on its way: the log is being read, or the tables are being made.
    private static func killWhileItStarts(in folder: URL, after milliseconds: Int) throws {
      let process = try ChildProcess(
        [programPath, "serve", "--port", "0", "--hold", "8760h"], environment: [:], in: folder,
        streams: (nil, nil, nil))
      usleep(UInt32(milliseconds) * 1_000)
      process.send(SIGKILL)
      #expect(try process.waitForEnd() == SIGKILL)
    }
  }
}

extension Duration {
  var inSeconds: String { formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 2))) }
}
