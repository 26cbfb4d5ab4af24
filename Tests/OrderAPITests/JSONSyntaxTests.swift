import OrderTesting
import Testing

@testable import OrderAPI

@Suite struct JSONSyntaxTests {
  private func isObject(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBytes { JSONSyntax.object(in: $0) != nil }
  }

  @Test(arguments: [
    "{}", " {\r\n\t} ", #"{"a": 1}"#, #"{"a": [], "b": {}, "": null}"#,
    #"{"a": [-0, 0.5, -1e9, 1E+2, 10.25e-3, true, false, "é\u00E9\n\"\\\/"]}"#,
  ])
  func takesWhatIsAnObject(_ text: String) { #expect(isObject(text)) }

  @Test(arguments: [
    "", " ", "[]", "1", "\"a\"", "null", "{", "}", "{}{}", "{} x", #"{"a": 1,}"#, #"{,"a": 1}"#,
    #"{"a" 1}"#, #"{"a":}"#, #"{a: 1}"#, "{'a': 1}", #"{"a": 01}"#, #"{"a": -}"#, #"{"a": +1}"#,
    #"{"a": 1.}"#, #"{"a": .5}"#, #"{"a": 1e}"#, #"{"a": 0x1}"#, #"{"a": NaN}"#, #"{"a": tru}"#,
    #"{"a": [1,]}"#, #"{"a": [1 2]}"#, #"{"a": "b}"#, #"{"a": "\q"}"#, #"{"a": "\u12G4"}"#,
    "{\"a\": \"\n\"}", "{\"a\": \"\u{0}\"}", "{\u{A0}}", "\u{FEFF}{}", #"{"a": 1 /* one */}"#,
  ])
  func refusesEverythingElse(_ text: String) { #expect(!isObject(text)) }

  @Test func nestingHasAnEnd() {
    func nested(_ count: Int) -> String {
      #"{"a": "# + String(repeating: "[", count: count) + String(repeating: "]", count: count) + "}"
    }
    #expect(isObject(nested(499)))
    #expect(!isObject(nested(500)))
    #expect(!isObject(nested(1_000_000)))
  }

  /// On texts made by changing a good one a little. Without exponents, which may be too large to be read.
  @Test func takesNothingThatTheDecoderCannotRead() throws {
    var random = SplitMix64(seed: 3)
    let good = Array(#"{"a": [1, -2.5, "x\n\u00e9"], "b": {"c": null, "d": true}}"#.utf8)
    let letters = Array("{}[]\",:0123456789.+-\\untrfals ".utf8)
    for _ in 0..<20_000 {
      var text = good
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: text.remove(at: place)
        case 1: text.insert(letters.randomElement(using: &random)!, at: place)
        default: text[place] = letters.randomElement(using: &random)!
        }
      }
      guard text.withUnsafeBytes({ JSONSyntax.object(in: $0) != nil }) else { continue }
      let value = try? JSON(parsing: text)
      #expect(value?.names != nil, "\(String(decoding: text, as: UTF8.self))")
    }
  }
}
