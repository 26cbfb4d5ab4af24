import Foundation
import Testing

/// The page of the sale in a real browser: load, buy, watch the bar move, watch 'Out of stock' come.
///
/// Skipped where there is no Chromium, unless REQUIRE_SERVERS says that there has to be one.
@Suite(.serialized, .enabled(if: isRequired || isBrowserThere, "Chromium is not installed"))
struct BrowserTests {
  @Test func aVisitorBuysTheLastPiece() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer("--demo", in: folder)
      let seen = try drive(server, "shop")
      #expect(seen.contains("the keyboard buys, and the last piece is 'Out of stock'\n"))
      #expect(seen.contains("another one's order moves the bar\n"))
      #expect(try server.end() == 0)
      #expect(try orders("audit", in: folder).status == 0)
    }
  }

  @Test func withoutDemoThePageShowsAndTheDocumentsAreDrawn() throws {
    try withTemporaryFolder { folder in
      let shop = try RunningServer("--demo", in: folder)
      #expect(try shop.end() == 0)
      let server = try RunningServer(in: folder)
      let seen = try drive(server, "show")
      #expect(seen.contains("without --demo nothing can be bought\n"))
      #expect(seen.contains("the documents are drawn\n"))
      #expect(try server.end() == 0)
    }
  }

  /// - Returns: what the script has found to hold, a line each.
  private func drive(_ server: RunningServer, _ kind: String) throws -> String {
    let outcome = try server.shell(
      "python3 -B \"$package/Tests/OrdersTests/Browser/live_page.py\" \"$orders\" \(kind)")
    #expect(outcome.status == 0, "\(outcome)")
    return outcome.output
  }
}

private let isBrowserThere = ["chromium", "chromium-browser", "google-chrome"].contains {
  FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
}

private let isRequired = ProcessInfo.processInfo.environment["REQUIRE_SERVERS"] == "1"
