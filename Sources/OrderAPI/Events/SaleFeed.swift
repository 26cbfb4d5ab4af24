import OrderStore
import Ordering
import Synchronization

/// The sale as the writer publishes it, for those who watch: what is left of each product, and how many orders
/// there were.
///
/// It keeps what is, not what has happened, so that nobody who watches can make it grow; and being told
/// costs the writer a lock and a few looks a batch.
public final class SaleFeed: Sendable {
  struct Stock: Equatable {
    let id: ProductID
    var quantity: Int64
    /// The most that there was since the server began: what a bar of the stock is full at.
    var most: Int64

    fileprivate mutating func become(_ quantity: Int64) {
      self.quantity = quantity
      most = max(most, quantity)
    }
  }

  private struct State {
    var stocks: [ProductID: Stock] = [:]
    var changed: Set<ProductID> = []
    var orderCount = 0

    mutating func keep(_ quantity: Int64, of id: ProductID) {
      stocks[id, default: Stock(id: id, quantity: 0, most: 0)].become(quantity)
      changed.insert(id)
    }
  }

  private let state = Mutex(State())

  public init() {}

  /// - Precondition: calls come in the order of commits.
  public func publish(_ publication: Publication) {
    guard !publication.quantities.isEmpty || !publication.loaded.isEmpty else { return }
    state.withLock { state in
      state.orderCount += publication.orderCount
      for (id, quantity) in publication.loaded { state.keep(quantity, of: id) }
      for (id, quantity) in publication.quantities { state.keep(quantity, of: id) }
    }
  }

  /// Takes in what was there before anything was published. What was published is newer.
  func learn(_ products: [Product]) {
    state.withLock { state in
      for product in products where state.stocks[product.id] == nil {
        state.keep(product.quantity, of: product.id)
      }
    }
  }

  /// Everything, by the products' numbers.
  var stocks: [Stock] { state.withLock { $0.stocks.values.sorted { $0.id < $1.id } } }

  /// How many orders were placed since the beginning.
  var orderCount: Int { state.withLock { $0.orderCount } }

  /// What has changed since this was last asked, by the products' numbers.
  func takeChanges() -> [Stock] {
    state.withLock { state in
      defer { state.changed.removeAll(keepingCapacity: true) }
      return state.changed.sorted().map { state.stocks[$0]! }
    }
  }
}
