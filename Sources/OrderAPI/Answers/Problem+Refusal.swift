import OrderStore
import Ordering
import StockCache

/// The one place where what the shop refuses becomes what HTTP says.
extension Problem {
  init(_ refusal: Refusal) {
    switch refusal {
    case .cartNotFound, .orderNotFound, .productNotFound:
      self = .notFound

    case .unknownProducts(let lines):
      self = .invalidFields(
        lines.map {
          FieldFault(pointer: "/cartItems/\($0)/productID", detail: "is not the id of a product")
        })

    case .cartAlreadyOrdered(let id):
      self.init(.cartAlreadyOrdered, "The cart was ordered before, as order \(id.rawValue).") {
        $0.member("orderID", id.rawValue)
      }

    case .priceChanged(let changes):
      self.init(.priceChanged, "A price is not the product's any more. Make a new cart.") {
        $0.member("lines", array: changes) { json, change in
          json.object { json in
            json.member("productID", change.productID.rawValue)
            json.member("seen", change.seen)
            json.member("current", change.current)
          }
        }
      }

    case .purchaseLimit(let excesses):
      self.init(.purchaseLimit, "One user may not order so many, all orders together.") {
        $0.member("lines", array: excesses) { json, excess in
          json.object { json in
            json.member("productID", excess.productID.rawValue)
            json.member("asked", excess.asked)
            json.member("ordered", excess.ordered)
            json.member("limit", excess.limit)
          }
        }
      }

    case .outOfStock(let shortages):
      self.init(.outOfStock, "There is not enough of \(Self.count(shortages, "product")) left.") {
        $0.member("lines", array: shortages) { json, shortage in
          json.object { json in
            json.member("productID", shortage.productID.rawValue)
            json.member("asked", shortage.asked)
            json.member("available", shortage.available)
          }
        }
      }

    case .cacheNotGenerated(let ids):
      self.init(
        .cacheNotGenerated, "The stock was not loaded into the cache; /product/generate loads it."
      ) {
        $0.member("productIDs", array: ids) { $0.number($1.rawValue) }
      }

    case .orderNotPending(let status):
      self.init(.orderNotPending, "The order is \(status.rawValue).") {
        $0.member("orderStatus", status.rawValue)
      }

    case .insufficientStock(let available):
      self.init(.insufficientStock, "There are only \(available) in stock.") {
        $0.member("available", available)
      }

    case .stockLimit(let available):
      let most = Limits.stock.upperBound
      self = .invalidFields([
        FieldFault(
          pointer: "/adjust",
          detail: "must leave at most \(most) in stock, where there are \(available)")
      ])

    case .preconditionFailed(let version):
      self.init(.preconditionFailed, "The product was changed by somebody else. Get it again.")
      headers[.eTag] = EntityTag(version: version).description
    }
  }

  init(_ error: CommandError) {
    switch error {
    case .refused(let refusal):
      self.init(refusal)
    case .keyReused:
      self = .keyReused
    case .overloaded:
      self.init(.overloaded, "Too many commands are waiting for the database.")
    case .storageFull:
      self.init(.storageFull, "The disk of the database is full; nothing was changed.")
    case .failed:
      self = .internalError
    }
  }

  init(_ error: CacheError) {
    switch error {
    case .refused(let refusal):
      self.init(refusal)
    case .unavailable:
      self.init(
        .cacheUnavailable, "The cache cannot be reached at the moment; /orderThreshold goes on.")
    }
  }

  /// Not a refusal: the payment is kept, and the answer is stored under its key.
  static let holdExpired = Problem(
    .holdExpired,
    "The hold ran out, and the order cannot be served any more. The payment is marked for refund.")

  static let keyReused = Problem(
    .keyReused, "This Idempotency-Key was used with another body. Use a new key.")

  static let internalError = Problem(
    .internalError, "This should not have happened. The log has more.")

  private static func count(_ things: some Collection, _ name: String) -> String {
    "\(things.count) \(name)\(things.count == 1 ? "" : "s")"
  }
}
