import Ordering

// The bodies of the contract, one a type.

private let anyID: ClosedRange<Int64> = .min ... .max

struct UserForm: Form {
  let name: String

  init(_ fields: inout Fields) {
    name = fields.text("name", length: Limits.name)
  }
}

/// A form that may say whose it is; the token has the last word.
protocol OwnedForm: Form {
  var userID: UserID? { get }
}

struct CartForm: OwnedForm {
  struct Line: Form {
    let item: RequestedItem

    init(_ fields: inout Fields) {
      item = RequestedItem(
        productID: ProductID(rawValue: fields.integer("productID", in: 1 ... .max)),
        quantity: fields.integer("quantity", in: Limits.cartQuantity),
        price: fields.optionalInteger("price", in: Limits.price))
    }
  }

  let userID: UserID?
  let items: [RequestedItem]

  init(_ fields: inout Fields) {
    userID = fields.optionalInteger("userID", in: anyID).map(UserID.init)
    items = fields.list("cartItems", of: Line.self, count: Limits.cartLines).map(\.item)
  }
}

struct OrderForm: OwnedForm {
  let userID: UserID?
  /// Any number may be asked for; of those that cannot be, there is no cart.
  let cartID: CartID
  let recipient: Recipient

  init(_ fields: inout Fields) {
    userID = fields.optionalInteger("userID", in: anyID).map(UserID.init)
    cartID = CartID(rawValue: fields.integer("cartID", in: anyID))
    recipient = Recipient(
      name: fields.text("name", length: Limits.name),
      address: fields.text("address", length: Limits.address),
      phone: fields.text("phone", length: Limits.phone))
  }
}

struct PaymentForm: Form {
  let reference: String

  init(_ fields: inout Fields) {
    reference = fields.text("reference", length: Limits.reference)
  }
}

struct ProductForm: Form {
  let product: NewProduct

  init(_ fields: inout Fields) {
    product = NewProduct(
      name: fields.text("name", length: Limits.name),
      price: fields.integer("price", in: Limits.price),
      quantity: fields.integer("quantity", in: Limits.stock),
      quantityThreshold: fields.optionalInteger("quantityThreshold", in: Limits.stock) ?? 0,
      limitPerUser: fields.optionalInteger("limitPerUser", in: Limits.limitPerUser))
  }
}

struct AdjustmentForm: Form {
  let change: Int64
  let reason: String

  init(_ fields: inout Fields) {
    change = fields.nonzeroInteger("adjust", in: Limits.adjustment)
    reason = fields.text("reason", length: Limits.reason)
  }
}

struct ProductChangesForm: Form {
  let changes: ProductChanges

  init(_ fields: inout Fields) {
    var changes = ProductChanges()
    changes.name = fields.optionalText("name", length: Limits.name)
    if fields.contains("price") {
      changes.price = fields.integer("price", in: Limits.price)
    }
    if fields.contains("quantityThreshold") {
      changes.quantityThreshold = fields.integer("quantityThreshold", in: Limits.stock)
    }
    if fields.contains("limitPerUser") {
      changes.limitPerUser = .some(
        fields.optionalInteger("limitPerUser", in: Limits.limitPerUser))
    }
    self.changes = changes
  }
}
