import Foundation
import SaleReplay

/// All of it as one document. Durations are seconds.
struct ReplayJSON {
  private let runs: [ReplayRun]

  init(_ runs: [ReplayRun]) { self.runs = runs }

  var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(
        decoding: try encoder.encode(Document(sales: runs.map(SaleMembers.init))), as: UTF8.self)
    }
  }

  private struct Document: Encodable {
    let schema = "orders.replay/1"
    let sales: [SaleMembers]
  }

  private struct SaleMembers: Encodable {
    let seed: UInt64
    let buyers: Int
    let ways: [WayMembers]

    init(_ run: ReplayRun) {
      seed = run.sale.seed
      buyers = run.sale.buyers.count
      ways = run.outcomes.map(WayMembers.init)
    }
  }

  private struct WayMembers: Encodable {
    let way: String
    let ordersAccepted: Int
    let ordersEnded: Int
    let orderedTwice: Int
    let soldBeyondStock: Int64
    let negativeProducts: Int
    let misreportedProducts: Int
    let customersToCall: Int
    let orderSeconds: Times
    let products: [ProductMembers]

    init(_ outcome: Outcome) {
      way = outcome.way.rawValue
      ordersAccepted = outcome.ordersAccepted
      ordersEnded = outcome.ordersEnded
      orderedTwice = outcome.orderedTwice
      soldBeyondStock = outcome.soldBeyondStock
      negativeProducts = outcome.negativeProducts
      misreportedProducts = outcome.misreportedProducts
      customersToCall = outcome.customersToCall
      orderSeconds = Times(
        median: outcome.medianTime / .seconds(1), slow: outcome.slowTime / .seconds(1))
      products = zip(outcome.products, outcome.curves).map(ProductMembers.init)
    }
  }

  private struct Times: Encodable {
    let median: Double
    /// Of 100 orders, 99 took less.
    let slow: Double
  }

  private struct ProductMembers: Encodable {
    let name: String
    let received: Int64
    let sold: Int64
    let inDatabase: Int64
    let inCache: Int64?
    let onShelf: Int64
    /// Pairs: seconds since eleven in the evening, and what was left from then on.
    let stock: [[Double]]

    init(_ product: Outcome.Product, _ curve: [StockPoint]) {
      name = product.name
      received = product.received
      sold = product.sold
      inDatabase = product.inDatabase
      inCache = product.inCache
      onShelf = product.onShelf
      stock = curve.map { [($0.time / .seconds(1)).rounded(), Double($0.quantity)] }
    }
  }
}
