import Foundation
import Testing

/// `orders replay`: what it prints and draws. What becomes of the sales is in `SaleReplayTests`.
@Suite(.serialized) struct ReplayCommandTests {
  @Test func allWaysSideBySide() throws {
    try withTemporaryFolder { folder in
      let outcome = try orders("replay", environment: ["TMPDIR": folder.path], in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")
      let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[0] == "12.12: 900 buyers in three hours, seed 1212")
      #expect(lines[2].split(separator: " ") == ["original", "original", "ours", "ours", "ours"])
      #expect(
        lines[3].split(separator: " ") == ["cache", "threshold", "threshold", "cache", "both"])
      let beyond = try #require(lines.first { $0.hasPrefix("pieces sold beyond the stock ") })
      let figures = beyond.split(separator: " ").suffix(5).map { Int($0)! }
      #expect(figures[0] > 0 && figures[1] > 0 && figures[2...] == [0, 0, 0], "\(beyond)")
      let negative = try #require(lines.first { $0.hasPrefix("Phone, 80 ") })
      #expect(negative.contains("−"), "\(negative)")
      #expect(outcome.output.hasSuffix("our both: nothing was sold that was not there\n"))
      // The databases are gone.
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
  }

  @Test func jsonHasTheStockByTheMoment() throws {
    try withTemporaryFolder { folder in
      let outcome = try orders(
        "replay", "--json", "--way", "original-threshold", "--way", "both", in: folder)
      let document = try JSONDecoder().decode(Document.self, from: Data(outcome.output.utf8))
      #expect(document.schema == "orders.replay/1")
      let ways = try #require(document.sales.first).ways
      #expect(ways.map(\.way) == ["original-threshold", "both"])
      #expect(ways[0].soldBeyondStock > 0 && ways[1].soldBeyondStock == 0)
      for way in ways {
        for product in way.products {
          #expect(product.stock.first == [0, product.received])
          #expect(product.stock.last?[1] == product.inDatabase)
          #expect(product.sold == product.received - product.inDatabase, "\(way.way)")
        }
        let beyond = way.products.reduce(0) { $0 + max(0, $1.sold - $1.received) }
        #expect(beyond == way.soldBeyondStock)
      }
    }
  }

  @Test func seedsAreSummedUp() throws {
    try withTemporaryFolder { folder in
      let outcome = try orders(
        "replay", "--seeds", "3", "--seed", "7", "--buyers", "300", "--way", "cache", in: folder)
      #expect(
        outcome
          == Outcome(
            status: 0,
            output: """
              12.12, 3 times: pieces sold beyond the stock / customers to be called

                       ours
              seed    cache
              7       0 / 0
              8       0 / 0
              9       0 / 0

              least   0 / 0
              median  0 / 0
              most    0 / 0

              """, errors: ""))
    }
  }

  /// Well-formed, a panel a way, and what is below zero is marked.
  @Test func theChartIsDrawn() throws {
    try withTemporaryFolder { folder in
      let outcome = try orders(
        "replay", "--svg", "sale.svg", "--way", "original-cache", "--way", "threshold", in: folder)
      #expect(outcome.status == 0)
      let svg = try Data(contentsOf: folder.appendingPathComponent("sale.svg"))
      #expect(svg.count < 60_000)
      let check = try shell(
        "python3 -c 'import xml.dom.minidom as x; print(len(x.parse(\"sale.svg\").getElementsByTagName(\"g\")))'",
        in: folder)
      #expect(check.output == "2\n")
      let text = String(decoding: svg, as: UTF8.self)
      #expect(text.contains("the original, cache:"))
      #expect(text.contains("pieces oversold") && text.contains("nothing oversold"))
      #expect(text.contains("class=\"below\""))
    }
  }

  /// Known before a sale is over, and with it.
  @Test(arguments: [
    (["--buyers", "0"], "error: --buyers is not 1 to 10000\n"),
    (["--seeds", "0"], "error: --seeds is not 1 to 1000\n"),
    (["--way", "cache", "--way", "cache"], "error: --way names the same way twice\n"),
    (["--way", "fast"], "error: the value 'fast' is invalid for '--way <way>'"),
    (
      ["--buyers", "1", "--way", "cache", "--svg", "no/sale.svg"],
      "error: cannot write no/sale.svg: "
    ),
  ])
  func whatIsWrongIsSaid(_ arguments: [String], _ error: String) throws {
    try withTemporaryFolder { folder in
      let outcome = try run([programPath, "replay"] + arguments, environment: [:], in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.output == "")
      #expect(outcome.errors.hasPrefix(error), "\(outcome.errors)")
    }
  }

  private struct Document: Decodable {
    struct Sale: Decodable { let ways: [Way] }
    struct Way: Decodable {
      let way: String
      let soldBeyondStock: Double
      let products: [Product]
    }
    struct Product: Decodable {
      let received: Double
      let sold: Double
      let inDatabase: Double
      let stock: [[Double]]
    }
    let schema: String
    let sales: [Sale]
  }
}
