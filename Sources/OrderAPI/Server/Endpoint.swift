import Hummingbird
import Logging
import OrderStore
import Ordering
import StockCache

/// A handler, with what all of them have in common: the limit of requests, the request's name, the log,
/// the counting, and problems as answers.
struct Endpoint: HTTPResponder {
  typealias Handler = @Sendable (Request, RequestScope) async throws -> Answer

  private let handler: Handler
  private let limiter: RateLimiter?
  private let metrics: EndpointMetrics
  private let problems: ProblemCounters
  private let route: String

  init(
    route: String, method: String, limiter: RateLimiter?, problems: ProblemCounters,
    handler: @escaping Handler
  ) {
    self.handler = handler
    self.limiter = limiter
    self.problems = problems
    self.route = route
    metrics = EndpointMetrics(route: route, method: method)
  }

  func respond(to request: Request, context: RequestScope) async throws -> Response {
    let start = ContinuousClock.now
    var scope = context
    let name = RequestName.take(request.headers, &scope.logger)

    let answer: Answer
    do {
      try limiter?.admit(request, scope)
      answer = try await handler(request, scope)
    } catch {
      let problem = try problem(error, scope.logger)
      problems.count(problem.kind)
      answer = problem.answer
    }

    let duration = ContinuousClock.now - start
    metrics.record(answer.status, duration)
    scope.logger.debug(
      "answered",
      metadata: [
        "method": "\(request.method)", "route": "\(route)", "status": "\(answer.status.code)",
        "duration": "\(duration)",
      ])
    return response(answer, to: request, name: name)
  }

  /// - Throws: ``BrokenRequest``'s reason, which Hummingbird knows how to treat.
  private func problem(_ error: any Error, _ logger: Logger) throws -> Problem {
    switch error {
    case let problem as Problem:
      return problem
    case let refusal as Refusal:
      return Problem(refusal)
    case let error as CacheError:
      return Problem(error)
    case let broken as BrokenRequest:
      throw broken.reason
    case let error as CommandError:
      switch error {
      case .failed(let reason): log(reason, logger)
      case .storageFull: logger.error("the disk of the database is full")
      case .refused, .keyReused, .overloaded: break
      }
      return Problem(error)
    default:
      log(error, logger)
      return .internalError
    }
  }

  private func log(_ error: any Error, _ logger: Logger) {
    logger.error("failed", metadata: ["route": "\(route)", "error": "\(error)"])
  }

  private func response(_ answer: Answer, to request: Request, name: String) -> Response {
    var headers = answer.headers
    headers[.contentType] = answer.contentType
    headers[.requestID] = name
    // Stock and orders change by the moment, and orders are nobody else's business.
    headers[.cacheControl] = "no-store"
    let response = Response(
      status: answer.status, headers: headers,
      body: answer.stream ?? ResponseBody(byteBuffer: answer.body))
    return request.method == .head ? response.createHeadResponse() : response
  }
}
