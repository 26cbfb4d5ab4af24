import GRDB

/// Counts what a sale left in its database, by the tables alone, which the original and we name alike: what
/// a shop thinks of itself is not asked.
struct Tally {
  struct Order {
    let id: Int64
    let user: Int64
    let keepsStock: Bool
    var lines: [(product: Int, quantity: Int64)] = []
  }

  private let orders: [Order]
  private let quantities: [Int64]

  init(path: String, way: Way) throws {
    var configuration = Configuration()
    configuration.readonly = true
    let keeping = way.isOriginal ? "1" : "status IN ('pending', 'paid', 'placed')"
    (orders, quantities) = try DatabaseQueue(path: path, configuration: configuration).read { db in
      var orders = try Row.fetchAll(
        db, sql: "SELECT id, userID, \(keeping) FROM orders ORDER BY id"
      )
      .map { Order(id: $0[0], user: $0[1], keepsStock: $0[2]) }
      let places = Dictionary(
        uniqueKeysWithValues: orders.enumerated().map { ($1.id, $0) })
      let lines = try Row.fetchAll(db, sql: "SELECT orderID, productID, quantity FROM order_items")
      for line in lines {
        orders[places[line[0]]!].lines.append((product: (line[1] as Int) - 1, quantity: line[2]))
      }
      let quantities = try Int64.fetchAll(
        db, sql: "SELECT quantity FROM flash_products ORDER BY id")
      return (orders, quantities)
    }
  }

  func outcome(
    of sale: Sale, by way: Way, cache: [Int64]?, record: Witness.Record
  ) -> Outcome {
    let kept = orders.filter(\.keepsStock)
    var sold = [Int64](repeating: 0, count: sale.products.count)
    for line in kept.flatMap(\.lines) { sold[line.product] += line.quantity }
    let (shelf, disappointed) = send(kept, from: sale.products.map(\.quantity))
    let products = sale.products.enumerated().map { index, product in
      Outcome.Product(
        name: product.name, received: product.quantity, sold: sold[index],
        inDatabase: quantities[index], inCache: cache?[index], onShelf: shelf[index])
    }
    let byBuyer = Dictionary(grouping: kept, by: \.user)
    return Outcome(
      way: way, products: products, ordersAccepted: orders.count,
      ordersEnded: orders.count - kept.count, customersToCall: Set(disappointed.map(\.user)).count,
      orderedTwice: byBuyer.values.count { $0.count > 1 }, orderTimes: record.orderTimes.sorted(),
      curves: record.curves)
  }

  /// Sends orders out as they came, each whole or not at all.
  private func send(_ orders: [Order], from stock: [Int64]) -> (shelf: [Int64], unsent: [Order]) {
    var shelf = stock
    let unsent = orders.filter { order in
      guard order.lines.allSatisfy({ shelf[$0.product] >= $0.quantity }) else { return true }
      for line in order.lines { shelf[line.product] -= line.quantity }
      return false
    }
    return (shelf, unsent)
  }
}
