import OrderTesting
import Ordering
import Testing

@testable import OrderAPI

@Suite struct JSONWriterTests {
  @Test func membersComeInTheirOrder() {
    var json = JSONWriter()
    json.object { json in
      json.member("z", Int64.min)
      json.member("a", Int64.max)
      json.member("none", nil as Int64?)
      json.member("empty", object: { _ in })
      json.member("list", array: [1, 2] as [Int64]) { $0.number($1) }
      json.member("yes", true)
    }
    #expect(
      String(decoding: json.bytes, as: UTF8.self) == """
        {"z":-9223372036854775808,"a":9223372036854775807,"none":null,"empty":{},"list":[1,2],\
        "yes":true}
        """)
  }

  @Test func textsComeBackAsTheyWere() throws {
    let texts = (0..<0x180).map { "a\(Character(UnicodeScalar($0)!))b" } + ["\"\\/\u{2028}🏮", ""]
    for text in texts {
      var json = JSONWriter()
      json.array([text]) { $0.string($1) }
      #expect(try JSON(parsing: json.bytes) == [.string(text)])
    }
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (1_355_270_400_123, "2012-12-12T00:00:00.123Z"),
      (951_782_399_999, "2000-02-28T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (4_107_542_400_000, "2100-03-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func timesAreWrittenAsTheStandardHasIt(milliseconds: Int64, text: String) {
    #expect(Timestamp(rawValue: milliseconds).rfc3339 == text)
  }
}
