import Foundation
import Testing

/// `orders audit`
struct AuditTests {
  private static let sale = """
    user=$(curl -s $orders/user -d '{"name": "Ayu"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
    curl -s $orders/cart -H "Authorization: Bearer $user" -d '{"cartItems": [{"productID": 1, "quantity": 3}]}'
    curl -s -o answer -w '%{http_code}' $orders/order -H "Authorization: Bearer $user" \
      -d '{"cartID": 1, "name": "A", "address": "B", "phone": "C"}'
    """

  @Test func besideARunningServer() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer("--demo", in: folder)
      #expect(try server.shell(Self.sale).output.hasSuffix("201"))
      #expect(
        try orders("audit", "--database", "orders.sqlite", in: folder)
          == Outcome(
            status: 0, output: "the books balance; 4 products, 1 order\n", errors: ""))
      #expect(try server.shell("curl -s $orders/readyz").output.contains("true"))
      #expect(try server.end() == 0)
    }
  }

  /// Says which product, and by how much.
  @Test func tamperedStock() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer("--demo", in: folder)
      #expect(try server.shell(Self.sale).output.hasSuffix("201"))
      #expect(try server.end() == 0)
      #expect(
        try shell(
          """
          sqlite3 orders.sqlite ".backup copy.sqlite"
          sqlite3 copy.sqlite 'UPDATE flash_products SET quantity = quantity + 2 WHERE id = 3'
          """, in: folder
        ).status == 0)
      let outcome = try orders("audit", "--database", "copy.sqlite", in: folder)
      #expect(outcome.status == 1)
      #expect(
        outcome.output == """
          product 3 (Charger): 502 in stock, but its ledger adds up to 500: off by +2
          product 3 (Charger): 0 sold + 502 in stock + 0 held, but 500 received: off by +2
          2 faults; 4 products, 1 order

          """)
      #expect(try orders("audit", in: folder).status == 0)
    }
  }

  @Test func changesNothing() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer("--demo", in: folder)
      #expect(try server.end() == 0)
      let before = try Data(contentsOf: folder.appendingPathComponent("orders.sqlite"))
      #expect(try orders("audit", in: folder).status == 0)
      #expect(try Data(contentsOf: folder.appendingPathComponent("orders.sqlite")) == before)
    }
  }

  @Test func filesThatAreNoDatabase() throws {
    try withTemporaryFolder { folder in
      #expect(
        try orders("audit", in: folder)
          == Outcome(
            status: 2, output: "",
            errors: "error: cannot read orders.sqlite: No such file or directory\n"))
      try folder.write(String(repeating: "no database\n", count: 100), to: "text.sqlite")
      let text = try orders("audit", "--database", "text.sqlite", in: folder)
      #expect(
        text
          == Outcome(
            status: 2, output: "", errors: "error: text.sqlite is not a database of orders\n"))
      #expect(
        try shell("sqlite3 other.sqlite 'CREATE TABLE t (x)'", in: folder).status == 0)
      #expect(
        try orders("audit", "--database", "other.sqlite", in: folder)
          == Outcome(
            status: 2, output: "", errors: "error: other.sqlite is not a database of orders\n"))
    }
  }
}
