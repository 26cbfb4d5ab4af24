import Hummingbird
import OrderStore
import StockCache

/// What those who run the server ask it, and its documents.
struct OperationsController {
  let store: OrderStore
  let cache: any CachedStock
  let draining: Draining
  let metrics: @Sendable () -> String

  func addRoutes(to routes: inout Routes) {
    routes.get("/livez", isLimited: false) { _, _ in
      Answer(Envelope.reply(200, "Alive.") { $0.object { _ in } })
    }
    routes.get("/readyz", isLimited: false) { _, _ in
      if draining.hasBegun { throw Problem(.notReady, "The server is stopping.") }
      guard await store.isReady() else {
        throw Problem(.notReady, "The database cannot be written at the moment.")
      }
      guard cache.isReachable else {
        throw Problem(.notReady, "The cache cannot be reached at the moment.")
      }
      return Answer(Envelope.reply(200, "Ready.") { $0.object { _ in } })
    }
    routes.get("/metrics", isLimited: false) { _, _ in
      Answer(
        status: .ok, contentType: ContentType.metrics, body: ByteBuffer(string: metrics()))
    }
    routes.get("/openapi.json") { _, _ in
      Answer(status: .ok, contentType: ContentType.json, body: Self.openAPI)
    }
    routes.get("/docs") { _, _ in
      var answer = Answer(status: .ok, contentType: ContentType.page, body: Self.page)
      answer.headers[.contentSecurityPolicy] = Documents.contentSecurityPolicy
      return answer
    }
  }

  private static let openAPI = ByteBuffer(bytes: Documents.openAPI)
  private static let page = ByteBuffer(bytes: Documents.page)
}
