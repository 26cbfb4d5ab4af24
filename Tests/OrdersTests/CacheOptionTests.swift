import OrderTesting
import Testing

/// What `--cache` says to what it cannot do. An address is told without its user and password.
@Suite struct CacheOptionTests {
  @Test(arguments: [
    (
      "rediss://:sesame@h",
      "rediss:// is not served, because hiredis is built without TLS; use redis:// to a tunnel on this "
        + "machine, as stunnel makes one"
    ),
    (
      "redis://ali:sesame@h:x",
      "'redis://***@h:x' is not a cache; expected memory or redis://HOST:PORT/DB"
    ),
    ("sesame@h", "'***@h' is not a cache; expected memory or redis://HOST:PORT/DB"),
  ])
  func badCaches(_ cache: String, fault: String) throws {
    try withTemporaryFolder { folder in
      let asOption = try orders("serve", "--cache", cache, in: folder)
      #expect(
        asOption == Outcome(status: 2, output: "", errors: "error: --cache: \(fault)\n"))
      let asVariable = try orders("serve", environment: ["ORDERS_CACHE": cache], in: folder)
      #expect(
        asVariable == Outcome(status: 2, output: "", errors: "error: ORDERS_CACHE: \(fault)\n"))
    }
  }

  #if !Redis
    @Test func withoutTheTraitItSaysHowItIsBuilt() throws {
      try withTemporaryFolder { folder in
        let outcome = try orders("serve", "--cache", "redis://:sesame@h", in: folder)
        #expect(
          outcome
            == Outcome(
              status: 2, output: "",
              errors: "error: --cache: redis://h:6379/0 needs a program that was built with Redis: "
                + "swift build -c release --product orders --traits Redis\n"))
      }
    }
  #endif
}
