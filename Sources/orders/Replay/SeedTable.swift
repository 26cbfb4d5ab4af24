import SaleReplay

/// Many sales: by how much each way sold beyond the stock, and how many had to be called.
struct SeedTable {
  let runs: [ReplayRun]

  /// - Precondition: there are runs.
  init(_ runs: [ReplayRun]) { self.runs = runs }

  var text: String {
    var table = TextTable()
    let ways = runs[0].outcomes.map(\.way)
    table.add([""] + ways.map { $0.isOriginal ? "original" : "ours" })
    table.add(["seed"] + ways.map(\.shortName))
    for run in runs {
      table.add(
        ["\(run.sale.seed)"]
          + run.outcomes.map { "\($0.soldBeyondStock) / \($0.customersToCall)" })
    }
    table.space()
    for (name, rank) in [("least", 0), ("median", (runs.count - 1) / 2), ("most", runs.count - 1)] {
      table.add(
        [name]
          + ways.indices.map { way in
            let beyond = runs.map(\.outcomes[way].soldBeyondStock).sorted()[rank]
            let called = runs.map(\.outcomes[way].customersToCall).sorted()[rank]
            return "\(beyond) / \(called)"
          })
    }
    return """
      12.12, \(runs.count == 1 ? "once" : "\(runs.count) times"): \
      pieces sold beyond the stock / customers to be called

      \(table.text)
      """
  }
}
