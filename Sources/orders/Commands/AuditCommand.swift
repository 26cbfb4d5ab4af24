import ArgumentParser
import OrderStore

struct AuditCommand: OrdersCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Prove that the books balance.",
    usage: "orders audit --database <file>",
    discussion: """
      EXAMPLE:
        orders audit --database orders.sqlite

      For every product, its quantity must be the sum of its ledger, and what
      was sold, is in stock and is held must be what was received. For every
      order, the ledger must have taken its pieces. Reads only, and works
      beside a running server.

      EXIT STATUS:
        0 the books balance, 1 they do not, 2 failed
      """)

  @OptionGroup var store: StoreOptions

  func execute() async throws -> ExitStatus {
    let path = try store.path()
    try requireFile(path)
    let audit = try Audit(path: path)
    for finding in audit.findings { writeOutput(finding.description.onOneLine) }
    let extent = "\(counted(audit.productCount, "product")), \(counted(audit.orderCount, "order"))"
    guard audit.findings.isEmpty else {
      writeOutput("\(counted(audit.findings.count, "fault")); \(extent)")
      return .faultsFound
    }
    writeOutput("the books balance; \(extent)")
    return .done
  }
}

/// - Returns: "1 order", "2 orders".
func counted(_ count: Int, _ name: String) -> String {
  "\(count) \(name)\(count == 1 ? "" : "s")"
}
