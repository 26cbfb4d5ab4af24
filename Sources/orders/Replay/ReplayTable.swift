import SaleReplay

/// One sale, a column a way.
struct ReplayTable {
  let run: ReplayRun

  init(_ run: ReplayRun) { self.run = run }

  var text: String {
    let sale = run.sale
    return """
      12.12: \(sale.buyers.count) buyers in three hours, seed \(sale.seed)

      \(figures)

      left of each product, in the database / on the shelf once all that can be sent is sent

      \(stock)

      \(conclusion)
      """
  }

  private var figures: String {
    var table = heading("")
    func row(_ name: String, _ value: (Outcome) -> String) {
      table.add([name] + run.outcomes.map(value))
    }
    row("orders accepted") { "\($0.ordersAccepted)" }
    row("  ended: cancelled, not paid") { $0.way.isOriginal ? "–" : "\($0.ordersEnded)" }
    row("  the same cart twice") { "\($0.orderedTwice)" }
    row("pieces sold beyond the stock") { "\($0.soldBeyondStock)" }
    row("products gone negative") { "\($0.negativeProducts)" }
    row("products misreported") { "\($0.misreportedProducts)" }
    row("customers to be called") { "\($0.customersToCall)" }
    row("an order takes, median") { $0.medianTime.milliseconds }
    row("  99 of 100, less than") { $0.slowTime.milliseconds }
    return table.text
  }

  private var stock: String {
    var table = heading("of")
    for (index, product) in run.sale.products.enumerated() {
      table.add(
        ["\(product.name), \(product.quantity)"]
          + run.outcomes.map {
            let product = $0.products[index]
            return "\(product.inDatabase.figure) / \(product.onShelf.figure)"
          })
    }
    return table.text
  }

  private func heading(_ corner: String) -> TextTable {
    var table = TextTable()
    table.add(
      [""] + run.outcomes.map { $0.way.isOriginal ? "original" : "ours" })
    table.add([corner] + run.outcomes.map(\.way.shortName))
    return table
  }

  private var conclusion: String {
    run.outcomes.map { outcome in
      let name = "\(outcome.way.isOriginal ? "the original's" : "our") \(outcome.way.shortName)"
      guard outcome.soldBeyondStock > 0 else {
        return "\(name): nothing was sold that was not there"
      }
      return "\(name): \(outcome.soldBeyondStock) pieces were sold that were not there, and "
        + "\(counted(outcome.customersToCall, "customer")) had to be called"
    }.joined(separator: "\n")
  }
}

extension Way {
  /// Without whose it is.
  var shortName: String {
    switch self {
    case .originalCache, .cache: "cache"
    case .originalThreshold, .threshold: "threshold"
    case .both: "both"
    }
  }
}
