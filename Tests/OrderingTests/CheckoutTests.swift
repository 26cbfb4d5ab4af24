import Ordering
import Testing

@Suite struct CheckoutTests {
  private func product(
    _ id: Int64, price: Int64 = 10, quantity: Int64 = 5, threshold: Int64 = 0, limit: Int64? = nil
  ) -> Product {
    Product(
      id: ProductID(rawValue: id), name: "p\(id)", price: price, quantity: quantity,
      quantityThreshold: threshold, limitPerUser: limit, version: 1)
  }

  private func item(_ id: Int64, _ quantity: Int64, price: Int64 = 10) -> Item {
    Item(productID: ProductID(rawValue: id), quantity: quantity, price: price)
  }

  private func checkout(
    _ items: [Item], _ products: [Product], ordered: Int64 = 0
  ) -> Checkout {
    let states = products.map {
      ($0.id, Checkout.ProductState(product: $0, orderedByUser: ordered))
    }
    return Checkout(items: items, products: Dictionary(uniqueKeysWithValues: states))
  }

  /// Incident, 4 and 5: the last unit could not be sold, and without a threshold all could be, and more.
  @Test func servesTheLastUnitAndNoneBehindIt() {
    #expect(checkout([item(1, 5)], [product(1)]).refusal(by: .cache) == nil)
    #expect(checkout([item(1, 3)], [product(1, threshold: 2)]).refusal(by: .threshold) == nil)
    for way in [SellingWay.cache, .threshold] {
      #expect(checkout([item(1, 6)], [product(1)]).refusal(by: way) != nil)
    }
  }

  @Test func keepsTheReserveFromTheThresholdAlone() {
    let sale = checkout([item(1, 4)], [product(1, threshold: 2)])
    #expect(
      sale.refusal(by: .threshold)
        == .outOfStock([Shortage(productID: ProductID(rawValue: 1), asked: 4, available: 3)]))
    #expect(sale.refusal(by: .cache) == nil)
  }

  /// A threshold above the quantity leaves nothing available, and nothing less than nothing.
  @Test func availableIsNeverNegative() {
    #expect(product(1, quantity: 1, threshold: 9).available(by: .threshold) == 0)
  }

  /// Other answers to the assessment: two lines of one product were checked one by one.
  @Test func linesOfOneProductCountTogether() {
    let sale = checkout([item(1, 3), item(2, 1), item(1, 3)], [product(1), product(2)])
    #expect(sale.demand.parts.map(\.quantity) == [6, 1])
    #expect(
      sale.refusal(by: .cache)
        == .outOfStock([Shortage(productID: ProductID(rawValue: 1), asked: 6, available: 5)]))
  }

  @Test func namesEveryProductThatIsShort() {
    let sale = checkout([item(2, 9), item(3, 1), item(1, 9)], (1...3).map { product($0) })
    guard case .outOfStock(let shortages) = sale.refusal(by: .cache) else {
      Issue.record("must be refused")
      return
    }
    #expect(shortages.map(\.productID.rawValue) == [1, 2])
  }

  @Test func pricesComeBeforeLimitsAndLimitsBeforeStock() {
    let changed = checkout(
      [item(1, 9, price: 11)], [product(1, limit: 2)], ordered: 2)
    #expect(
      changed.refusal(by: .cache)
        == .priceChanged([
          PriceChange(productID: ProductID(rawValue: 1), seen: 11, current: 10)
        ]))
    let limited = checkout([item(1, 9)], [product(1, limit: 2)], ordered: 1)
    #expect(
      limited.refusal(by: .cache)
        == .purchaseLimit([
          LimitExcess(productID: ProductID(rawValue: 1), asked: 9, ordered: 1, limit: 2)
        ]))
    #expect(limited.refusalBeforeStock() == limited.refusal(by: .cache))
  }

  /// The price of an order was agreed when it was made.
  @Test func aLatePaymentIsNotRefusedForItsPrice() {
    let sale = checkout([item(1, 1, price: 11)], [product(1)])
    #expect(sale.refusalOfLatePayment(by: .cache) == nil)
  }

  @Test func noSumOfWhatIsAllowedOverflows() {
    let line = Item(
      productID: ProductID(rawValue: 1), quantity: Limits.cartQuantity.upperBound,
      price: Limits.price.upperBound)
    let cart = Array(repeating: line, count: Limits.cartLines.upperBound)
    #expect(cart.total == 1_000_000_000_000_000_000)
    #expect(Demand(cart).parts.map(\.quantity) == [1_000_000])
  }
}

@Suite struct OrderTests {
  @Test(arguments: OrderStatus.allCases) func onlyPendingOrdersExpire(_ status: OrderStatus) {
    let order = Order(
      id: OrderID(rawValue: 1), userID: UserID(rawValue: 1), way: .cache, status: status, items: [],
      recipient: Recipient(name: "a", address: "b", phone: "c"), createdAt: Timestamp(rawValue: 0),
      expiresAt: Timestamp(rawValue: 0) + .milliseconds(1_500))
    #expect(!order.isDue(at: Timestamp(rawValue: 1_499)))
    #expect(order.isDue(at: Timestamp(rawValue: 1_500)) == (status == .pending))
  }
}
