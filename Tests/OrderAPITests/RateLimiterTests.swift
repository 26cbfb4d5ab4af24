import OrderTesting
import Testing

@testable import OrderAPI

@Suite struct RateLimiterTests {
  @Test func aBucketHoldsASecondAndFillsSteadily() throws {
    let limiter = TokenBuckets<RateLimiter.Client>(rate: 10)
    let start = ContinuousClock.now
    let client = RateLimiter.Client.address("192.0.2.1")
    for _ in 0..<10 { #expect(limiter.wait(of: client, at: start) == nil) }
    let wait = try #require(limiter.wait(of: client, at: start))
    #expect(wait > .milliseconds(99) && wait < .milliseconds(101))
    #expect(limiter.wait(of: client, at: start + .milliseconds(50)) != nil)
    #expect(limiter.wait(of: client, at: start + .milliseconds(101)) == nil)
    #expect(limiter.wait(of: .address("192.0.2.2"), at: start) == nil)
    // However long it was away, it may not save up.
    let later = start + .seconds(3_600)
    for _ in 0..<10 { #expect(limiter.wait(of: client, at: later) == nil) }
    #expect(limiter.wait(of: client, at: later) != nil)
    // What is given back can be had again, and no more than fits.
    for _ in 0..<100 { limiter.giveBack(to: client, at: later) }
    for _ in 0..<10 { #expect(limiter.wait(of: client, at: later) == nil) }
    #expect(limiter.wait(of: client, at: later) != nil)
  }

  @Test func whatIsRememberedIsBounded() {
    var values = RecentValues<Int, Int>(limit: 10)
    for number in 0..<1_000 {
      values.keep(number, of: number)
      #expect(values.value(of: 0) == 0, "what is asked for is kept")
      #expect(values.count <= 20)
    }
    #expect(values.value(of: 999) == 999)
    #expect(values.value(of: 500) == nil)
  }
}
