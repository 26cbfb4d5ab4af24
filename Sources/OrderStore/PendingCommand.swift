import GRDB
import Ordering

/// A command with whoever waits for it. Only the writer's queue touches it after it was admitted.
final class PendingCommand<C: Command>: Job, @unchecked Sendable {
  private let command: C
  let take: Take?
  private let continuation: CheckedContinuation<Result<C.Answer, CommandError>, Never>
  private var decision: Result<C.Answer, CommandError>?

  init(
    _ command: C, take: Take?,
    continuation: CheckedContinuation<Result<C.Answer, CommandError>, Never>
  ) {
    self.command = command
    self.take = take
    self.continuation = continuation
  }

  func apply(to batch: Batch) throws {
    do {
      decision = .success(try batch.attempt(command))
    } catch let refusal as Refusal {
      decision = .failure(.refused(refusal))
    } catch CommandError.keyReused {
      decision = .failure(.keyReused)
    }
  }

  func answer() {
    guard let decision else { preconditionFailure("answered before it was decided") }
    continuation.resume(returning: decision)
  }

  func fail(_ error: CommandError) { continuation.resume(returning: .failure(error)) }
}

extension Batch {
  /// Applies a command, and holds it to its word that a refusal has written nothing.
  fileprivate func attempt<C: Command>(_ command: C) throws -> C.Answer {
    let changes = db.totalChangesCount
    do {
      return try command.apply(to: self)
    } catch let refusal as Refusal {
      precondition(db.totalChangesCount == changes, "\(C.self) wrote before it refused")
      throw refusal
    }
  }
}
