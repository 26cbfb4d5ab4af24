#if Redis
  import OrderTesting
  import StockCache
  import Testing

  /// Promise: `/order` says so at once when its cache is gone, and everything else goes on.
  @Suite(.enabled(if: CacheKind.available.contains(.redis), "redis-server is not installed"))
  struct CacheGoneTests {
    @Test func withoutRedisTheOtherWayGoesOn() async throws {
      let redis = try RedisServer()
      let address = try RedisAddress(redis.address)
      let setup = TestServer.Setup { $0.cache = RedisStock(address) }
      try await TestServer.run(setup) { server in
        let product = try await server.makeProduct(quantity: 2)
        try await server.generate()
        let token = try await server.makeUser()
        let cart = try await server.makeCart([(product, 1)], token: token)
        redis.kill()

        let answer = try await server.order(cart, token: token, key: "once")
        #expect(answer.status == 503)
        #expect(answer.problem == "cache-unavailable")
        #expect(answer[header: "Retry-After"] == "1")
        #expect(
          answer.json["detail"]?.string
            == "The cache cannot be reached at the moment; /orderThreshold goes on.")
        let ready = try await server.client.get("/readyz")
        #expect(ready.status == 503)
        #expect(ready.problem == "not-ready")
        #expect(ready.json["detail"]?.string == "The cache cannot be reached at the moment.")
        #expect(try await server.client.get("/livez").status == 200)
        let generating = try await server.client.post(
          "/product/generate", token: TestServer.administratorToken, key: "generate")
        #expect(generating.problem == "cache-unavailable")
        #expect(try await server.order(cart, by: "/orderThreshold", token: token).status == 201)

        try redis.start()
        let other = try await server.makeCart([(product, 1)], token: token)
        var last = try await server.order(other, token: token)
        while last.problem == "cache-unavailable" {
          try await Task.sleep(for: .milliseconds(20))
          last = try await server.order(other, token: token)
        }
        #expect(last.status == 201, "\(last)")
        let generated = try await server.client.post(
          "/product/generate", token: TestServer.administratorToken, key: "generate")
        #expect(generated.status == 200)
        #expect(try redis.stock()["committed:\(product)"] == "0")
      }
    }
  }
#endif
