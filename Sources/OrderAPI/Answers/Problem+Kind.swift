import HTTPTypes

extension Problem {
  /// What may be wrong. The raw value is the problem's `type`, which clients rely on.
  enum Kind: String, CaseIterable, Sendable {
    case malformedRequest = "malformed-request"
    case headersTooLarge = "headers-too-large"
    case malformedBody = "malformed-body"
    case unauthenticated
    case forbidden
    case notFound = "not-found"
    case methodNotAllowed = "method-not-allowed"
    case outOfStock = "out-of-stock"
    case cartAlreadyOrdered = "cart-already-ordered"
    case priceChanged = "price-changed"
    case purchaseLimit = "purchase-limit"
    case orderNotPending = "order-not-pending"
    case holdExpired = "hold-expired"
    case insufficientStock = "insufficient-stock"
    case preconditionFailed = "precondition-failed"
    case preconditionRequired = "precondition-required"
    case unsupportedMediaType = "unsupported-media-type"
    case cacheNotGenerated = "cache-not-generated"
    /// Never from one server alone, where the second request joins the first.
    case requestInFlight = "request-in-flight"
    case keyReused = "key-reused"
    case invalidField = "invalid-field"
    case bodyTooLarge = "body-too-large"
    case tooManyRequests = "too-many-requests"
    case overloaded
    case cacheUnavailable = "cache-unavailable"
    case storageFull = "storage-full"
    /// What `/readyz` says while the server should get no requests.
    case notReady = "not-ready"
    case internalError = "internal-error"

    var status: HTTPResponse.Status {
      switch self {
      case .malformedRequest, .malformedBody: .badRequest
      case .headersTooLarge: .requestHeaderFieldsTooLarge
      case .unauthenticated: .unauthorized
      case .forbidden: .forbidden
      case .notFound: .notFound
      case .methodNotAllowed: .methodNotAllowed
      case .outOfStock, .cartAlreadyOrdered, .priceChanged, .purchaseLimit, .orderNotPending,
        .holdExpired, .insufficientStock, .cacheNotGenerated, .requestInFlight:
        .conflict
      case .preconditionFailed: .preconditionFailed
      case .preconditionRequired: .preconditionRequired
      case .unsupportedMediaType: .unsupportedMediaType
      case .keyReused, .invalidField: .unprocessableContent
      case .bodyTooLarge: .contentTooLarge
      case .tooManyRequests: .tooManyRequests
      case .overloaded, .cacheUnavailable, .storageFull, .notReady: .serviceUnavailable
      case .internalError: .internalServerError
      }
    }

    /// The same for every occurrence, as the standard wants it.
    var title: String {
      switch self {
      case .malformedRequest: "Not a request of HTTP"
      case .headersTooLarge: "The headers are too large"
      case .malformedBody: "The body is not a JSON object"
      case .unauthenticated: "A valid token is needed"
      case .forbidden: "Not allowed with this token"
      case .notFound: "Not found"
      case .methodNotAllowed: "Method not allowed"
      case .outOfStock: "Out of stock"
      case .cartAlreadyOrdered: "The cart was ordered before"
      case .priceChanged: "A price has changed"
      case .purchaseLimit: "More than one user may order"
      case .orderNotPending: "The order is not pending"
      case .holdExpired: "The hold ran out before the payment"
      case .insufficientStock: "Not enough in stock"
      case .preconditionFailed: "Changed in the meantime"
      case .preconditionRequired: "If-Match is needed"
      case .unsupportedMediaType: "The body must be JSON"
      case .cacheNotGenerated: "Not loaded into the cache"
      case .requestInFlight: "The same request is being served"
      case .keyReused: "The key was used with another body"
      case .invalidField: "A field is not as it must be"
      case .bodyTooLarge: "The body is too large"
      case .tooManyRequests: "Too many requests"
      case .overloaded: "Too much to do"
      case .cacheUnavailable: "The cache cannot be reached"
      case .storageFull: "The disk is full"
      case .notReady: "Not ready"
      case .internalError: "Something went wrong here"
      }
    }

    /// Seconds after which it is worth asking again, where time alone may help.
    var retryAfter: String? {
      switch self {
      case .overloaded, .cacheUnavailable, .notReady, .requestInFlight: "1"
      case .storageFull: "10"
      default: nil
      }
    }
  }
}
