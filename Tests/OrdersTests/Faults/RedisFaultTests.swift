#if Redis
  import Foundation
  import OrderStore
  import OrderTesting
  import Testing

  extension FaultTests {
    /// Redis fails in the middle of a sale, or the server is killed while it has pieces taken there. In the
    /// end exactly what there was is sold, what was acknowledged is there, the books balance, and the cache
    /// says what the database does.
    @Suite(.enabled(if: CacheKind.available.contains(.redis), "redis-server is not installed"))
    struct RedisFaultTests {
      enum Fault: CaseIterable {
        case killed, restartedEmpty, paused, cut, memoryFull

        /// How long it lasts. No shorter pause shows what customers are told meanwhile.
        var duration: Duration {
          switch self {
          case .paused: .seconds(10)
          case .killed, .memoryFull: .seconds(1)
          case .restartedEmpty, .cut: .zero
          }
        }

        func begin(_ redis: RedisServer) throws {
          switch self {
          case .killed: redis.kill()
          case .restartedEmpty:
            redis.kill()
            try redis.start()
          case .paused: redis.pause()
          case .cut: try redis.cli("CLIENT", "KILL", "TYPE", "normal")
          case .memoryFull: try redis.cli("CONFIG", "SET", "maxmemory", "1")
          }
        }

        func end(_ redis: RedisServer) throws {
          switch self {
          case .killed: try redis.start()
          case .restartedEmpty, .cut: break
          case .paused: redis.resume()
          case .memoryFull: try redis.cli("CONFIG", "SET", "maxmemory", "0")
          }
        }
      }

      // MARK: Redis fails

      private static let stock = 400
      private static let cartCount = 600

      @Test func aSaleGoesOn() async throws {
        var random = SplitMix64(seed: TestSize.seed)
        var refusedCount = 0
        var slowest = Duration.zero
        for cycle in 1...TestSize.redisFaults {
          let faults = Fault.allCases.shuffled(using: &random)
          let refused = try await Self.sell(during: faults, "cycle \(cycle), \(faults)")
          refusedCount += refused.count
          slowest = max(slowest, refused.slowest)
        }
        // At once: not when a pause is over.
        #expect(slowest < .seconds(5))
        report(
          "redis",
          "\(TestSize.redisFaults) sales with \(Fault.allCases.count) faults each, seed \(TestSize.seed): "
            + "\(TestSize.redisFaults * Self.stock) pieces sold, each once; \(refusedCount) times "
            + "cache-unavailable, after at most \(slowest.inSeconds)")
      }

      /// Whoever is told `cache-unavailable` asks again, as a customer's program does.
      ///
      /// - Returns: how often that was, and how long it took at most.
      private static func sell(
        during faults: [Fault], _ context: Comment
      ) async throws -> (count: Int, slowest: Duration) {
        let redis = try RedisServer()
        return try await withTemporaryFolder { folder in
          let server = try RunningServer("--cache", redis.address, in: folder)
          let client = server.client
          let shop = try await Shop(server, quantities: [Int64(stock), 1_000])
          let carts = try await concurrently(cartCount, workers: 16) { index in
            try await shop.makeCart(
              of: Array(shop.products.prefix(index.isMultiple(of: 5) ? 2 : 1)), at: client)
          }
          @Sendable func path(_ index: Int) -> String {
            index.isMultiple(of: 8) ? "/orderThreshold" : "/order"
          }

          let refused = Counter()
          let (times, source) = AsyncStream.makeStream(of: Void.self)
          let failing = Task {
            var left = faults[...]
            for await _ in times {
              guard let fault = left.popFirst() else { continue }
              let before = refused.value
              try fault.begin(redis)
              try await Task.sleep(for: fault.duration)
              try fault.end(redis)
              #expect(
                fault.duration == .zero || refused.value > before, "nobody noticed: \(context)")
            }
            #expect(left.isEmpty, context)
          }
          let sold = Counter()
          let answers = try await concurrently(carts.count, workers: 16) { index in
            var slowest = Duration.zero
            while true {
              let start = ContinuousClock.now
              let answer = try await shop.order(carts[index], by: path(index), at: client)
              guard answer.problem == "cache-unavailable" else {
                if answer.status == 201, sold.increment().isMultiple(of: 60) { source.yield() }
                return (answer: answer, slowest: slowest)
              }
              slowest = max(slowest, start.duration(to: .now))
              #expect(path(index) == "/order" && answer[header: "Retry-After"] == "1", context)
              if refused.increment() == 1 { try await expectNotReady(client) }
              try await Task.sleep(for: .milliseconds(20))
            }
          }
          source.finish()
          try await failing.value

          #expect(answers.filter { $0.answer.status == 201 }.count == stock, context)
          #expect(
            answers.filter { $0.answer.problem == "out-of-stock" }.count == cartCount - stock,
            context)
          for (index, answer) in answers.enumerated() where answer.answer.status == 201 {
            let again = try await shop.order(carts[index], by: path(index), at: client)
            #expect(again.isReplay && again.body == answer.answer.body, context)
          }
          try await shop.generate(at: client)
          try await expectEqualStock(shop, client, redis, context)
          #expect(try await client.get("/readyz").status == 200, context)
          #expect(try server.end() == 0, context)
          let audit = try Audit(path: folder.appendingPathComponent("orders.sqlite").path)
          #expect(audit.orderCount == stock, context)
          #expect(audit.findings.map(\.description) == [], context)
          return (refused.value, answers.map(\.slowest).max()!)
        }
      }

      /// `/readyz` says which, as long as it is so.
      private static func expectNotReady(_ client: Client) async throws {
        let answer = try await client.get("/readyz")
        guard answer.status != 200 else { return }
        #expect(answer.problem == "not-ready")
        #expect(answer.json["detail"]?.string == "The cache cannot be reached at the moment.")
      }

      /// Nothing is taken, and what is committed is what the database says.
      private static func expectEqualStock(
        _ shop: Shop, _ client: Client, _ redis: RedisServer, _ context: Comment
      ) async throws {
        let fields = try redis.stock()
        for product in shop.products {
          let quantity = try await shop.quantity(of: product, at: client)
          #expect(fields["committed:\(product)"] == "\(quantity)", context)
          #expect(fields["taken:\(product)", default: "0"] == "0", context)
        }
        #expect(fields.keys.filter { $0.hasPrefix("take:") } == [], context)
      }

      // MARK: The server is killed

      private static let stracePath = "/usr/bin/strace"
      private static let cartsOfCycle = 20

      /// - Parameter write: to the log, counted from 1; a later one where the server has as many to do before it
      ///   serves.
      private static func startServer(
        killedAt write: Int, _ redis: RedisServer, in folder: URL
      ) throws -> RunningServer {
        let log = folder.appendingPathComponent("orders.sqlite-wal").path
        do {
          // The tracer stands aside (-D), so that the server is the child that is waited for.
          return try RunningServer(
            "--cache", redis.address, in: folder,
            by: [
              stracePath, "-D", "-f", "-o", "/dev/null", "-P", log, "-e", "trace=pwrite64", "-e",
              "inject=pwrite64:signal=SIGKILL:when=\(write)",
            ])
        } catch let end as RunningServer.ServerDidNotStart where end.status == SIGKILL {
          return try startServer(killedAt: write + 10, redis, in: folder)
        }
      }

      /// The system kills the server as it is about to write to its log: pieces are taken in Redis, and
      /// none of their orders is committed, or some. So the program has nothing in it for being killed.
      @Test(.enabled(if: canUse(stracePath), "strace is not installed"))
      func killedBetweenTakeAndCommitItLeavesNothingBehind() async throws {
        let redis = try RedisServer()
        var random = SplitMix64(seed: TestSize.seed)
        var leftCount = 0
        try await withTemporaryFolder { folder in
          let database = folder.appendingPathComponent("orders.sqlite").path
          let first = try RunningServer("--cache", redis.address, in: folder)
          let cartCount = Self.cartsOfCycle * TestSize.redisFaults
          let shop = try await Shop(first, quantities: [Int64(cartCount)])
          let carts = try await concurrently(cartCount, workers: 16) { _ in
            try await shop.makeCart(of: shop.products, at: first.client)
          }
          #expect(try first.end() == 0)

          for cycle in 0..<TestSize.redisFaults {
            let write = Int.random(in: 1...30, using: &random)
            let context: Comment = "cycle \(cycle), write \(write), seed \(TestSize.seed)"
            let mine = Array(carts[Self.cartsOfCycle * cycle..<Self.cartsOfCycle * (cycle + 1)])
            let failing = try Self.startServer(killedAt: write, redis, in: folder)
            let answers = try await concurrently(mine.count, workers: 8) { index in
              try? await shop.order(mine[index], at: failing.client)
            }
            #expect(try failing.waitForEnd() == SIGKILL, context)
            leftCount += try redis.stock().keys.filter { $0.hasPrefix("take:") }.count

            // The next start mends it, and nobody else does.
            let next = try RunningServer("--cache", redis.address, in: folder)
            try await Self.expectEqualStock(shop, next.client, redis, context)
            for (cart, answer) in zip(mine, answers) {
              let again = try await shop.order(cart, at: next.client)
              #expect(again.status == 201, context)
              if let answer { #expect(again.body == answer.body, context) }
            }
            let audit = try Audit(path: database)
            #expect(audit.orderCount == Self.cartsOfCycle * (cycle + 1), context)
            #expect(audit.findings.map(\.description) == [], context)
            #expect(try next.end() == 0, context)
          }
        }
        #expect(leftCount > 0, "no kill came between a take and its commit")
        report(
          "redis",
          "\(TestSize.redisFaults) kills between take and commit, seed \(TestSize.seed): \(leftCount) takes "
            + "left behind, and mended by the next start")
      }
    }
  }
#endif
