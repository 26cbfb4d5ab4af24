import Ordering

/// A sale as it happened to happen: what there was, and who wanted it when.
///
/// Everything is drawn from the seed, so that every way of selling meets the same crowd. Times are those of the
/// sale, counted from its beginning an hour before midnight.
public struct Sale: Sendable {
  public struct Line: Equatable, Sendable {
    /// The index in ``Sale/products``.
    public let product: Int
    public let quantity: Int64
  }

  /// What a buyer does with an order, where there is something to do.
  public enum Sequel: Equatable, Sendable {
    case pays(after: Duration)
    case cancels(after: Duration)
    case forgets
  }

  public struct Buyer: Equatable, Sendable {
    public let arrival: Duration
    /// One to three, of different products.
    public let lines: [Line]
    /// Whether the answer is lost on its way, and the order is sent once more.
    public let retries: Bool
    public let sequel: Sequel
  }

  public let seed: UInt64
  public let products: [NewProduct]
  /// As they arrive.
  public let buyers: [Buyer]

  /// From eleven in the evening to two in the morning.
  public static let length: Duration = .seconds(3 * 3_600)
  public static let midnight: Duration = .seconds(3_600)
  /// How long an order holds its pieces, where orders do.
  public static let hold: Duration = .seconds(15 * 60)
  /// After how long a buyer who has no answer sends the order again.
  static let retryDelay: Duration = .seconds(30)

  public static let usualSeed: UInt64 = 1212
  public static let usualBuyerCount = 900

  public init(seed: UInt64 = usualSeed, buyerCount: Int = usualBuyerCount) {
    self.seed = seed
    products = Self.offers.map(\.product)
    var random = SeededGenerator(seed: seed)
    buyers = (0..<buyerCount).map { _ in Self.buyer(using: &random) }
      .sorted { $0.arrival < $1.arrival }
  }

  /// How much of each is on offer, and how many of a hundred lines ask for it. The first four do not last.
  private static let offers: [(product: NewProduct, share: Int)] = [
    (NewProduct(name: "Phone", price: 299_900, quantity: 80, quantityThreshold: 4), 26),
    (NewProduct(name: "Television", price: 499_900, quantity: 60, quantityThreshold: 3), 18),
    (NewProduct(name: "Rice cooker", price: 39_900, quantity: 120, quantityThreshold: 6), 18),
    (NewProduct(name: "Headphones", price: 49_900, quantity: 150, quantityThreshold: 5), 16),
    (NewProduct(name: "Charger", price: 9_900, quantity: 500, quantityThreshold: 10), 12),
    (NewProduct(name: "Cable", price: 4_900, quantity: 600, quantityThreshold: 10), 10),
  ]

  private static func buyer(using random: inout SeededGenerator) -> Buyer {
    let arrival = arrival(using: &random)
    var lines: [Line] = []
    let lineCount = [1, 1, 1, 2, 2, 3].randomElement(using: &random)!
    while lines.count < lineCount {
      let product = wish(using: &random)
      guard !lines.contains(where: { $0.product == product }) else { continue }
      lines.append(Line(product: product, quantity: Int64.random(in: 1...2, using: &random)))
    }
    let retries = Int.random(in: 0..<100, using: &random) < 12
    let minutes = Double.random(in: 1..<10, using: &random)
    let sequel: Sequel =
      switch Int.random(in: 0..<100, using: &random) {
      case ..<70: .pays(after: .seconds(60 * minutes))
      case ..<80: .pays(after: hold + .seconds(60 * minutes))
      case ..<90: .cancels(after: .seconds(60 * minutes))
      default: .forgets
      }
    return Buyer(arrival: arrival, lines: lines, retries: retries, sequel: sequel)
  }

  /// A quiet hour, the rush at midnight, the tail.
  private static func arrival(using random: inout SeededGenerator) -> Duration {
    let share = Double.random(in: 0..<1, using: &random)
    switch Int.random(in: 0..<100, using: &random) {
    case ..<6: return midnight * share
    case ..<70: return midnight + .seconds(15 * 60) * (share * share)
    default: return midnight + (length - midnight) * share
    }
  }

  private static func wish(using random: inout SeededGenerator) -> Int {
    var ticket = Int.random(in: 0..<100, using: &random)
    return offers.firstIndex { offer in
      ticket -= offer.share
      return ticket < 0
    }!
  }
}
