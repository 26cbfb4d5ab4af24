import StockCache
import Testing

@Suite struct RedisAddressTests {
  @Test(
    arguments: [
      ("redis://localhost", "localhost", 6379, nil, nil, 0),
      ("redis://127.0.0.1:7000/3", "127.0.0.1", 7000, nil, nil, 3),
      ("redis://:open%40sesame@cache.shop/", "cache.shop", 6379, nil, "open@sesame", 0),
      ("redis://ali:a:b/c@[::1]:6380/15", "::1", 6380, "ali", "a:b/c", 15),
      ("redis://ali:p@ss@h", "h", 6379, "ali", "p@ss", 0),
    ] as [(String, String, Int, String?, String?, Int)])
  func reads(
    _ text: String, host: String, port: Int, user: String?, password: String?, database: Int
  ) throws {
    let address = try RedisAddress(text)
    #expect(address.host == host)
    #expect(address.port == port)
    #expect(address.user == user)
    #expect(address.password == password)
    #expect(address.database == database)
  }

  @Test(arguments: [
    "", "memory", "redis:", "redis://", "redis://:6379", "redis://h:0", "redis://h:65536",
    "redis://h:6379x", "redis://h/x", "redis://h/-1", "redis://h/1/2", "redis://user@h",
    "redis://user:@h", "redis://user:%4@h", "redis://user:%FF@h", "redis://a b", "redis://h\n",
    "http://h",
  ])
  func refuses(_ text: String) {
    #expect(throws: RedisAddress.Fault.notAnAddress) { try RedisAddress(text) }
  }

  @Test func refusesWhatItCannotKeepSecret() {
    #expect(throws: RedisAddress.Fault.needsTLS) { try RedisAddress("rediss://h") }
  }

  /// Logs, errors and debuggers print a value in one of these ways.
  @Test func neverTellsThePassword() throws {
    let address = try RedisAddress("redis://ali:sesame@[::1]/2")
    var dumped = ""
    dump(address, to: &dumped)
    for text in ["\(address)", String(reflecting: address), dumped, "\(Optional(address) as Any)"] {
      #expect(!text.contains("sesame") && !text.contains("ali"), "\(text)")
    }
    #expect("\(address)" == "redis://[::1]:6379/2")
  }
}
