#if Redis
  import Foundation
  import OrderTesting
  import Ordering
  import Testing

  @testable import StockCache

  private let lamp = ProductID(rawValue: 1)
  private let chair = ProductID(rawValue: 2)

  private func demand(_ quantities: [ProductID: Int64]) -> Demand {
    Demand(quantities.map { Item(productID: $0, quantity: $1, price: 0) })
  }

  /// A stock in a Redis of its own, and what is said of it.
  private struct Shop {
    let redis: RedisServer
    let stock: RedisStock
    private let events: AsyncStream<RedisStock.Event>

    /// - Parameter pause: short, so that everything that was lost is tried again at once.
    init(
      _ redis: RedisServer, address: String? = nil, timeout: Duration = .seconds(20),
      pause: Duration = .milliseconds(1)
    ) throws {
      self.redis = redis
      let (events, source) = AsyncStream.makeStream(of: RedisStock.Event.self)
      self.events = events
      var options = RedisStock.Options()
      options.timeout = timeout
      options.pause = pause
      stock = RedisStock(try RedisAddress(address ?? redis.address), options: options) {
        source.yield($0)
      }
      stock.publish(Publication(loaded: [lamp: 10, chair: 5]))
    }

    /// Runs `body` with a stock of 10 lamps and 5 chairs.
    static func run(
      _ redis: RedisServer? = nil, address: String? = nil, timeout: Duration = .seconds(20),
      body: (Shop) async throws -> Void
    ) async throws {
      let shop = try Shop(redis ?? RedisServer(), address: address, timeout: timeout)
      await shop.stock.start(database: "test")
      do { try await body(shop) } catch {
        await shop.stock.close()
        throw error
      }
      await shop.stock.close()
    }

    func take(_ quantities: [ProductID: Int64]) async throws(CacheError) -> Take {
      try await stock.take(demand(quantities))
    }

    /// Waits for something to be said.
    func wait(for condition: (RedisStock.Event) -> Bool) async -> RedisStock.Event? {
      await events.first(where: condition)
    }

    /// What was said before counts too, each time once.
    func waitUntilLoaded() async { _ = await wait { $0 == .loaded(products: 2) } }

    func waitUntilLost() async -> String? {
      guard case .lost(let reason) = await wait(for: { if case .lost = $0 { true } else { false } })
      else { return nil }
      return reason
    }

    /// What Redis has, but the owner and the names of takes, which differ from run to run.
    func fields() throws -> [String: String] {
      var fields = try redis.stock().filter { $0.key != "owner" }
      for (key, value) in fields where key.hasPrefix("take:") {
        fields[key] = nil
        fields["take of \(value)"] = ""
      }
      return fields
    }
  }

  /// A real server, and all that can happen to it.
  @Suite(.enabled(if: CacheKind.available.contains(.redis), "redis-server is not installed"))
  struct RedisStockTests {
    @Test func keepsAHashThatSaysEverything() async throws {
      try await Shop.run { shop in
        let first = try await shop.take([lamp: 2, chair: 1])
        _ = try await shop.take([lamp: 3])
        #expect(
          try shop.fields() == [
            "committed:1": "10", "committed:2": "5", "taken:1": "5", "taken:2": "1",
            "take of 1 2 2 1": "", "take of 1 3": "",
          ])
        shop.stock.publish(Publication(quantities: [lamp: 8, chair: 4], settled: [first]))
        try await shop.stock.catchUp()
        #expect(
          try shop.fields() == [
            "committed:1": "8", "committed:2": "4", "taken:1": "3", "taken:2": "0",
            "take of 1 3": "",
          ])
        #expect(try shop.redis.cli("KEYS", "*") == "orders:test:stock")
      }
    }

    // MARK: Gone

    @Test func killedItIsUnavailableAtOnceAndComesBackByItself() async throws {
      try await Shop.run { shop in
        let take = try await shop.take([lamp: 4])
        shop.redis.kill()
        await #expect(throws: CacheError.unavailable) { try await shop.take([lamp: 1]) }
        #expect(!shop.stock.isReachable)
        await #expect(throws: CacheError.unavailable) { try await shop.stock.catchUp() }
        // The other way of selling goes on, and so do decisions about what was taken.
        shop.stock.publish(Publication(quantities: [lamp: 5, chair: 3], settled: [take]))
        let other = try #require(await shop.waitUntilLost())
        #expect(!other.isEmpty)
        try shop.redis.start()
        await shop.waitUntilLoaded()
        #expect(shop.stock.isReachable)
        #expect(try shop.fields() == ["committed:1": "5", "committed:2": "3"])
        #expect(try await shop.stock.available(lamp) == 5)
      }
    }

    @Test func aStartWithoutRedisIsNoEnd() async throws {
      let redis = try RedisServer()
      redis.kill()
      try await Shop.run(redis) { shop in
        #expect(!shop.stock.isReachable)
        await #expect(throws: CacheError.unavailable) { try await shop.take([lamp: 1]) }
        try redis.start()
        await shop.waitUntilLoaded()
        _ = try await shop.take([lamp: 10])
      }
    }

    /// Nobody is told of what is over before it is noticed.
    @Test func restartedEmptyItIsFilledAgain() async throws {
      try await Shop.run { shop in
        _ = try await shop.take([lamp: 4])
        shop.redis.kill()
        try shop.redis.start()
        await shop.waitUntilLoaded()
        await #expect(
          throws: CacheError.refused(
            .outOfStock([Shortage(productID: lamp, asked: 7, available: 6)]))
        ) { try await shop.take([lamp: 7]) }
        #expect(try shop.fields()["taken:1"] == "4")
      }
    }

    @Test func aDumpOfEarlierTimesIsNotBelieved() async throws {
      let file = "orders-\(UUID().uuidString).rdb"
      defer { try? FileManager.default.removeItem(atPath: NSTemporaryDirectory() + "/" + file) }
      let redis = try RedisServer("--dbfilename", file)
      try await Shop.run(redis) { shop in
        let take = try await shop.take([lamp: 1])
        #expect(try redis.cli("SAVE") == "OK")
        shop.stock.publish(Publication(quantities: [lamp: 2], settled: [take]))
        try await shop.stock.catchUp()
        redis.kill()
        try redis.start()
        await shop.waitUntilLoaded()
        await #expect(throws: CacheError.self) { try await shop.take([lamp: 3]) }
        #expect(try shop.fields() == ["committed:1": "2", "committed:2": "5"])
      }
    }

    // MARK: There, but not as it was

    @Test(arguments: [
      ["CLIENT", "KILL", "TYPE", "normal"], ["FLUSHALL"], ["DEL", "orders:test:stock"],
      ["HSET", "orders:test:stock", "owner", "another"], ["SCRIPT", "FLUSH"],
    ])
    func whatWasLostForAMomentIsAskedAgain(_ command: [String]) async throws {
      try await Shop.run { shop in
        let take = try await shop.take([lamp: 4])
        try shop.redis.cli(command)
        _ = try await shop.take([lamp: 5])
        await #expect(
          throws: CacheError.refused(
            .outOfStock([Shortage(productID: lamp, asked: 2, available: 1)]))
        ) { try await shop.take([lamp: 2]) }
        shop.stock.publish(Publication(quantities: [lamp: 6], settled: [take]))
        try await shop.stock.catchUp()
        #expect(try shop.fields()["taken:1"] == "5")
        #expect(try shop.fields()["committed:1"] == "6")
      }
    }

    /// The lines of a crowd that is under way when the connection is cut.
    @Test func aCrowdThatIsCutTakesExactlyWhatThereIs() async throws {
      try await Shop.run { shop in
        shop.stock.publish(Publication(loaded: [lamp: 1_000]))
        let taken = try await concurrently(3_000, workers: 200) { index in
          if index.isMultiple(of: 500) { try shop.redis.cli("CLIENT", "KILL", "TYPE", "normal") }
          do {
            _ = try await shop.take([lamp: 1])
            return 1
          } catch CacheError.refused {
            return 0
          }
        }.reduce(0, +)
        #expect(taken == 1_000)
        let fields = try shop.redis.stock()
        #expect(fields["taken:1"] == "1000")
        #expect(fields.keys.filter { $0.hasPrefix("take:") }.count == 1_000)
      }
    }

    @Test func silentItIsUnavailableAndWhatItReadsLateDoesNothing() async throws {
      try await Shop.run(timeout: .milliseconds(200)) { shop in
        _ = try await shop.take([lamp: 4])
        shop.redis.pause()
        await #expect(throws: CacheError.unavailable) { try await shop.take([lamp: 1]) }
        await #expect(throws: CacheError.unavailable) { try await shop.take([lamp: 1]) }
        shop.stock.publish(Publication(quantities: [chair: 1]))
        shop.redis.resume()
        _ = await shop.waitUntilLost()
        await shop.waitUntilLoaded()
        try await shop.stock.catchUp()
        #expect(
          try shop.fields() == [
            "committed:1": "10", "committed:2": "1", "taken:1": "4", "take of 1 4": "",
          ])
      }
    }

    @Test func withoutMemoryItIsUnavailable() async throws {
      try await Shop.run { shop in
        try shop.redis.cli("CONFIG", "SET", "maxmemory", "1")
        await #expect(throws: CacheError.unavailable) { try await shop.take([lamp: 1]) }
        let reason = try #require(await shop.waitUntilLost())
        #expect(reason.hasPrefix("OOM "), "\(reason)")
        try shop.redis.cli("CONFIG", "SET", "maxmemory", "0")
        await shop.waitUntilLoaded()
        _ = try await shop.take([lamp: 10])
        #expect(try shop.fields()["taken:1"] == "10")
      }
    }

    @Test func evictedItIsFilledAgain() async throws {
      try await Shop.run { shop in
        _ = try await shop.take([lamp: 4])
        try shop.redis.cli("CONFIG", "SET", "maxmemory-policy", "allkeys-random")
        try shop.redis.cli("CONFIG", "SET", "maxmemory", "1")
        try shop.redis.cli("SET", "something", "else")
        #expect(try shop.redis.stock() == [:])
        try shop.redis.cli("CONFIG", "SET", "maxmemory", "0")
        _ = try await shop.take([lamp: 6])
        #expect(try shop.fields()["taken:1"] == "10")
      }
    }

    /// Whatever was done to it by hand.
    @Test func generatingMends() async throws {
      try await Shop.run { shop in
        _ = try await shop.take([lamp: 4])
        try shop.redis.cli(
          "HSET", "orders:test:stock", "taken:1", "9", "committed:2", "77", "x", "y")
        shop.stock.publish(Publication(loaded: [lamp: 10, chair: 5]))
        try await shop.stock.catchUp()
        #expect(
          try shop.fields() == [
            "committed:1": "10", "committed:2": "5", "taken:1": "4", "take of 1 4": "",
          ])
      }
    }

    /// What another process left behind is not taken over.
    @Test func aNewEpochDropsTheTakesOfTheLast() async throws {
      let redis = try RedisServer()
      try await Shop.run(redis) { shop in _ = try await shop.take([lamp: 4, chair: 5]) }
      try await Shop.run(redis) { shop throws in
        #expect(try shop.fields() == ["committed:1": "10", "committed:2": "5"])
      }
    }

    // MARK: Scripts

    private func session(_ redis: RedisServer, owner: String) throws -> RedisSession {
      try RedisSession(
        try RedisAddress(redis.address), timeout: .seconds(20), key: "stock", owner: owner)
    }

    private func table() -> StockTable {
      var table = StockTable()
      table.apply(Publication(loaded: [lamp: 10]))
      return table
    }

    @Test func aTakeThatIsAskedAgainTakesOnceAndIsGivenBackOnce() throws {
      let redis = try RedisServer()
      let session = try session(redis, owner: "a")
      try session.load(table()) { "take:\($0)" }
      let command = session.taking(demand([lamp: 3]), name: "take:1")
      try session.exchange([command, command]) { _, reply in #expect(reply == .array([])) }
      #expect(try redis.cli("HGET", "stock", "taken:1") == "3")
      let settling = session.publishing([:], settled: ["take:1"])
      try session.exchange(settling + settling) { _, _ in }
      #expect(try redis.cli("HGET", "stock", "taken:1") == "0")
    }

    @Test func whatAnEarlierSessionSendsLateIsRefused() throws {
      let redis = try RedisServer()
      let early = try session(redis, owner: "a")
      try early.load(table()) { "take:\($0)" }
      let late = try session(redis, owner: "b")
      try late.load(table()) { "take:\($0)" }
      for command in [early.taking(demand([lamp: 3]), name: "take:1"), early.checking]
        + early.publishing([lamp: 99], settled: ["take:1"])
      {
        let fault = #expect(throws: RedisFault.self) { try early.exchange([command]) { _, _ in } }
        #expect(fault?.reason == "STALE the stock is not ours")
      }
      #expect(try redis.cli("HGET", "stock", "committed:1") == "10")
    }

    /// Lua's stack and the chunks of a load; the most lines that a cart has.
    @Test func largeShopsAndLargeCartsFit() async throws {
      let shop = try Shop(RedisServer())
      let ids = (1...10_000).map(ProductID.init)
      shop.stock.publish(
        Publication(loaded: Dictionary(uniqueKeysWithValues: ids.map { ($0, 1_000_000_000) })))
      await shop.stock.start(database: "test")
      let most = demand(Dictionary(uniqueKeysWithValues: ids.prefix(100).map { ($0, 10_000) }))
      let takes = try await concurrently(2_500) { _ in try await shop.stock.take(most) }
      #expect(try await shop.stock.available(ids[0]) == 1_000_000_000 - 25_000_000)
      shop.stock.publish(Publication(settled: takes))
      #expect(try await shop.stock.available(ids[0]) == 1_000_000_000)
      await shop.stock.close()
      #expect(try shop.fields().count == 10_100)
    }

    // MARK: Who may

    @Test(arguments: [":sesame@", "default:sesame@", "ali:open%40wide@"])
    func knowsThePassword(_ userinfo: String) async throws {
      // Ali may do what `docs/OPERATIONS.md` says, and no more.
      let redis = try RedisServer(
        "--requirepass", "sesame", "--user", "ali", "on", ">open@wide", "~orders:*", "+auth",
        "+select", "+script|load", "+evalsha", "+unlink", "+hset", "+hget", "+hmget", "+hincrby",
        "+hdel")
      try await Shop.run(redis, address: "redis://\(userinfo)127.0.0.1:\(redis.port)/3") { shop in
        let take = try await shop.take([lamp: 1])
        shop.stock.publish(Publication(quantities: [lamp: 9], settled: [take]))
        try await shop.stock.catchUp()
        #expect(try await shop.stock.available(lamp) == 9)
        #expect(try redis.cli("--no-auth-warning", "-a", "sesame", "-n", "3", "DBSIZE") == "1")
      }
    }

    @Test func aWrongPasswordIsNotTold() async throws {
      let redis = try RedisServer("--requirepass", "sesame")
      let address = "redis://:simsalabim@127.0.0.1:\(redis.port)"
      try await Shop.run(redis, address: address) { shop in
        #expect(!shop.stock.isReachable)
        let reason = try #require(await shop.waitUntilLost())
        #expect(reason.hasPrefix("WRONGPASS "), "\(reason)")
        #expect(!reason.contains("sesame") && !reason.contains("simsalabim"), "\(reason)")
      }
    }

    /// Redis Cluster: the node that is asked sends on to the one that has the key.
    @Test func goesToTheNodeThatHasTheKey() async throws {
      let folder = NSTemporaryDirectory() + "/orders-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let buses = [try RedisServer.freePort(), try RedisServer.freePort()]
      let nodes = try buses.map { bus in
        try RedisServer(
          "--cluster-enabled", "yes", "--cluster-config-file", "\(folder)/\(bus)",
          "--cluster-port", "\(bus)")
      }
      try nodes[0].cli("CLUSTER", "ADDSLOTSRANGE", "0", "8191")
      try nodes[1].cli("CLUSTER", "ADDSLOTSRANGE", "8192", "16383")
      try nodes[0].cli("CLUSTER", "MEET", "127.0.0.1", "\(nodes[1].port)", "\(buses[1])")
      let deadline = ContinuousClock.now + .seconds(60)
      while try nodes.contains(where: { try !$0.cli("CLUSTER", "INFO").contains("state:ok") }) {
        try #require(.now < deadline, "the nodes do not find each other")
      }
      try #require(nodes[0].cli("HGET", "orders:test:stock", "x").hasPrefix("MOVED 13648 "))
      try await Shop.run(nodes[0]) { shop in
        _ = try await shop.take([lamp: 4])
        #expect(try nodes[1].stock()["taken:1"] == "4")
        #expect(try nodes[0].stock() == [:])
      }
    }
  }
#else
  import ProgramTesting
  import Testing

  @Test(.enabled(if: serversAreRequired, "the trait Redis is off; ./test.sh turns it on"))
  func redisIsTested() { Issue.record("the trait Redis is off") }
#endif
