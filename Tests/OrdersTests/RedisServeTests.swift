#if Redis
  import Foundation
  import OrderTesting
  import Testing

  /// The built program with its cache in a real Redis.
  @Suite(
    .serialized,
    .enabled(if: CacheKind.available.contains(.redis), "redis-server is not installed"))
  struct RedisServeTests {
    /// What others see of a program's arguments.
    private static func arguments(of process: Int32) throws -> [String] {
      String(
        decoding: try Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/cmdline")),
        as: UTF8.self
      ).split(separator: "\0").map(String.init)
    }

    @Test func sellsAndKeepsThePasswordToItself() async throws {
      let redis = try RedisServer("--requirepass", "sesame")
      try await withTemporaryFolder { folder in
        let server = try RunningServer(
          "--cache", "redis://default:sesame@127.0.0.1:\(redis.port)/2", "--log-level", "trace",
          in: folder)
        #expect(
          try Self.arguments(of: server.processID).contains(
            "redis://**************@127.0.0.1:\(redis.port)/2"))
        let client = server.client
        let shop = try await Shop(server, quantities: [1])
        let cart = try await shop.makeCart(of: shop.products, at: client)
        let order = try await shop.order(cart, at: client)
        #expect(order.status == 201, "\(order)")
        let other = try await shop.makeCart(of: shop.products, at: client)
        let refused = try await shop.order(other, at: client)
        #expect(refused.problem == "out-of-stock", "\(refused)")
        let metrics = try await client.get("/metrics").text
        #expect(metrics.contains("orders_cache_round_trip_seconds_count "))
        #expect(try server.end() == 0)
        #expect(
          server.log.contains("the stock of 0 products is in redis://127.0.0.1:\(redis.port)/2"))
        #expect(!server.log.contains("sesame"))
      }
    }

    /// A wrong password is no reason not to sell by threshold; it is said once, without the password.
    @Test func startsWithoutItsCache() async throws {
      let redis = try RedisServer("--requirepass", "sesame")
      try await withTemporaryFolder { folder in
        let server = try RunningServer(
          environment: ["ORDERS_CACHE": "redis://:simsalabim@127.0.0.1:\(redis.port)"], in: folder)
        let line = try #require(server.logLine { $0.contains("is tried again") })
        #expect(
          line.contains("redis://127.0.0.1:\(redis.port)/0 is tried again: WRONGPASS "), "\(line)")
        let ready = try await server.client.get("/readyz")
        #expect(ready.json["detail"]?.string == "The cache cannot be reached at the moment.")
        #expect(try server.end() == 0)
        #expect(!server.log.contains("simsalabim"))
      }
    }
  }
#endif
