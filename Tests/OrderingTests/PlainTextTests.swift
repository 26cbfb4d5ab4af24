import Ordering
import Testing

@Suite struct PlainTextTests {
  @Test(arguments: [
    "Lan", "a", "Jalan Merdeka 1, Jakarta", "Nguyễn Thị Lan", "李雷", "می‌خواهم", "👩‍👧", "O'Neil \"Jr\"",
  ])
  func takesNames(_ text: String) { #expect(Limits.isPlain(text, 1...200)) }

  @Test(arguments: [
    "", " ", "\u{A0}\u{2003}", "\u{200B}", "a\nb", "a\u{0}", "\u{1B}[31mred", "a\u{85}b",
    "a\u{2028}b", "a\u{202E}b", "a\u{2066}b",
  ])
  func refusesWhatIsNotToBeSeen(_ text: String) { #expect(!Limits.isPlain(text, 1...200)) }

  @Test func countsScalars() {
    #expect(Limits.isPlain("éé", 2...2))
    #expect(!Limits.isPlain("e\u{301}e\u{301}", 2...2))
    #expect(!Limits.isPlain("abc", 1...2))
  }
}
