import Logging
import OrderStore
import ServiceLifecycle

/// Ends the holds that have run out, about twice a second.
struct Sweeper: Service {
  static let interval: Duration = .milliseconds(500)

  let store: OrderStore
  let logger: Logger

  func run() async {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await store.sweep()
        } catch {
          // Nothing is lost: what is due stays due.
          logger.error("holds were not ended", metadata: ["error": "\(error)"])
        }
        try? await Task.sleep(for: Self.interval)
      }
    }
  }
}
